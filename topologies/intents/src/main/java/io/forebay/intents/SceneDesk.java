package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.motion.Heed;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.Point;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.schemas.SubjectKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One scene: takes what was seen in it, decides, tells what came of it. The same observations in the same order give the same decisions. Belongs to one thread.
 */
final class SceneDesk {
  private final Scene scene;
  private final IntentsConfig config;
  private final Models models;
  private final People people;
  private final Pilot pilot;

  /** By name, so that sums over them do not depend on who came first. */
  private final Map<String, Subject> subjects = new TreeMap<>();

  private boolean learns;
  private double latestSeconds = Double.NEGATIVE_INFINITY;

  SceneDesk(Scene scene, IntentsConfig config, Models models) {
    this.scene = scene;
    this.config = config;
    this.models = models;
    Ground ground = Grounds.of(scene);
    people = new People(scene, ground);
    pilot = scene.getRobot() == null ? null : new Pilot(scene, ground);
  }

  Scene scene() {
    return scene;
  }

  /** How an observation stands to those before it. */
  Heeded heeded(IntentSignal signal) {
    Subject subject = subjects.get(signal.getSubject());
    if (subject == null || signal.getSequence() > subject.last.getSequence()) {
      return subject != null && !signal.getObservedAt().isAfter(subject.last.getObservedAt()) ? Heeded.LATE : Heeded.NEW;
    }
    return signal.getSequence() == subject.last.getSequence() ? Heeded.REPEATED : Heeded.LATE;
  }

  /** Whether the track of the subject has ended: it was away for too long, or some observations in a row say that it is elsewhere. */
  boolean hasEnded(IntentSignal signal) {
    Subject subject = subjects.get(signal.getSubject());
    if (subject == null) {
      return false;
    }
    double seconds = Seconds.of(signal.getObservedAt());
    boolean wasAway = seconds - Seconds.of(subject.last.getObservedAt()) > endsSeconds();
    return wasAway || (subject.isPerson() && people.beginsAnew(signal, seconds));
  }

  private double endsSeconds() {
    return scene.getTrackEndsAfterMillis() / 1e3;
  }

  /** Whether there is no room for one more subject. */
  boolean isFullFor(IntentSignal signal) {
    return !subjects.containsKey(signal.getSubject()) && subjects.size() >= config.subjectsMax();
  }

  /** What was decided last of a subject that is known. */
  IntentDecided last(String subject) {
    return subjects.get(subject).last;
  }

  /** An observation of a subject was left out. */
  void skip(IntentSignal signal) {
    Subject subject = subjects.get(signal.getSubject());
    if (subject != null) {
      subject.skipped++;
    }
  }

  /**
   * Decides an observation that is new.
   *
   * @param arrivedAt timestamp of its record
   * @param now when it is decided
   */
  IntentDecided decide(IntentSignal signal, Instant arrivedAt, Instant now) {
    double seconds = Seconds.of(signal.getObservedAt());
    Subject subject = subjects.computeIfAbsent(signal.getSubject(), name -> begin(signal));
    Heed heed = subject.isPerson() ? observe(subject, signal, seconds) : move(subject, signal, seconds);
    subject.arrivedAt = arrivedAt;
    learns |= subject.isPerson();
    latestSeconds = Math.max(latestSeconds, seconds);
    subject.last = decision(subject, signal, arrivedAt, status(heed, signal, arrivedAt, now), seconds);
    count(subject);
    return subject.last;
  }

  private Subject begin(IntentSignal signal) {
    return new Subject(signal.getSubject(), signal.getKind(), signal.getObservedAt(), signal.getKind() == SubjectKind.PERSON ? people.newForecast() : null);
  }

  private Heed observe(Subject subject, IntentSignal signal, double seconds) {
    Subject robot = robot();
    if (robot != null && subject.observations > 0) {
      pilot.meet(robot, subject, signal.getPosition(), seconds);
    }
    return people.observe(subject, signal, seconds);
  }

  /** A robot tells its velocity, or it follows from where it was. */
  private static Heed move(Subject subject, IntentSignal signal, double seconds) {
    Point at = signal.getPosition();
    Point velocity = signal.getVelocity();
    if (velocity != null) {
      subject.place(at, seconds, velocity.getX(), velocity.getY());
    } else if (subject.observations == 0) {
      subject.place(at, seconds, 0, 0);
    } else {
      double passed = seconds - subject.seconds;
      subject.place(at, seconds, (at.getX() - subject.x) / passed, (at.getY() - subject.y) / passed);
    }
    return Heed.FOLLOWED;
  }

  private DecisionStatus status(Heed heed, IntentSignal signal, Instant arrivedAt, Instant now) {
    if (heed == Heed.JUMPED || heed == Heed.UNUSABLE) {
      return DecisionStatus.IMPLAUSIBLE;
    }
    Duration stale = Duration.ofMillis(scene.getStaleAfterMillis());
    boolean cameLate = arrivedAt.isAfter(signal.getObservedAt().plus(stale));
    boolean decidedLate = now.isAfter(arrivedAt.plus(stale));
    return cameLate || decidedLate ? DecisionStatus.STALE : DecisionStatus.DECIDED;
  }

  private IntentDecided decision(Subject subject, IntentSignal signal, Instant arrivedAt, DecisionStatus status, double seconds) {
    boolean isRead = subject.isPerson() && status != DecisionStatus.IMPLAUSIBLE;
    return Decisions.of(
        signal,
        arrivedAt,
        status,
        isRead ? people.goals(subject) : List.of(),
        isRead ? people.predictions(subject) : List.of(),
        isRead ? features(signal) : List.of(),
        plan(signal, status, seconds));
  }

  private RobotPlan plan(IntentSignal signal, DecisionStatus status, double seconds) {
    if (pilot == null) {
      return null;
    }
    return switch (status) {
      case DECIDED -> pilot.plan(robot(), subjects.values(), seconds, 31L * signal.getSubject().hashCode() + signal.getSequence());
      case STALE -> Pilot.stop("The observation of " + signal.getSubject() + " is too old.");
      case IMPLAUSIBLE -> Pilot.stop("The position of " + signal.getSubject() + " is too far from the last.");
      case SCENE_UNKNOWN -> throw new IllegalStateException("a scene knows itself");
    };
  }

  private List<FeatureIntent> features(IntentSignal signal) {
    if (signal.getFeatures().isEmpty() || scene.getModels().isEmpty()) {
      return List.of();
    }
    var intents = new ArrayList<FeatureIntent>();
    for (String name : scene.getModels()) {
      models.find(name).ifPresent(model -> intents.addAll(model.read(signal.getFeatures())));
    }
    return intents;
  }

  private void count(Subject subject) {
    RobotPlan plan = subject.last.getPlan();
    if (plan != null && plan.getShield() != ShieldVerdict.KEPT) {
      subject.interventions++;
    }
    Subject robot = robot();
    if (robot != null && subject.isPerson() && subject.observations > 0) {
      subject.minDistance = Math.min(subject.minDistance, pilot.distance(robot, subject));
    }
  }

  /** As last seen; null: there is none, or it was never seen. */
  private Subject robot() {
    return pilot == null ? null : subjects.get(pilot.subject());
  }

  /** Subjects whose tracks have ended: nothing was seen of them for too long, in the scene's own time or in that of the machine. */
  List<String> idle(Instant now) {
    Instant quiet = now.minusMillis(scene.getTrackEndsAfterMillis());
    return subjects.values().stream()
        .filter(subject -> latestSeconds - Seconds.of(subject.last.getObservedAt()) > endsSeconds() || subject.arrivedAt.isBefore(quiet))
        .map(subject -> subject.name)
        .toList();
  }

  /** Ends a track, and learns from it. */
  IntentOutcome end(String name) {
    Subject subject = subjects.remove(name);
    learns |= subject.isPerson();
    return people.end(subject);
  }

  /** What was learned of the scene, to be kept; empty where nobody was seen since this was asked last. */
  Optional<byte[]> learnedSince() {
    boolean hasLearned = learns;
    learns = false;
    return hasLearned ? Optional.of(learned()) : Optional.empty();
  }

  /** How many bytes of the robot's experience there are, those, and the crowd's. */
  private byte[] learned() {
    byte[] experience = pilot == null ? new byte[0] : pilot.experience();
    byte[] crowds = people.learned();
    return ByteBuffer.allocate(1 + experience.length + crowds.length).put((byte) experience.length).put(experience).put(crowds).array();
  }

  /**
   * Takes what was learned before.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void remember(byte[] learned) {
    int experience = learned[0];
    if (pilot != null && experience > 0) {
      pilot.remember(Arrays.copyOfRange(learned, 1, 1 + experience));
    }
    people.remember(Arrays.copyOfRange(learned, 1 + experience, learned.length));
  }

  /** What is known of a subject, to be kept. */
  IntentTrack track(String name) {
    Subject subject = subjects.get(name);
    return subject.track(scene.getTenant(), people.motion(subject));
  }

  /**
   * Goes on with a subject that was kept.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void resume(IntentTrack track) {
    Subject subject = Subject.of(track, track.getKind() == SubjectKind.PERSON ? people.newForecast() : null);
    people.resume(subject, track.getMotion());
    latestSeconds = Math.max(latestSeconds, subject.seconds);
    subjects.put(subject.name, subject);
  }
}
