package io.forebay.intents;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as motion has them: seconds since 1970 as a number, exact to the microsecond until 2100. */
final class Seconds {
  private static final double MICROS = 1e6;

  private Seconds() {}

  static double of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) / MICROS;
  }

  static Instant toInstant(double seconds) {
    return Instant.EPOCH.plus(Math.round(seconds * MICROS), ChronoUnit.MICROS);
  }
}
