package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.intents.IntentsApp;
import io.forebay.intents.IntentsAppConfig;
import io.forebay.intents.IntentsConfig;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.SubjectKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Intents go on from what Kafka has, where the process and its folder are gone. */
@ExtendWith(SharedStack.Extension.class)
class IntentsRestartIT {
  private static final String PREFIX = "intents-restart.";
  private static final TopicsSettings TOPICS = new TopicsSettings(PREFIX, 4, null, null);

  private final SharedStack stack;
  private final ConnectionSettings kafka;
  private final EventSerdes serdes;

  IntentsRestartIT(SharedStack stack) {
    this.stack = stack;
    EventSchemas.published(IntentSignal.class); // Avro's builders work only once it is initialised
    kafka = ConnectionSettings.to(stack.bootstrapServers(), stack.kafka().registryUrl(), false);
    serdes = EventSerdes.connect(kafka.registry(), false);
  }

  private TopologyApp start(Path folder) throws InterruptedException {
    var streams = StreamsSettings.defaults().withStateDir(folder);
    TopologyApp intents = IntentsApp.start(new IntentsAppConfig(kafka, TOPICS, streams, IntentsConfig.defaults()), Metrics.ofForebayOnly());
    assertThat(intents.awaitRunning(Duration.ofMinutes(1))).isTrue();
    return intents;
  }

  private static IntentSignal signal(long sequence, double x, Instant observedAt) {
    return IntentSignal.newBuilder()
        .setSceneId("hall")
        .setTenant("default")
        .setSubject("ann")
        .setKind(SubjectKind.PERSON)
        .setSequence(sequence)
        .setObservedAt(observedAt)
        .setPosition(new Point(x, 0.0))
        .build();
  }

  @Test
  void goesOnWithScenesAndTracksAfterARestartWithoutItsFolder(@TempDir Path folder) throws Exception {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(stack.runWithRegistry(PREFIX, "schemas", "apply").exitCode()).isZero();
    String scene = Files.writeString(folder.resolve("hall.yaml"), "scene: hall\ngoals: [{id: left, outline: [[-9, 0]]}, {id: right, outline: [[9, 0]]}]\nstale-after: PT10M\ntrack-ends-after: PT10M\n").toString();
    assertThat(stack.runWithRegistry(PREFIX, "intents", "scene", "apply", scene).exitCode()).isZero();

    try (var producer = new KafkaProducer<>(KafkaClients.promptProducer(stack.bootstrapServers()), new StringSerializer(), serdes.of(IntentSignal.class).serializer());
        var decisions = new TopicReader<>(stack.bootstrapServers(), TOPICS.catalogue().intentsDecisions(), serdes.of(IntentDecided.class).deserializer(), true)) {
      Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
      var signals = new ArrayList<IntentSignal>();
      for (int step = 0; step < 8; step++) {
        signals.add(signal(step + 1, -4 + 0.5 * step, start.minusMillis(400L * (8 - step))));
      }
      List<IntentDecided> before;
      try (var _ = start(folder.resolve("one"))) {
        before = answers(producer, decisions, signals);
      }
      assertThat(before.getLast().getGoals().getFirst().getGoalId()).isEqualTo("right");

      try (var _ = start(folder.resolve("other"))) {
        assertThat(answers(producer, decisions, List.of(signals.getLast()))).as("the same again").containsExactly(before.getLast());

        IntentDecided next = answers(producer, decisions, List.of(signal(9, 0, start))).getFirst();
        assertThat(next.getStatus()).isEqualTo(DecisionStatus.DECIDED);
        assertThat(next.getGoals().getFirst().getProbability()).as("what is known of the way so far").isGreaterThan(0.8);
      }
    }
  }

  /** What comes of signals, one after the other. */
  private static List<IntentDecided> answers(KafkaProducer<String, IntentSignal> producer, TopicReader<IntentDecided> decisions, List<IntentSignal> signals) {
    var answers = new ArrayList<IntentDecided>();
    for (IntentSignal signal : signals) {
      var _ = producer.send(new ProducerRecord<>(TOPICS.catalogue().intentsSignals().name(), signal.getSceneId(), signal));
      producer.flush();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> take(decisions, answers));
    }
    return answers;
  }

  private static boolean take(TopicReader<IntentDecided> decisions, List<IntentDecided> answers) {
    int before = answers.size();
    decisions.poll(Duration.ofMillis(100)).forEach(record -> answers.add(record.value()));
    return answers.size() > before;
  }
}
