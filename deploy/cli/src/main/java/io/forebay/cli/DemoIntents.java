package io.forebay.cli;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The intents of the demo: ten invented people cross a square, a robot does what is decided, and decisions are shown as they come. */
final class DemoIntents {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of each subject a decision is shown that often. */
  private static final Duration SHOWN_EVERY = Duration.ofSeconds(2);

  private static final double ROBOT_X = -5;
  private static final double ROBOT_Y = -4;

  private final String kafka;
  private final Topics topics;
  private final EventSerdes serdes;
  private final List<IntentDecided> decisions = new ArrayList<>();
  private final Map<String, Long> newestDecided = new HashMap<>();
  private final Map<String, Instant> shown = new HashMap<>();

  DemoIntents(String kafka, Topics topics, EventSerdes serdes) {
    this.kafka = kafka;
    this.topics = topics;
    this.serdes = serdes;
  }

  /**
   * What came of it.
   *
   * @param people who crossed
   * @param overtaken signals that were left out for a newer one of the same subject
   * @param unaccounted subjects whose newest signal has no decision
   * @param interventions how often the shield changed what the robot was to do
   * @param separationMetres least distance between the robot and somebody
   * @param p50Ms from a signal's timestamp to its decision
   * @param p99Ms the same
   */
  record Report(long signals, long people, long overtaken, long unaccounted, long interventions, double separationMetres, double p50Ms, double p99Ms) {
    String text() {
      return "%d observations of %d people and a robot: %d overtaken by newer ones, %d unaccounted for%n  the shield stepped in %d times, nobody came nearer than %.2f m, decided after %.1f ms (p50) and %.1f ms (p99)"
          .formatted(signals, people, overtaken, unaccounted, interventions, separationMetres, p50Ms, p99Ms);
    }
  }

  /** What was sent, and which sequence numbers came last. */
  private record Sent(Replayer.Counts counts, Map<String, Long> newest) {}

  /**
   * Lets them cross and waits for the decision on the newest observation of everybody.
   *
   * @param show is told decisions as they come, some of them
   */
  Report run(Consumer<String> show) {
    Scene scene = SceneFile.read(unpacked("scene.yaml")).toScene(Instant.now());
    Replay replay = Replay.of(Map.of(scene.getSceneId(), Recording.read(unpacked("walkers.csv"))), 1);
    apply(scene);
    try (var reader = new TopicReader<>(kafka, topics.intentsDecisions(), serdes.of(IntentDecided.class).deserializer(), false);
        var replayer = new Replayer(kafka, topics, serdes, Map.of(scene.getSceneId(), scene))) {
      replayer.drive(scene, ROBOT_X, ROBOT_Y);
      var sending = CompletableFuture.supplyAsync(() -> new Sent(replayer.run(replay), replayer.newest()), Thread::startVirtualThread);
      return report(await(sending, reader, show));
    }
  }

  private Sent await(Future<Sent> sending, TopicReader<IntentDecided> reader, Consumer<String> show) {
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < PATIENCE.toNanos() && (!sending.isDone() || undecided(sending.resultNow()) > 0)) {
      reader.poll().forEach(record -> take(record.value(), show));
    }
    if (!sending.isDone()) {
      throw new CommandFailedException("The people of the demo did not cross the square within " + PATIENCE.toSeconds() + " s.");
    }
    return sending.resultNow();
  }

  /** Subjects whose newest observation has no decision. */
  private long undecided(Sent sent) {
    return sent.newest().entrySet().stream().filter(newest -> newestDecided.getOrDefault(newest.getKey(), 0L) < newest.getValue()).count();
  }

  private void take(IntentDecided decision, Consumer<String> show) {
    decisions.add(decision);
    newestDecided.merge(decision.getSubject(), decision.getSequence(), Math::max);
    Instant last = shown.get(decision.getSubject());
    if (last == null || decision.getDecidedAt().isAfter(last.plus(SHOWN_EVERY))) {
      shown.put(decision.getSubject(), decision.getDecidedAt());
      show.accept(DecisionText.of(decision));
    }
  }

  private Report report(Sent sent) {
    var micros = new Histogram(3);
    long interventions = 0;
    double separation = Double.POSITIVE_INFINITY;
    for (IntentDecided decision : decisions) {
      micros.recordValue(Math.max(0, Duration.between(decision.getArrivedAt(), decision.getDecidedAt()).toNanos() / 1_000));
      RobotPlan plan = decision.getPlan();
      boolean isDecided = decision.getStatus() == DecisionStatus.DECIDED && plan != null;
      interventions += isDecided && plan.getShield() != ShieldVerdict.KEPT ? 1 : 0;
      separation = isDecided && plan.getSeparationMetres() != null ? Math.min(separation, plan.getSeparationMetres()) : separation;
    }
    long undecided = undecided(sent);
    long decided = decisions.stream().map(IntentDecided::getDecisionId).distinct().count();
    return new Report(
        sent.counts().signals(),
        sent.counts().subjects(),
        sent.counts().signals() - decided - undecided,
        undecided,
        interventions,
        separation,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3);
  }

  private void apply(Scene scene) {
    try (var producer = new KafkaProducer<>(KafkaClients.promptProducer(kafka), new StringSerializer(), serdes.of(Scene.class).serializer())) {
      producer.send(new ProducerRecord<>(topics.intentsScenes().name(), scene.getSceneId(), scene)).get();
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(kafka, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while sending the scene of the demo.", e);
    }
  }

  private static Path unpacked(String name) {
    try (InputStream in = DemoIntents.class.getResourceAsStream("square/" + name)) {
      Path file = Files.createTempFile("forebay-", "-" + name);
      file.toFile().deleteOnExit();
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new CommandFailedException("Cannot lay out the square of the demo: " + e.getMessage() + "; free some space or set TMPDIR.", e);
    }
  }
}
