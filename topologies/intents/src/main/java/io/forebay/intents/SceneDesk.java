package io.forebay.intents;

import io.forebay.motion.Crowd;
import io.forebay.motion.Ground;
import io.forebay.motion.Heed;
import io.forebay.motion.TrackEnd;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.GoalProbability;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.Point;
import io.forebay.schemas.PredictedPosition;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.schemas.SubjectKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One scene: takes what was seen in it, decides, tells what came of it. The same observations in the same order give the same decisions. Belongs to one thread.
 */
final class SceneDesk {
  private static final double MICROS = 1e6;

  private final Scene scene;
  private final IntentsConfig config;
  private final Models models;
  private final Crowd crowd;
  private final Pilot pilot;

  /** By name, so that sums over them do not depend on who came first. */
  private final Map<String, Subject> subjects = new TreeMap<>();

  private final double[] chances = new double[Ground.GOALS_MAX];
  private boolean learns;
  private double latestSeconds = Double.NEGATIVE_INFINITY;

  SceneDesk(Scene scene, IntentsConfig config, Models models) {
    this.scene = scene;
    this.config = config;
    this.models = models;
    Ground ground = Grounds.of(scene);
    double[] horizons = scene.getHorizonsSeconds().stream().mapToDouble(Double::doubleValue).toArray();
    crowd = new Crowd(ground, horizons, scene.getTrackEndsAfterMillis() / 1e3);
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
    double seconds = seconds(signal.getObservedAt());
    boolean wasAway = seconds - seconds(subject.last.getObservedAt()) > endsSeconds();
    return wasAway || (subject.isPerson() && crowd.beginsAnew(subject.name, seconds, signal.getPosition().getX(), signal.getPosition().getY()));
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
    double seconds = seconds(signal.getObservedAt());
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
    return new Subject(signal.getSubject(), signal.getKind(), signal.getObservedAt(), signal.getKind() == SubjectKind.PERSON ? crowd.newForecast() : null);
  }

  private Heed observe(Subject subject, IntentSignal signal, double seconds) {
    Point at = signal.getPosition();
    Point velocity = signal.getVelocity();
    Subject robot = robot();
    if (robot != null && subject.observations > 0) {
      pilot.meet(robot, subject, at, seconds);
    }
    Heed heed =
        crowd.observe(
            subject.name,
            seconds,
            at.getX(),
            at.getY(),
            velocity == null ? Double.NaN : velocity.getX(),
            velocity == null ? Double.NaN : velocity.getY(),
            signal.getHeading() == null ? Double.NaN : signal.getHeading(),
            signal.getGaze() == null ? Double.NaN : signal.getGaze());
    if (heed == Heed.BEGAN || heed == Heed.BEGAN_ANEW || heed == Heed.FOLLOWED) {
      crowd.forecast(subject.name, subject.forecast);
      place(subject, at, seconds, crowd.velocityX(subject.name), crowd.velocityY(subject.name));
    }
    return heed;
  }

  /** A robot tells its velocity, or it follows from where it was. */
  private static Heed move(Subject subject, IntentSignal signal, double seconds) {
    Point at = signal.getPosition();
    Point velocity = signal.getVelocity();
    if (velocity != null) {
      place(subject, at, seconds, velocity.getX(), velocity.getY());
    } else if (subject.observations == 0) {
      place(subject, at, seconds, 0, 0);
    } else {
      double passed = seconds - subject.seconds;
      place(subject, at, seconds, (at.getX() - subject.x) / passed, (at.getY() - subject.y) / passed);
    }
    return Heed.FOLLOWED;
  }

  private static void place(Subject subject, Point at, double seconds, double velocityX, double velocityY) {
    subject.x = at.getX();
    subject.y = at.getY();
    subject.seconds = seconds;
    subject.velocityX = velocityX;
    subject.velocityY = velocityY;
    subject.observations++;
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
        isRead ? goals(subject.name) : List.of(),
        isRead ? Moments.of(subject.forecast, scene.getHorizonsSeconds()) : List.of(),
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

  private List<GoalProbability> goals(String subject) {
    crowd.goals(subject, chances);
    var goals = new ArrayList<GoalProbability>();
    for (int goal = 0; goal < crowd.goalCount(); goal++) {
      if (chances[goal] > 0) {
        goals.add(new GoalProbability(crowd.goalId(goal), new Point(crowd.goalX(goal), crowd.goalY(goal)), chances[goal]));
      }
    }
    goals.sort(Comparator.comparingDouble(GoalProbability::getProbability).reversed());
    return goals;
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
        .filter(subject -> latestSeconds - seconds(subject.last.getObservedAt()) > endsSeconds() || subject.arrivedAt.isBefore(quiet))
        .map(subject -> subject.name)
        .toList();
  }

  /** Ends a track, and learns from it. */
  IntentOutcome end(String name) {
    Subject subject = subjects.remove(name);
    TrackEnd end = crowd.end(name);
    learns |= end != null;
    return Outcomes.of(scene, subject, end, end != null && end.goal() >= 0 ? crowd.goalId(end.goal()) : null);
  }

  private static Double known(double number) {
    return Double.isFinite(number) ? number : null;
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
    byte[] crowds = crowd.writeScene();
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
    crowd.readScene(Arrays.copyOfRange(learned, 1 + experience, learned.length));
  }

  /** What is known of a subject, to be kept. */
  IntentTrack track(String name) {
    Subject subject = subjects.get(name);
    byte[] motion = subject.isPerson() ? crowd.writeSubject(name) : null;
    return new IntentTrack(
        name,
        subject.kind,
        scene.getTenant(),
        subject.beganAt,
        subject.arrivedAt,
        subject.observations,
        subject.skipped,
        subject.interventions,
        known(subject.minDistance),
        subject.x,
        subject.y,
        subject.velocityX,
        subject.velocityY,
        ByteBuffer.wrap(motion == null ? new byte[0] : motion),
        subject.last);
  }

  /**
   * Goes on with a subject that was kept.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void resume(IntentTrack track) {
    var subject = new Subject(track.getSubject(), track.getKind(), track.getBeganAt(), track.getKind() == SubjectKind.PERSON ? crowd.newForecast() : null);
    subject.arrivedAt = track.getArrivedAt();
    subject.seconds = seconds(track.getLast().getObservedAt());
    subject.x = track.getX();
    subject.y = track.getY();
    subject.velocityX = track.getVelocityX();
    subject.velocityY = track.getVelocityY();
    subject.observations = track.getObservations();
    subject.skipped = track.getSkipped();
    subject.interventions = track.getInterventions();
    subject.minDistance = track.getMinDistanceMetres() == null ? Double.POSITIVE_INFINITY : track.getMinDistanceMetres();
    subject.last = track.getLast();
    if (subject.isPerson() && track.getMotion().hasRemaining()) {
      byte[] motion = new byte[track.getMotion().remaining()];
      track.getMotion().duplicate().get(motion);
      crowd.readSubject(subject.name, motion);
      crowd.forecast(subject.name, subject.forecast);
      subject.seconds = crowd.lastSeen(subject.name); // an implausible observation is the last, but was not heeded
    }
    latestSeconds = Math.max(latestSeconds, subject.seconds);
    subjects.put(subject.name, subject);
  }

  private static double seconds(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) / MICROS;
  }
}
