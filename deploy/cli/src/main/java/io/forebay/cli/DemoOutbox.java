package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskQuery;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the demo says to the tasks topology: definitions, tasks, a person's word, questions. */
final class DemoOutbox implements AutoCloseable {
  static final String TENANT = "demo";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Topics topics;
  private final EventSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;

  DemoOutbox(String kafka, Topics topics, EventSerdes serdes) {
    this.topics = topics;
    this.serdes = serdes;
    producer = new KafkaProducer<>(KafkaClients.promptProducer(kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The first version of an agent. */
  void define(String agent, String source) {
    var definition =
        AgentDefinition.newBuilder().setName(agent).setVersion(1).setSource(source).setSha256(sha256(source)).setAppliedBy("the demo").setAppliedAt(Instant.now()).build();
    send(topics.agentsDefinitions(), agent + "/1", definition, AgentDefinition.class);
  }

  /** Whether the first version of an agent is known. */
  void ask(String agent) {
    var query = QueryTasks.newBuilder().setQueryId(agent).setKind(TaskQuery.AGENT).setAgent(agent).setVersion(1).build();
    send(topics.tasksQueries(), agent, query, QueryTasks.class);
  }

  /**
   * A task.
   *
   * @param input becomes JSON
   */
  void run(String id, String agent, Map<String, Object> input) {
    try {
      String json = JSON.writeValueAsString(input);
      var request = RunTask.newBuilder().setTaskId(id).setTenant(TENANT).setAgent(agent).setInput(json).setLabels(Map.of("from", "demo")).setRequestedAt(Instant.now()).build();
      send(topics.tasksRequests(), id, request, RunTask.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + input, e);
    }
  }

  /** A manager's word. */
  void decide(String id, String step, TaskSignal decision) {
    var signal =
        SignalTask.newBuilder()
            .setSignalId("word-" + id)
            .setTaskId(id)
            .setTenant(TENANT)
            .setSignal(decision)
            .setName(step)
            .setRole("manager")
            .setBy("the demo")
            .setAt(Instant.now())
            .build();
    send(topics.tasksSignals(), id, signal, SignalTask.class);
  }

  void flush() {
    producer.flush();
  }

  private <V extends SpecificRecordBase> void send(TopicSpec topic, String key, V value, Class<V> type) {
    byte[] bytes = serdes.of(type).serializer().serialize(topic.name(), value);
    var _ = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
