package io.forebay.cli;

import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Agents of benchmarks. */
final class BenchAgents {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private BenchAgents() {}

  /**
   * Applies agents in version 1, and waits until every partition knows them: a task of an agent that nobody knows fails.
   *
   * @param definitions by name
   */
  static void apply(String kafka, Topics topics, EventSerdes serdes, Map<String, String> definitions) {
    EventSchemas.published(AgentDefinition.class); // Avro's builders work only once it is initialised
    String topic = topics.agentsDefinitions().name();
    var values = serdes.of(AgentDefinition.class).serializer();
    try (var sender = RecordSender.of(KafkaClients.promptProducer(kafka));
        var questions = TaskQuestions.open(kafka, topics, serdes)) {
      definitions.forEach(
          (name, source) -> {
            var definition = AgentDefinition.newBuilder().setName(name).setVersion(1).setSource(source).setSha256("").setAppliedAt(Instant.now()).build();
            var record = new ProducerRecord<>(topic, (name + "/1").getBytes(StandardCharsets.UTF_8), values.serialize(topic, definition));
            sender.send(record, e -> {}); // is told below, when nobody knows the agent
          });
      sender.flush();
      definitions.keySet().forEach(name -> questions.awaitKnown(name, 1, PATIENCE));
    }
  }
}
