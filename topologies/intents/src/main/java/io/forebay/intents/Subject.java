package io.forebay.intents;

import io.forebay.motion.Forecast;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.Point;
import io.forebay.schemas.SubjectKind;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Somebody or something in a scene, as last seen. Mutable; belongs to one thread. */
final class Subject {
  final String name;
  final SubjectKind kind;
  final Instant beganAt;

  /** Of a person; filled with each observation. */
  final Forecast forecast;

  Instant arrivedAt;
  double seconds;
  double x;
  double y;

  /** Metres a second; of a person as filtered. */
  double velocityX;

  double velocityY;

  /** Of a person: how uncertain its velocity is, metres a second. */
  double velocityDeviation;

  int observations;
  long skipped;
  long interventions;

  /** Of a person beside a robot: where it went about a second ago; null: not known. */
  Course course;

  /** Whether its last observation could not be believed: it may be where it was, or elsewhere. */
  boolean inDoubt;

  /** Of a robot: observations in a row that it cannot have reached. */
  int jumps;

  /** First position, metres. */
  double beganX;

  double beganY;

  /** Of a robot: when it came to its goal; NaN: not yet. */
  double reachedSeconds = Double.NaN;

  /** Metres to the robot, between the circles; positive infinity: never seen beside one. */
  double minDistance = Double.POSITIVE_INFINITY;

  IntentDecided last;

  /** Where somebody went at a moment: metres, and metres a second. */
  record Course(double seconds, double x, double y, double velocityX, double velocityY) {}

  Subject(String name, SubjectKind kind, Instant beganAt, Forecast forecast) {
    this.name = name;
    this.kind = kind;
    this.beganAt = beganAt;
    this.forecast = forecast;
  }

  boolean isPerson() {
    return kind == SubjectKind.PERSON;
  }

  /** It is seen somewhere. */
  void place(Point at, double time, double newVelocityX, double newVelocityY) {
    if (observations == 0) {
      beganX = at.getX();
      beganY = at.getY();
    }
    x = at.getX();
    y = at.getY();
    seconds = time;
    velocityX = newVelocityX;
    velocityY = newVelocityY;
    observations++;
  }

  /**
   * What is known of it, to be kept.
   *
   * @param motion what motion knows of it
   */
  IntentTrack track(String tenant, ByteBuffer motion) {
    return new IntentTrack(
        name,
        kind,
        tenant,
        beganAt,
        arrivedAt,
        observations,
        skipped,
        interventions,
        Double.isFinite(minDistance) ? minDistance : null,
        x,
        y,
        velocityX,
        velocityY,
        motion,
        last,
        jumps,
        beganX,
        beganY,
        Double.isNaN(reachedSeconds) ? null : Seconds.toInstant(reachedSeconds));
  }

  /** One that was kept, but for what motion knows of it. */
  static Subject of(IntentTrack track, Forecast forecast) {
    var subject = new Subject(track.getSubject(), track.getKind(), track.getBeganAt(), forecast);
    subject.arrivedAt = track.getArrivedAt();
    subject.seconds = Seconds.of(track.getLast().getObservedAt());
    subject.x = track.getX();
    subject.y = track.getY();
    subject.velocityX = track.getVelocityX();
    subject.velocityY = track.getVelocityY();
    subject.observations = track.getObservations();
    subject.skipped = track.getSkipped();
    subject.interventions = track.getInterventions();
    subject.minDistance = track.getMinDistanceMetres() == null ? Double.POSITIVE_INFINITY : track.getMinDistanceMetres();
    subject.last = track.getLast();
    subject.inDoubt = subject.last.getStatus() == DecisionStatus.IMPLAUSIBLE;
    subject.jumps = track.getJumps();
    subject.beganX = track.getBeganX();
    subject.beganY = track.getBeganY();
    subject.reachedSeconds = track.getReachedAt() == null ? Double.NaN : Seconds.of(track.getReachedAt());
    return subject;
  }
}
