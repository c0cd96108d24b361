package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.Extension.class)
class HealthCommandIT {
  private final SharedStack stack;

  HealthCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @Test
  void saysOfEachPartWhatToDoWhereNothingWasSetUp() {
    var run = stack.runWithRegistry("bare.", "health", "--url", "http://127.0.0.1:1", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("forebay: 9 of 10 parts are down: ").hasLineCount(1);
    assertThat(run.json().path("up").asBoolean()).isFalse();
    assertThat(run.json().path("parts"))
        .extracting(part -> part.path("up").asBoolean() + " " + part.path("name").asText() + ": " + part.path("reason").asText())
        .satisfiesExactly(
            process -> assertThat(process).isEqualTo("false process at http://127.0.0.1:1: does not answer; start it (forebay dev) or give its address with --url"),
            kafka -> assertThat(kafka).startsWith("true kafka: ").endsWith(", 1 broker"),
            topics -> assertThat(topics).startsWith("false topics: missing: bare.emails.inbound, ").endsWith("run forebay topics apply"),
            emails -> assertThat(emails).isEqualTo("false group bare.forebay-emails: has never run against this Kafka; start the application"),
            tasks -> assertThat(tasks).startsWith("false group bare.forebay-tasks: "),
            intents -> assertThat(intents).startsWith("false group bare.forebay-intents: "),
            dispatch -> assertThat(dispatch).startsWith("false group bare.forebay-dispatch: "),
            gate -> assertThat(gate).startsWith("false group bare.forebay-gate: "),
            runners -> assertThat(runners).startsWith("false group bare.forebay-runners: "),
            registry -> assertThat(registry).startsWith("false registry: InboundEmail is not registered as bare.emails.inbound-value; run forebay schemas apply."));
  }

  @Test
  void countsWhatTheRunnersHaveNotDoneYet() throws Exception {
    var topics = new Topics("waits.", 4);
    stack.run("waits.", "topics", "apply");
    String ready = topics.actionsReady("core.echo").name();
    var settings = Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers(), "group.id", topics.runnersApplication());
    try (var producer = new KafkaProducer<>(KafkaClients.producer(stack.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());
        var runner = new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      runner.subscribe(List.of(ready));
      for (String as : List.of("read from the earliest on", "accepts the first by asking for more")) {
        producer.send(new ProducerRecord<>(ready, 0, null, new byte[1])).get();
        await().untilAsserted(() -> assertThat(runner.poll(Duration.ofMillis(100)).count()).as(as).isEqualTo(1));
      }

      await().untilAsserted(() -> assertThat(reason("waits.", "group " + topics.runnersApplication())).isEqualTo("Stable, records behind: " + ready + " 1"));
    }
  }

  private String reason(String prefix, String part) {
    var parts = stack.runWithRegistry(prefix, "health", "--url", "http://127.0.0.1:1", "--json").json().path("parts");
    return parts.valueStream().filter(each -> each.path("name").asText().equals(part)).map(each -> each.path("reason").asText()).findFirst().orElse("");
  }
}
