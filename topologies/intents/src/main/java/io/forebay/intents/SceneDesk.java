package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.motion.Heed;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.schemas.SubjectKind;
import java.nio.ByteBuffer;
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
  private final Odometry odometry;

  /** By name, so that sums over them do not depend on who came first. */
  private final Map<String, Subject> subjects = new TreeMap<>();

  private boolean learns;
  private Instant latestArrival = Instant.MIN;

  /** When somebody was seen last who found no room here. */
  private Instant refusedAt = Instant.MIN;

  SceneDesk(Scene scene, IntentsConfig config, Models models) {
    this.scene = scene;
    this.config = config;
    this.models = models;
    Ground ground = Grounds.of(scene);
    people = new People(scene, ground);
    pilot = scene.getRobot() == null ? null : new Pilot(scene, ground);
    odometry = pilot == null ? new Odometry(null, 0) : new Odometry(pilot.subject(), scene.getRobot().getMaxSpeed());
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

  /** Whether there is no room for one more subject; there always is for the robot that is steered. */
  boolean isFullFor(IntentSignal signal) {
    boolean isSteered = pilot != null && signal.getSubject().equals(pilot.subject());
    return !isSteered && !subjects.containsKey(signal.getSubject()) && subjects.size() >= config.subjectsMax();
  }

  /** Somebody found no room: as long as they may be there, the robot stands. */
  void refuse(Instant arrivedAt) {
    refusedAt = arrivedAt;
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
   * Decides an observation that is new; {@link #finish} is to follow.
   *
   * @param arrivedAt timestamp of its record
   */
  IntentDecided decide(IntentSignal signal, Instant arrivedAt) {
    double seconds = Seconds.of(signal.getObservedAt());
    Subject subject = subjects.computeIfAbsent(signal.getSubject(), name -> begin(signal));
    Heed heed = subject.isPerson() ? observe(subject, signal, seconds) : odometry.take(subject, signal, seconds);
    subject.inDoubt = heed == Heed.JUMPED || heed == Heed.UNUSABLE;
    subject.arrivedAt = arrivedAt;
    learns |= subject.isPerson();
    latestArrival = arrivedAt.isAfter(latestArrival) ? arrivedAt : latestArrival;
    boolean cameLate = arrivedAt.isAfter(signal.getObservedAt().plusMillis(scene.getStaleAfterMillis()));
    DecisionStatus status = subject.inDoubt ? DecisionStatus.IMPLAUSIBLE : cameLate ? DecisionStatus.STALE : DecisionStatus.DECIDED;
    subject.last = decision(subject, signal, arrivedAt, status);
    count(subject, seconds);
    return subject.last;
  }

  /** Says when a decision was made. One that came too late to be acted on stops the robot, whatever was planned. */
  void finish(IntentDecided decision, Instant decidedAt) {
    decision.setDecidedAt(decidedAt);
    if (decision.getStatus() == DecisionStatus.DECIDED && decidedAt.isAfter(decision.getObservedAt().plusMillis(scene.getStaleAfterMillis()))) {
      decision.setStatus(DecisionStatus.STALE);
      decision.setPlan(pilot == null ? null : Pilot.stop("The observation of " + decision.getSubject() + " was decided too late."));
    }
  }

  private Subject begin(IntentSignal signal) {
    return new Subject(signal.getSubject(), signal.getKind(), signal.getObservedAt(), signal.getKind() == SubjectKind.PERSON ? people.newForecast() : null);
  }

  private Heed observe(Subject subject, IntentSignal signal, double seconds) {
    Heed heed = people.observe(subject, signal, seconds);
    Subject robot = robot();
    if (heed == Heed.FOLLOWED && robot != null) {
      pilot.meet(robot, subject);
    }
    return heed;
  }

  private IntentDecided decision(Subject subject, IntentSignal signal, Instant arrivedAt, DecisionStatus status) {
    boolean isRead = subject.isPerson() && status != DecisionStatus.IMPLAUSIBLE;
    return Decisions.of(
        signal,
        arrivedAt,
        status,
        isRead ? people.goals(subject) : List.of(),
        isRead ? people.predictions(subject) : List.of(),
        isRead ? features(signal) : List.of(),
        plan(signal, arrivedAt, status));
  }

  private RobotPlan plan(IntentSignal signal, Instant arrivedAt, DecisionStatus status) {
    if (pilot == null) {
      return null;
    }
    return switch (status) {
      case DECIDED -> planned(signal, arrivedAt);
      case STALE -> Pilot.stop("The observation of " + signal.getSubject() + " is too old.");
      case IMPLAUSIBLE -> Pilot.stop(signal.getSubject() + " cannot have come so far, or be so fast.");
      case SCENE_UNKNOWN -> throw new IllegalStateException("a scene knows itself");
    };
  }

  /** Of the moment at which the observation arrived: what was seen earlier is that old by then. */
  private RobotPlan planned(IntentSignal signal, Instant arrivedAt) {
    if (!arrivedAt.isAfter(refusedAt.plusMillis(scene.getTrackEndsAfterMillis()))) {
      return Pilot.stop("There are more than " + config.subjectsMax() + " subjects: somebody here is not followed.");
    }
    double moment = Math.max(Seconds.of(signal.getObservedAt()), Seconds.of(arrivedAt));
    return pilot.plan(robot(), subjects.values(), moment, 31L * signal.getSubject().hashCode() + signal.getSequence());
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

  private void count(Subject subject, double seconds) {
    RobotPlan plan = subject.last.getPlan();
    if (plan != null && plan.getShield() != ShieldVerdict.KEPT) {
      subject.interventions++;
    }
    Subject robot = robot();
    if (robot == null || subject.inDoubt) {
      return;
    }
    if (subject.equals(robot)) {
      pilot.arrive(robot);
      subjects.values().forEach(person -> meet(robot, person, seconds));
    } else {
      meet(robot, subject, seconds);
    }
  }

  private void meet(Subject robot, Subject person, double seconds) {
    if (person.isPerson() && person.observations > 0) {
      person.minDistance = Math.min(person.minDistance, pilot.distance(robot, person, seconds));
    }
  }

  /** As last seen; null: there is none, or it was never seen. */
  private Subject robot() {
    return pilot == null ? null : subjects.get(pilot.subject());
  }

  /** Subjects whose tracks have ended: nothing came of them for too long. Clocks of those who observe do not count, for one that is fast would end everybody else's. */
  List<String> idle(Instant now) {
    Instant latest = latestArrival.isAfter(now) ? latestArrival : now;
    Instant quiet = latest.minusMillis(scene.getTrackEndsAfterMillis());
    return subjects.values().stream().filter(subject -> subject.arrivedAt.isBefore(quiet)).map(subject -> subject.name).toList();
  }

  /** Ends a track, and learns from it. */
  IntentOutcome end(String name) {
    Subject subject = subjects.remove(name);
    learns |= subject.isPerson();
    IntentOutcome outcome = people.end(subject);
    if (pilot != null && name.equals(pilot.subject())) {
      pilot.tell(subject, outcome);
    }
    return outcome;
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
    latestArrival = subject.arrivedAt.isAfter(latestArrival) ? subject.arrivedAt : latestArrival;
    subjects.put(subject.name, subject);
  }
}
