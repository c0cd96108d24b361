package io.forebay.intents;

import static io.forebay.intents.IntentsFixture.SCENE;
import static io.forebay.intents.IntentsFixture.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.embedded.KafkaStack;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Scene;
import io.forebay.schemas.TopicSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that decides is killed, and another one starts on what it left. */
@Timeout(240)
class KillIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BEFORE = 10;

  @TempDir private Path stateDirectory;

  /** Decides until it is killed; arguments are the addresses of Kafka and of the registry, and the folder of its state. */
  static final class Instance {
    private Instance() {}

    static void main(String[] args) throws InterruptedException {
      try (var app = start(args[0], URI.create(args[1]), Path.of(args[2]))) {
        app.awaitStopped();
      }
    }
  }

  private static TopologyApp start(String kafka, URI registry, Path stateDirectory) {
    var streams = StreamsSettings.defaults().withStateDir(stateDirectory);
    var intents = new IntentsConfig(Duration.ofMillis(100), null, null);
    return IntentsApp.start(new IntentsAppConfig(ConnectionSettings.to(kafka, registry, true), TopicsSettings.defaults(), streams, intents), Metrics.ofForebayOnly());
  }

  @Test
  void goesOnWithThoseWhoWereTrackedBeforeTheKill() throws Exception {
    try (var stack = KafkaStack.forTests()) {
      createTopics(stack);
      var serdes = EventSerdes.connect(stack.registryUrl(), true);
      Process killed = startInstance(stack);
      try {
        send(stack, serdes, TOPICS.intentsScenes(), scene(120_000));
        awaitCommitted(stack, TOPICS.intentsScenes(), 1);
        for (int n = 1; n <= BEFORE; n++) {
          send(stack, serdes, TOPICS.intentsSignals(), signal(n));
        }
        awaitCommitted(stack, TOPICS.intentsSignals(), BEFORE);
      } finally {
        killed.destroyForcibly().waitFor();
      }

      Instant dead = Instant.now();
      try (var _ = start(stack.bootstrapServers(), stack.registryUrl(), stateDirectory)) {
        send(stack, serdes, TOPICS.intentsSignals(), signal(BEFORE + 1));
        var decision = await(stack, serdes, TOPICS.intentsDecisions(), IntentDecided.class, decided -> decided.getSequence() > BEFORE);
        assertThat(decision.getStatus()).isEqualTo(DecisionStatus.DECIDED);

        send(stack, serdes, TOPICS.intentsScenes(), scene(100));
        var outcome = await(stack, serdes, TOPICS.intentsOutcomes(), IntentOutcome.class, _ -> true);
        assertThat(outcome.getBeganAt()).isBefore(dead);
      }
    }
  }

  /** Nothing is too old there, however long a process takes to start. */
  private static Scene scene(int trackEndsAfterMillis) {
    return IntentsFixture.scene().setStaleAfterMillis(120_000).setTrackEndsAfterMillis(trackEndsAfterMillis).build();
  }

  private static IntentSignal signal(long sequence) {
    return IntentsFixture.signal("ann", sequence, 0, 0, Instant.now()).build();
  }

  private static void createTopics(KafkaStack stack) throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()))) {
      var topics = TOPICS.all().stream().map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(topic.settings())).toList();
      admin.createTopics(topics).all().get();
    }
  }

  private static <V extends SpecificRecordBase> void send(KafkaStack stack, EventSerdes serdes, TopicSpec topic, V value) throws Exception {
    @SuppressWarnings("unchecked") // the class of a value is of its type
    var serializer = serdes.of((Class<V>) value.getClass()).serializer();
    try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), serializer)) {
      producer.send(new ProducerRecord<>(topic.name(), SCENE, value)).get();
    }
  }

  /** Until what was sent is decided and its state is kept: the store has to tell of it then, since it is not read again. */
  private static void awaitCommitted(KafkaStack stack, TopicSpec topic, long records) {
    var partition = new TopicPartition(topic.name(), 0);
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()))) {
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions() // there is no group before the process has started
          .until(() -> admin.listConsumerGroupOffsets(TOPICS.intentsApplication()).partitionsToOffsetAndMetadata().get().get(partition).offset() == records);
    }
  }

  private static <V extends SpecificRecordBase> V await(KafkaStack stack, EventSerdes serdes, TopicSpec topic, Class<V> type, Predicate<V> wanted) {
    var found = new AtomicReference<V>();
    try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", stack.bootstrapServers()), new StringDeserializer(), serdes.of(type).deserializer())) {
      var partition = List.of(new TopicPartition(topic.name(), 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.compareAndSet(null, wanted.test(record.value()) ? record.value() : null));
                return found.get() != null;
              });
    }
    return found.get();
  }

  private Process startInstance(KafkaStack stack) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Instance.class.getName(),
            stack.bootstrapServers(),
            stack.registryUrl().toString(),
            stateDirectory.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
