package io.forebay.dispatch;

import java.time.Duration;

/**
 * The order of actions within a lane: when it was asked for, less what its priority is worth in time.
 *
 * <p>A priority that rises by one for every step waited overtakes exactly as one that is subtracted once, so ageing needs no
 * clock and the order of an action never changes: an action of the lowest priority goes before every one of the highest that is
 * asked for nine steps later.
 */
final class LaneOrder {
  static final long PRIORITY_STEP_MICROS = Duration.ofSeconds(30).toMillis() * 1000;
  private static final int PRIORITY_MAX = 9;

  /** Has its own time as its order. */
  private static final int PRIORITY_DEFAULT = 5;

  private LaneOrder() {}

  /**
   * The key that actions of a lane are ordered by, the smallest first.
   *
   * @param requestedMicros when the action was first asked for
   * @param priority 0 to 9, what is beyond counts as the nearest of these
   */
  static long orderMicros(long requestedMicros, int priority) {
    return requestedMicros - (Math.clamp(priority, 0, PRIORITY_MAX) - PRIORITY_DEFAULT) * PRIORITY_STEP_MICROS;
  }
}
