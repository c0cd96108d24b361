package io.forebay.intents;

import io.forebay.motion.Forecast;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.SubjectKind;
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
  int observations;
  long skipped;
  long interventions;

  /** Metres to the robot, between the circles; positive infinity: never seen beside one. */
  double minDistance = Double.POSITIVE_INFINITY;

  IntentDecided last;

  Subject(String name, SubjectKind kind, Instant beganAt, Forecast forecast) {
    this.name = name;
    this.kind = kind;
    this.beganAt = beganAt;
    this.forecast = forecast;
  }

  boolean isPerson() {
    return kind == SubjectKind.PERSON;
  }
}
