package io.forebay.cli;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.Scene;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Measures for how long nobody decides when a process that decides intents is killed, and whether those who were tracked still are. */
final class IntentsKill {
  private static final int PROCESSES = 2;
  private static final int SIGNALS_A_SECOND = 200;
  private static final Duration UP_MAX = Duration.ofMinutes(3);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration GO_ON_MAX = Duration.ofMinutes(3);
  private static final Duration OUTCOMES_MAX = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Longer than any gap, so that it is the store that decides whether a track goes on. */
  private static final int TRACK_ENDS_MILLIS = 120_000;

  private static final int TRACK_ENDS_SOON_MILLIS = 1_000;

  private final SignalCrowd crowd;
  private final Consumer<String> say;
  private final QueuedLoad.Figures figures;
  private final Topics topics = FaultPartCommand.topics().catalogue();

  IntentsKill(SignalCrowd crowd, Consumer<String> say, QueuedLoad.Figures figures) {
    this.crowd = crowd;
    this.say = say;
    this.figures = figures;
  }

  /**
   * Kills one of two processes twice: once it is started again at once, once it stays away.
   *
   * @param standbys copies of the state in the other process
   */
  void measure(int standbys) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("forebay-kill");
    try (var stage = new FaultStage(folder, new FaultStage.Crew(0, 0, PROCESSES, standbys))) {
      stage.awaitUp(UP_MAX);
      var serdes = EventSerdes.connect(stage.registry(), false);
      applyScenes(stage, serdes, TRACK_ENDS_MILLIS);
      String with = standbys == 0 ? "no standby" : "a standby";
      say.accept("signals at %d/s to %d processes, %s ...".formatted(SIGNALS_A_SECOND, PROCESSES, with));
      try (var decisions = new TopicReader<>(stage.kafka(), topics.intentsDecisions(), serdes.of(IntentDecided.class).deserializer(), false)) {
        Instant firstDead;
        try (var _ = new SteadySignals(stage.kafka(), topics, serdes, crowd, SIGNALS_A_SECOND)) {
          read(decisions, WARM_UP);
          firstDead = Instant.now();
          kill(stage, decisions, true, "kill -9, started again at once, " + with);
          stage.awaitUp(UP_MAX);
          read(decisions, WARM_UP);
          kill(stage, decisions, false, "kill -9, another takes over, " + with);
        }
        addTracks(stage, serdes, firstDead, with);
      }
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  private void applyScenes(FaultStage stage, EventSerdes serdes, int trackEndsMillis) throws InterruptedException {
    try (var producer = new KafkaProducer<>(KafkaClients.promptProducer(stage.kafka()), new StringSerializer(), serdes.of(Scene.class).serializer())) {
      for (Scene scene : crowd.scenes()) {
        scene.setTrackEndsAfterMillis(trackEndsMillis);
        producer.send(new ProducerRecord<>(topics.intentsScenes().name(), scene.getSceneId(), scene)).get();
      }
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(stage.kafka(), e.getCause());
    }
  }

  private static void read(TopicReader<IntentDecided> decisions, Duration time) {
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < time.toNanos()) {
      decisions.poll(LOOK);
    }
  }

  private void kill(FaultStage stage, TopicReader<IntentDecided> decisions, boolean again, String what) throws IOException, InterruptedException {
    say.accept(what + " ...");
    int killed = 0;
    Set<Integer> partitions = partitions(stage, killed);
    if (partitions.isEmpty()) {
      killed = 1; // it took over before, and has kept them
      partitions = partitions(stage, killed);
    }
    partitions.retainAll(decided(decisions));
    stage.killIntents(killed);
    Instant dead = Instant.now();
    if (again) {
      stage.startIntents(killed);
    }
    Map<Integer, Duration> gaps = awaitDecisions(decisions, partitions, dead);
    figures.add(what + ", gap, first of its partitions", gaps.values().stream().mapToLong(Duration::toMillis).min().orElse(0) / 1e3, "s");
    figures.add(what + ", gap, last of its partitions", gaps.values().stream().mapToLong(Duration::toMillis).max().orElse(0) / 1e3, "s");
  }

  private Set<Integer> partitions(FaultStage stage, int process) throws InterruptedException {
    return new HashSet<>(stage.partitionsOfIntents(process, topics.intentsApplication(), topics.intentsSignals().name()));
  }

  /** Partitions where something is decided at all: there are fewer scenes than partitions. */
  private Set<Integer> decided(TopicReader<IntentDecided> decisions) {
    var partitions = new HashSet<Integer>();
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < Duration.ofSeconds(2).toNanos()) {
      decisions.poll(LOOK).forEach(record -> partitions.add(record.partition()));
    }
    return partitions;
  }

  /** How long after the death of a process the first decision to rely on was made on each of its partitions. */
  private Map<Integer, Duration> awaitDecisions(TopicReader<IntentDecided> decisions, Set<Integer> partitions, Instant dead) {
    var gaps = new HashMap<Integer, Duration>();
    while (gaps.size() < partitions.size()) {
      for (var record : decisions.poll(LOOK)) {
        IntentDecided decision = record.value();
        if (partitions.contains(record.partition()) && decision.getDecidedAt().isAfter(dead) && decision.getStatus() == DecisionStatus.DECIDED) {
          gaps.putIfAbsent(record.partition(), Duration.between(dead, decision.getDecidedAt()));
        }
      }
      if (Duration.between(dead, Instant.now()).compareTo(GO_ON_MAX) > 0) {
        throw new CommandFailedException("Deciding did not go on within " + GO_ON_MAX.toMinutes() + " minutes.");
      }
    }
    return gaps;
  }

  /** Ends all tracks, and counts those that had begun before the first death. */
  private void addTracks(FaultStage stage, EventSerdes serdes, Instant firstDead, String with) throws InterruptedException {
    long wentOn = 0;
    var ended = new HashSet<String>();
    try (var outcomes = new TopicReader<>(stage.kafka(), topics.intentsOutcomes(), serdes.of(IntentOutcome.class).deserializer(), true)) {
      applyScenes(stage, serdes, TRACK_ENDS_SOON_MILLIS);
      long startNanos = System.nanoTime();
      while (ended.size() < crowd.subjects() && System.nanoTime() - startNanos < OUTCOMES_MAX.toNanos()) {
        for (var record : outcomes.poll(LOOK)) {
          IntentOutcome outcome = record.value();
          boolean isNew = ended.add(outcome.getSceneId() + "/" + outcome.getSubject());
          wentOn += isNew && outcome.getBeganAt().isBefore(firstDead) ? 1 : 0;
        }
      }
    }
    figures.add("tracks that went on through both, " + with, 100.0 * wentOn / crowd.subjects(), "%");
  }
}
