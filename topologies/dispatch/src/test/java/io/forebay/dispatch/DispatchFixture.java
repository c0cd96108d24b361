package io.forebay.dispatch;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The dispatch topology in memory: real serdes and stores, a settable clock, no broker. The driver runs partition 0 only. */
final class DispatchFixture implements AutoCloseable {
  static final Topics TOPICS = Topics.defaults();
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final String HERE = tenant(0);
  static final String ELSEWHERE = tenant(1);

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final TopologyTestDriver driver;

  DispatchFixture(Path stateDirectory) {
    var metrics = Metrics.ofForebayOnly();
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.dispatchApplication());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    String deadLetters = TOPICS.deadLetters(TOPICS.dispatchApplication()).name();
    properties.putAll(DeadLetterHandler.properties(TOPICS.dispatchApplication(), deadLetters, metrics));
    driver = new TopologyTestDriver(topology(serdes), properties, START);
  }

  static Topology topology() {
    return topology(new EventSerdes(new InMemoryRegistry(), true));
  }

  private static Topology topology(EventSerdes serdes) {
    return DispatchTopology.build(DispatchConfig.defaults(), TOPICS, serdes, Metrics.ofForebayOnly());
  }

  /** A tenant whose lanes are on a partition. */
  private static String tenant(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "tenant-" + i)
        .filter(name -> Lane.of(name, "core.echo").partition(TOPICS.partitions()) == partition)
        .findFirst()
        .orElseThrow();
  }

  static RequestAction.Builder request(String id, String tenant) {
    return World.action(id, tenant + "/core.echo").setRequestedAt(START);
  }

  void asks(RequestAction.Builder request) {
    asks(TOPICS.actionsRequests(), request, null);
  }

  void asks(TopicSpec topic, RequestAction.Builder request, Headers headers) {
    var built = request.build();
    input(topic, RequestAction.class).pipeInput(new TestRecord<>(built.getLane(), built, headers, START));
  }

  void says(ActionOutcome.Builder outcome) {
    var built = outcome.build();
    input(TOPICS.actionsOutcomes(), ActionOutcome.class).pipeInput(built.getLane(), built);
  }

  void applies(String key, ActionPolicy policy) {
    input(TOPICS.actionsPolicies(), ActionPolicy.class).pipeInput(key, policy);
  }

  void receivesBytes(TopicSpec topic, byte[] value) {
    driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer()).pipeInput(new byte[] {1}, value);
  }

  void waits(Duration time) {
    driver.advanceWallClockTime(time);
  }

  List<TestRecord<String, ReadyAction>> ready(String capability) {
    return output(TOPICS.actionsReady(capability), ReadyAction.class).readRecordsToList();
  }

  List<TestRecord<String, ActionFinished>> results() {
    return output(TOPICS.actionsResults("users"), ActionFinished.class).readRecordsToList();
  }

  List<TestRecord<String, LaneStatus>> lanes() {
    return output(TOPICS.actionsLanes(), LaneStatus.class).readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return driver
        .createOutputTopic(TOPICS.deadLetters(TOPICS.dispatchApplication()).name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
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
