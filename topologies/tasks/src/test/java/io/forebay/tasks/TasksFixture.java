package io.forebay.tasks;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TasksDescribed;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The tasks topology in memory: real serdes and stores, a settable clock, no broker. The driver runs partition 0 only. */
final class TasksFixture implements AutoCloseable {
  static final Topics TOPICS = Topics.defaults();
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final Duration RETENTION = Duration.ofHours(1);

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final TopologyTestDriver driver;
  private Instant now = START;

  TasksFixture(Path stateDirectory) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.tasksApplication());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    String deadLetters = TOPICS.deadLetters(TOPICS.tasksApplication()).name();
    properties.putAll(DeadLetterHandler.properties(TOPICS.tasksApplication(), deadLetters, Metrics.ofForebayOnly()));
    driver = new TopologyTestDriver(topology(serdes), properties, START);
  }

  static Topology topology() {
    return topology(new EventSerdes(new InMemoryRegistry(), true));
  }

  private static Topology topology(EventSerdes serdes) {
    return TasksTopology.build(new TasksConfig(RETENTION, null, null, null, null, null, null), TOPICS, serdes, Metrics.ofForebayOnly());
  }

  /** A task id that belongs on a partition. */
  static String taskOn(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "task-" + i)
        .filter(id -> Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % TOPICS.partitions() == partition)
        .findFirst()
        .orElseThrow();
  }

  void applies(String name, int version, String source) {
    var definition = AgentDefinition.newBuilder().setName(name).setVersion(version).setSource(source).setSha256("").setAppliedAt(START).build();
    input(TOPICS.agentsDefinitions(), AgentDefinition.class).pipeInput(name + "/" + version, definition);
  }

  static RunTask.Builder request(String taskId, String agent) {
    return RunTask.newBuilder().setTaskId(taskId).setTenant("acme").setAgent(agent).setInput("{\"text\":\"hello\"}").setRequestedAt(START);
  }

  void asks(RunTask.Builder request, Headers headers) {
    var built = request.build();
    input(TOPICS.tasksRequests(), RunTask.class).pipeInput(new TestRecord<>(built.getTaskId(), built, headers, now));
  }

  void asks(RunTask.Builder request) {
    asks(request, null);
  }

  void signals(String taskId, TaskSignal signal) {
    var built = SignalTask.newBuilder().setSignalId(taskId + signal).setTaskId(taskId).setTenant("acme").setSignal(signal).setAt(now).build();
    input(TOPICS.tasksSignals(), SignalTask.class).pipeInput(taskId, built);
  }

  /** What dispatch would tell of an action that succeeded. */
  void answers(RequestAction request, String output) {
    var result =
        ActionFinished.newBuilder()
            .setActionId(request.getActionId())
            .setTenant(request.getTenant())
            .setCapability(request.getCapability())
            .setLane(request.getLane())
            .setOrigin(request.getOrigin())
            .setReplyKey(request.getReplyKey())
            .setStatus(ActionStatus.SUCCEEDED)
            .setOutput(output)
            .setAttempts(1)
            .setUsage(new Usage(0L, 0L, 0L))
            .setRequestedAt(request.getRequestedAt())
            .setFinishedAt(now)
            .build();
    input(TOPICS.actionsResults("tasks"), ActionFinished.class).pipeInput(result.getReplyKey(), result);
  }

  TasksDescribed asked(QueryTasks.Builder query) {
    input(TOPICS.tasksQueries(), QueryTasks.class).pipeInput("q", query.setQueryId("q").build());
    waits(Duration.ofSeconds(1));
    return output(TOPICS.tasksAnswers(), TasksDescribed.class).readValue();
  }

  void waits(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  List<TestRecord<String, RequestAction>> requests() {
    return output(TOPICS.actionsRequests(), RequestAction.class).readRecordsToList();
  }

  List<TestRecord<String, RequestAction>> requestsOnce() {
    return output(TOPICS.actionsRequestsOnce(), RequestAction.class).readRecordsToList();
  }

  List<TaskEvent> events() {
    return output(TOPICS.tasksEvents(), TaskEvent.class).readValuesToList();
  }

  List<TestRecord<String, TaskFinished>> results() {
    return output(TOPICS.tasksResults(), TaskFinished.class).readRecordsToList();
  }

  long deadLetters() {
    return driver
        .createOutputTopic(TOPICS.deadLetters(TOPICS.tasksApplication()).name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .size();
  }

  /** Entries of a store. */
  long entries(String store) {
    KeyValueStore<?, ?> found = driver.getKeyValueStore(store);
    try (var all = found.all()) {
      long count = 0;
      while (all.hasNext()) {
        all.next();
        count++;
      }
      return count;
    }
  }

  private <V extends SpecificRecordBase> TestInputTopic<String, V> input(TopicSpec topic, Class<V> type) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), serdes.of(type).serializer());
  }

  private <V extends SpecificRecordBase> TestOutputTopic<String, V> output(TopicSpec topic, Class<V> type) {
    return driver.createOutputTopic(topic.name(), new StringDeserializer(), serdes.of(type).deserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
