package io.forebay.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as microseconds since 1970-01-01, which is what Avro keeps and what fits into a field. */
final class Micros {
  /** Later than anything. */
  static final long NEVER = Long.MAX_VALUE;

  /** So far from 1970 that adding a duration cannot overflow. */
  private static final long LIMIT = Long.MAX_VALUE / 4;

  private Micros() {}

  static long of(Instant instant) {
    return Math.clamp(ChronoUnit.MICROS.between(Instant.EPOCH, instant), -LIMIT, LIMIT);
  }

  static long ofNullable(Instant instant) {
    return instant == null ? NEVER : of(instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long ofMillis(long millis) {
    return Math.clamp(millis, 0, LIMIT / 1000) * 1000;
  }

  /** A bound after a time; never, where there is no bound. */
  static long after(long micros, Long millis) {
    return millis == null ? NEVER : micros + ofMillis(millis);
  }

  static long toMillis(long micros) {
    return micros / 1000;
  }

  static long days(long micros) {
    return Math.floorDiv(micros, Duration.ofDays(1).toMillis() * 1000);
  }
}
