package io.forebay.dispatch;

import io.forebay.schemas.RateLimit;

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling): a rate with bursts whose whole state is one number, the theoretical arrival
 * time of the next start.
 *
 * <p>Times are microseconds since 1970-01-01, and so is the state. An emission interval that is no whole number of them, as with 7 in a second, is
 * not rounded: of the intervals that follow each other some are a microsecond shorter than others, such that each period holds exactly its permits;
 * no start is more than three microseconds from where fractions would have it, and that does not add up.
 * A rate above one start a microsecond is one a microsecond.
 *
 * @param permits starts in a period, at least 1
 * @param periodMicros the period, at least 1
 * @param toleranceMicros how much earlier than its theoretical arrival one may start, at least 0: a burst of b has b − 1 emission intervals of it
 */
record Gcra(long permits, long periodMicros, long toleranceMicros) {
  /** Far more than any wait, and far enough from overflow when times are added to it. */
  private static final long MICROS_MAX = Long.MAX_VALUE / 8;

  Gcra {
    if (permits < 1 || periodMicros < 1 || toleranceMicros < 0) {
      throw new IllegalArgumentException(
          "a rate needs at least 1 permit in at least 1 microsecond and no negative tolerance, got %d in %d with %d".formatted(permits, periodMicros, toleranceMicros));
    }
    periodMicros = Math.min(periodMicros, MICROS_MAX);
    toleranceMicros = Math.min(toleranceMicros, MICROS_MAX);
    long divisor = greatestCommonDivisor(permits, periodMicros);
    permits = permits / divisor;
    periodMicros = periodMicros / divisor;
    if (permits >= periodMicros || Math.multiplyHigh(2 * permits, periodMicros) != 0) {
      // Too fast for a clock of microseconds, or numbers too large to divide exactly: a whole interval, rounded up.
      periodMicros = Math.ceilDiv(periodMicros, permits);
      permits = 1;
    }
  }

  /** One start each interval. */
  Gcra(long emissionIntervalMicros, long toleranceMicros) {
    this(1, emissionIntervalMicros, toleranceMicros);
  }

  /** The rate of a policy; a burst below 1 is 1. */
  static Gcra of(RateLimit limit) {
    var steady = new Gcra(limit.getPermits(), saturatingMultiply(limit.getPeriodMs(), 1_000), 0);
    long intervals = Math.max(0, limit.getBurst() - 1);
    long rounding = intervals == 0 || steady.permits == 1 ? 0 : 1; // the last of a burst must not miss it for a microsecond
    return new Gcra(steady.permits, steady.periodMicros, steady.micros(intervals) + rounding);
  }

  /** The time between two starts of a steady flow, rounded up. */
  long emissionIntervalMicros() {
    return Math.ceilDiv(periodMicros, permits);
  }

  /**
   * When the next may start: now, or later.
   *
   * @param theoreticalArrivalMicros what the last {@link #take} gave; 0 before the first
   */
  long earliestMicros(long theoreticalArrivalMicros, long nowMicros) {
    return Math.max(nowMicros, theoreticalArrivalMicros - toleranceMicros);
  }

  /**
   * The theoretical arrival after a start at this time, which the caller has checked.
   *
   * @param theoreticalArrivalMicros what the last take gave; 0 before the first
   */
  long take(long theoreticalArrivalMicros, long nowMicros) {
    return oneIntervalAfter(Math.max(theoreticalArrivalMicros, nowMicros));
  }

  /**
   * The theoretical arrival to go on with when this rate takes the place of another, or the clock was set back: no later than it could be under this rate.
   * Without this an action would wait an hour for a rate of one a second because the last one was one an hour.
   */
  long adopt(long theoreticalArrivalMicros, long nowMicros) {
    return Math.min(theoreticalArrivalMicros, oneIntervalAfter(nowMicros + toleranceMicros));
  }

  /**
   * Cuts each period (counted from 1970) into as many cells as it has permits, of lengths that differ by a microsecond at most, and adds the length
   * of the cell that the time is in: after as many steps as permits a period has passed. A flow that begins at the end of a long cell before a short
   * one is a microsecond later from then on.
   */
  private long oneIntervalAfter(long micros) {
    long cell = Math.floorMod(micros, periodMicros) * permits / periodMicros;
    return micros + micros(cell + 1) - micros(cell);
  }

  /** How long so many emission intervals are together, rounded up; where that cell of a period starts, too. */
  private long micros(long intervals) {
    return saturatingMultiply(intervals / permits, periodMicros) + Math.ceilDiv(intervals % permits * periodMicros, permits);
  }

  private static long saturatingMultiply(long factor, long other) {
    return factor <= MICROS_MAX / other ? factor * other : MICROS_MAX;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
