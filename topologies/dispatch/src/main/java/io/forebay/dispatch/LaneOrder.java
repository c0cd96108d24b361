package io.forebay.dispatch;

import java.time.Instant;

/**
 * The order of actions within a lane: when it was asked for, less what its priority is worth in time.
 *
 * <p>A priority that rises by one for every step waited overtakes exactly as one that is subtracted once, so ageing needs no
 * clock and the order of an action never changes: an action of the lowest priority goes before every one of the highest that is
 * asked for nine steps later.
 */
final class LaneOrder {
  static final int PRIORITY_MAX = 9;
  static final long PRIORITY_STEP_MICROS = 30_000_000L;
  private static final long SECONDS_MAX = 4_000_000_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int NANOS_PER_MICRO = 1000;

  private LaneOrder() {}

  /**
   * The key that actions of a lane are ordered by, the smallest first.
   *
   * @param requestedAt when the action was first asked for; times more than 4 million million seconds from 1970 count as that
   * @param priority 0 to 9, what is beyond counts as the nearest of these
   * @param priorityStepMicros what one step of priority is worth in microseconds, at least 0 and at most a day
   */
  static long orderMicros(Instant requestedAt, int priority, long priorityStepMicros) {
    long seconds = Math.clamp(requestedAt.getEpochSecond(), -SECONDS_MAX, SECONDS_MAX);
    long micros = seconds * MICROS_PER_SECOND + requestedAt.getNano() / NANOS_PER_MICRO;
    return micros - Math.clamp(priority, 0, PRIORITY_MAX) * priorityStepMicros;
  }
}
