package io.forebay.intents;

import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scenes of one partition: has each decide, keeps what it knows, hands out what it decided. */
final class Scenes {
  /** Sweeps from one writing of what was learned of a scene to the next: a crash loses no more of it. */
  static final int KEEPS_LEARNED_EVERY = 20;

  private static final Logger log = LoggerFactory.getLogger(Scenes.class);

  private final IntentsConfig config;
  private final Models models;
  private final SceneStore kept;
  private final TrackStore tracks;
  private final LearnedStore learned;
  private final IntentsMetrics metrics;
  private final Outbox outbox;
  private final LongSupplier nanos;
  private final Map<String, SceneDesk> desks = new HashMap<>();
  private int sweeps;

  /**
   * @param nanos a clock in nanoseconds: for what deciding takes, never for what is decided
   */
  Scenes(
      IntentsConfig config,
      Models models,
      SceneStore kept,
      TrackStore tracks,
      LearnedStore learned,
      IntentsMetrics metrics,
      Outbox outbox,
      LongSupplier nanos) {
    this.config = config;
    this.models = models;
    this.kept = kept;
    this.tracks = tracks;
    this.learned = learned;
    this.metrics = metrics;
    this.outbox = outbox;
    this.nanos = nanos;
    kept.forEach(scene -> desks.put(scene.getSceneId(), open(scene)));
  }

  private SceneDesk open(Scene scene) {
    String sceneId = scene.getSceneId();
    var desk = new SceneDesk(scene, config, models);
    try {
      learned.find(sceneId).ifPresent(desk::remember);
    } catch (IllegalArgumentException e) {
      log.atWarn().addKeyValue("scene", sceneId).log("What was learned of the scene {} is of another version and is learned anew: {}", sceneId, e.getMessage());
      learned.remove(sceneId);
      desk = new SceneDesk(scene, config, models);
    }
    for (IntentTrack track : tracks.read(sceneId)) {
      resume(desk, sceneId, track);
    }
    return desk;
  }

  private void resume(SceneDesk desk, String sceneId, IntentTrack track) {
    try {
      desk.resume(track);
    } catch (IllegalArgumentException e) {
      log.atWarn().addKeyValue("scene", sceneId).log("The track of {} in the scene {} is of another version and begins anew: {}", track.getSubject(), sceneId, e.getMessage());
      tracks.remove(sceneId, track.getSubject());
    }
  }

  /** A scene is there, or is another from now on; those who are in it stay. What was learned stays unless its goals are others. */
  void apply(Scene scene) {
    SceneDesk before = desks.get(scene.getSceneId());
    if (before != null && before.scene().getGoals().equals(scene.getGoals())) {
      keepLearned(before);
    } else if (before != null) {
      learned.remove(scene.getSceneId());
    }
    SceneDesk desk = open(scene); // before it is kept: what cannot be opened would be in the way of every start
    kept.put(scene);
    desks.put(scene.getSceneId(), desk);
  }

  /** A scene is gone, with all that is known of it. */
  void remove(String sceneId) {
    if (desks.remove(sceneId) != null) {
      kept.remove(sceneId);
      learned.remove(sceneId);
      tracks.read(sceneId).forEach(track -> tracks.remove(sceneId, track.getSubject()));
    }
  }

  /** What is wrong with a signal for its scene; null: nothing. */
  String problem(IntentSignal signal) {
    SceneDesk desk = desks.get(signal.getSceneId());
    return desk == null || isOf(desk, signal) ? null : "The scene " + signal.getSceneId() + " is not one of the tenant " + signal.getTenant();
  }

  private static boolean isOf(SceneDesk desk, IntentSignal signal) {
    return signal.getTenant().equals(desk.scene().getTenant());
  }

  /** Decides an observation, unless it or a newer one of its subject was decided before. To another tenant, a scene is as good as unknown. */
  void decide(IntentSignal signal, Instant arrivedAt, Instant now) {
    long startNanos = nanos.getAsLong();
    SceneDesk desk = desks.get(signal.getSceneId());
    if (desk == null || !isOf(desk, signal)) {
      IntentDecided decision = Decisions.unknown(signal, arrivedAt);
      decision.setDecidedAt(now);
      send(decision, took(startNanos));
      return;
    }
    switch (desk.heeded(signal)) {
      case NEW -> decideNew(desk, signal, arrivedAt, now, startNanos);
      case REPEATED -> outbox.send(signal.getSceneId(), desk.last(signal.getSubject()), signal.getTraceparent());
      case LATE -> {
        metrics.skipped("late");
        desk.skip(signal);
      }
    }
  }

  private void decideNew(SceneDesk desk, IntentSignal signal, Instant arrivedAt, Instant now, long startNanos) {
    if (desk.hasEnded(signal)) {
      end(desk, signal.getSubject());
    }
    if (desk.isFullFor(signal)) {
      metrics.skipped("full");
      desk.refuse(arrivedAt);
      return;
    }
    IntentDecided decision = desk.decide(signal, arrivedAt);
    Duration took = took(startNanos);
    desk.finish(decision, now.plus(took));
    send(decision, took);
    tracks.put(signal.getSceneId(), desk.track(signal.getSubject()));
  }

  private Duration took(long startNanos) {
    return Duration.ofNanos(nanos.getAsLong() - startNanos);
  }

  private void send(IntentDecided decision, Duration took) {
    decision.setComputeMicros(took.toNanos() / 1_000);
    metrics.decided(decision);
    outbox.send(decision.getSceneId(), decision, decision.getTraceparent());
  }

  /** An observation was left out for a newer one. */
  void skip(IntentSignal signal) {
    metrics.skipped("overtaken");
    SceneDesk desk = desks.get(signal.getSceneId());
    if (desk != null) {
      desk.skip(signal);
    }
  }

  /** Ends the tracks of those who were not seen for too long, and keeps what was learned: of some scenes each time, for it is much to write. */
  void sweep(Instant now) {
    sweeps++;
    for (SceneDesk desk : desks.values()) {
      desk.idle(now).forEach(subject -> end(desk, subject));
      if (Math.floorMod(desk.scene().getSceneId().hashCode() + sweeps, KEEPS_LEARNED_EVERY) == 0) {
        keepLearned(desk);
      }
    }
  }

  private void keepLearned(SceneDesk desk) {
    desk.learnedSince().ifPresent(bytes -> learned.put(desk.scene().getSceneId(), bytes));
  }

  private void end(SceneDesk desk, String subject) {
    IntentOutcome outcome = desk.end(subject);
    tracks.remove(desk.scene().getSceneId(), subject);
    metrics.ended(outcome);
    outbox.send(outcome.getSceneId(), outcome, null);
  }
}
