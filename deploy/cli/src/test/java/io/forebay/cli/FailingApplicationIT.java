package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.runtime.ByteSize;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.HealthConfig;
import io.forebay.runtime.HealthServer;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.MetricsConfig;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.runtime.TopologyHealth;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An application that cannot read its input, as the commands see it. */
@ExtendWith(SharedStack.Extension.class)
class FailingApplicationIT {
  private static final String PREFIX = "failing.";
  private static final Topics TOPICS = new Topics(PREFIX, 4);

  private final SharedStack stack;
  @TempDir private Path folder;

  FailingApplicationIT(SharedStack stack) {
    this.stack = stack;
  }

  private Topology passThrough() {
    var serde = EventSerdes.connect(stack.kafka().registryUrl(), false).of(InboundEmail.class);
    var builder = new StreamsBuilder();
    builder
        .stream(TOPICS.emailsInbound().name(), Consumed.with(Serdes.ByteArray(), serde).withName("ingest-emails-inbound"))
        .to("failing.out", Produced.with(Serdes.ByteArray(), serde).withName("egress-out"));
    return builder.build();
  }

  private void produceGarbage() throws Exception {
    try (var producer =
        new KafkaProducer<>(KafkaClients.producer(stack.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(TOPICS.emailsInbound().name(), new byte[] {'k'}, "no Avro".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private CommandRun health(String url) {
    return stack.runWithRegistry(PREFIX, "health", "--application", "forebay-emails", "--url", url);
  }

  @Test
  void isSeenToRunAndItsLettersComeBackUntilTheGuardHoldsThem() throws Exception {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(stack.runWithRegistry(PREFIX, "schemas", "apply").exitCode()).isZero();
    produceGarbage();
    var metrics = Metrics.of(MetricsConfig.defaults());
    var connection = ConnectionSettings.to(stack.bootstrapServers(), stack.kafka().registryUrl(), false);
    var settings = new StreamsSettings(1, Duration.ofMillis(20), folder, ByteSize.mebibytes(16), null);
    String application = TOPICS.emailsApplication();
    try (var app =
            TopologyApp.start(
                application, passThrough(), StreamsConfig.EXACTLY_ONCE_V2, connection, settings, TOPICS.deadLetters(application).name(), metrics);
        var server = HealthServer.start(HealthConfig.anyPort(), metrics, List.of(TopologyHealth.of(app)))) {
      awaitLetters("1 waiting, 0 redriven");
      assertThat(stack.run(PREFIX, "dlq", "redrive", "--execute", "--redrives-max", "1").out()).contains("1  to failing.emails.inbound");
      awaitLetters("1 waiting, 1 redriven");
      assertThat(stack.run(PREFIX, "dlq", "show").out())
          .contains("UNREADABLE_RECORD  sent back 1× before", "header  forebay-redrives: 1", "source  failing.emails.inbound");
      assertThat(stack.run(PREFIX, "dlq", "redrive", "--execute", "--redrives-max", "1").out()).contains("1  came back as often as --redrives-max");

      await().untilAsserted(() -> assertThat(health(server.url()).out()).contains("Stable, no lag"));
      var health = health(server.url());
      assertThat(health.exitCode()).as(health.out() + health.err()).isZero();
      assertThat(health.out().lines()).allMatch(line -> line.startsWith("up "));
      assertThat(health.out()).contains("state RUNNING", "1 broker", " of the catalogue", "dead letters; forebay dlq list counts them", " schemas");
    }
    var stopped = health("http://127.0.0.1:1");
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.out()).contains("DOWN  process at http://127.0.0.1:1", "does not answer");
    assertThat(stopped.err()).startsWith("forebay: 2 of 6 parts are down: process at http://127.0.0.1:1, group failing.forebay-emails").hasLineCount(1);
  }

  private void awaitLetters(String counts) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(stack.run(PREFIX, "dlq", "list").out()).contains(counts));
  }
}
