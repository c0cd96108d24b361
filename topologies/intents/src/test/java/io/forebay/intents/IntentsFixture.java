package io.forebay.intents;

import io.forebay.features.Examples;
import io.forebay.features.FeatureTrainer;
import io.forebay.features.TrainingOptions;
import io.forebay.runtime.DeadLetterHandler;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentModel;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneGoal;
import io.forebay.schemas.SceneRobot;
import io.forebay.schemas.SubjectKind;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The intents topology in memory: real serdes and stores, a settable clock, no broker. The driver runs partition 0 only. */
final class IntentsFixture implements AutoCloseable {
  static final Topics TOPICS = Topics.defaults();
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final Duration STEP = Duration.ofMillis(400);
  static final String SCENE = sceneOn(0);

  private static final EventSerdes SERDES = serdes();

  private final Metrics metrics;
  private final TopologyTestDriver driver;
  private Instant now = START;

  IntentsFixture(Path stateDirectory) {
    this(stateDirectory, IntentsConfig.defaults(), Metrics.ofForebayOnly());
  }

  IntentsFixture(Path stateDirectory, IntentsConfig config, Metrics metrics) {
    this.metrics = metrics;
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.intentsApplication());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    String deadLetters = TOPICS.deadLetters(TOPICS.intentsApplication()).name();
    properties.putAll(DeadLetterHandler.properties(TOPICS.intentsApplication(), deadLetters, metrics));
    driver = new TopologyTestDriver(IntentsTopology.build(config, TOPICS, SERDES, metrics), properties, START);
  }

  private static EventSerdes serdes() {
    EventSchemas.published(Scene.class); // Avro's builders work only once it is initialised
    return new EventSerdes(new InMemoryRegistry(), true);
  }

  static Topology topology() {
    return IntentsTopology.build(IntentsConfig.defaults(), TOPICS, SERDES, Metrics.ofForebayOnly());
  }

  /** A scene id that belongs on a partition. */
  static String sceneOn(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "scene-" + i)
        .filter(id -> Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % TOPICS.partitions() == partition)
        .findFirst()
        .orElseThrow();
  }

  /** A square of 20 m with exits left and right, and a robot that crosses from bottom to top. */
  static Scene.Builder scene() {
    return Scene.newBuilder()
        .setSceneId(SCENE)
        .setTenant("acme")
        .setGoals(List.of(new SceneGoal("left", List.of(new Point(-10.0, 0.0)), ""), new SceneGoal("right", List.of(new Point(10.0, 0.0)), "")))
        .setRobot(new SceneRobot("robot", new Point(0.0, 10.0), 0.4, 1.5, 2.0))
        .setUpdatedAt(START);
  }

  static IntentSignal.Builder signal(String subject, long sequence, double x, double y, Instant observedAt) {
    return IntentSignal.newBuilder()
        .setSceneId(SCENE)
        .setTenant("acme")
        .setSubject(subject)
        .setKind(subject.equals("robot") ? SubjectKind.ROBOT : SubjectKind.PERSON)
        .setSequence(sequence)
        .setObservedAt(observedAt)
        .setPosition(new Point(x, y));
  }

  void applies(Scene.Builder scene) {
    Scene built = scene.build();
    input(TOPICS.intentsScenes(), Scene.class).pipeInput(new TestRecord<>(built.getSceneId(), built, null, now));
  }

  void removes(String sceneId) {
    input(TOPICS.intentsScenes(), Scene.class).pipeInput(new TestRecord<>(sceneId, null, null, now));
  }

  /** A model of one feature, x, that tells its positive side from its negative. */
  void publishes(String name, String version, String negative, String positive) {
    double[][] rows = IntStream.range(0, 40).mapToObj(i -> new double[] {(i - 19.5) / 10}).toArray(double[][]::new);
    int[] labels = IntStream.range(0, 40).map(i -> i / 20).toArray();
    var examples = new Examples(List.of(negative, positive), List.of("x"), rows, labels, IntStream.range(0, 40).toArray());
    byte[] bytes = new FeatureTrainer(new TrainingOptions(10, 0.2, 4, 2, 3, 1)).train(examples).toBytes();
    publishes(new IntentModel(name, version, List.of(negative, positive), List.of("x"), ByteBuffer.wrap(bytes), 1.0, now));
  }

  void publishes(IntentModel model) {
    input(TOPICS.intentsModels(), IntentModel.class).pipeInput(new TestRecord<>(model.getName(), model, null, now));
  }

  /** Somebody is seen now. */
  void sees(String subject, long sequence, double x, double y) {
    sees(signal(subject, sequence, x, y, now), now);
  }

  void sees(IntentSignal.Builder signal, Instant arrivedAt) {
    IntentSignal built = signal.build();
    input(TOPICS.intentsSignals(), IntentSignal.class).pipeInput(new TestRecord<>(built.getSceneId(), built, null, arrivedAt));
  }

  /** Bytes come where signals are expected; null: a record without a value. */
  void getsSignal(byte[] value) {
    driver.createInputTopic(TOPICS.intentsSignals().name(), new StringSerializer(), new ByteArraySerializer()).pipeInput(new TestRecord<>(SCENE, value, null, now));
  }

  /** Somebody walks along, a step each 0.4 s. */
  void walks(String subject, double fromX, double y, double metresAStep, int steps) {
    for (int step = 0; step < steps; step++) {
      sees(subject, step + 1, fromX + step * metresAStep, y);
      passes(STEP);
    }
  }

  void passes(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  Instant now() {
    return now;
  }

  List<IntentDecided> decisions() {
    return output(TOPICS.intentsDecisions(), IntentDecided.class).readValuesToList();
  }

  List<IntentOutcome> outcomes() {
    return output(TOPICS.intentsOutcomes(), IntentOutcome.class).readValuesToList();
  }

  /** Sum over the labels of a metric. */
  long metric(String name) {
    return metrics().lines().filter(line -> line.startsWith(name)).mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
  }

  /** All metrics as Prometheus reads them. */
  String metrics() {
    var out = new ByteArrayOutputStream();
    try {
      metrics.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What is kept of what was learned of the scene; null where nothing is. */
  byte[] learned() {
    return driver.<String, byte[]>getKeyValueStore(LearnedStore.name()).get(SCENE);
  }

  long deadLetters() {
    return driver
        .createOutputTopic(TOPICS.deadLetters(TOPICS.intentsApplication()).name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .size();
  }

  private <V extends SpecificRecordBase> TestInputTopic<String, V> input(TopicSpec topic, Class<V> type) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), SERDES.of(type).serializer());
  }

  private <V extends SpecificRecordBase> TestOutputTopic<String, V> output(TopicSpec topic, Class<V> type) {
    return driver.createOutputTopic(topic.name(), new StringDeserializer(), SERDES.of(type).deserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
