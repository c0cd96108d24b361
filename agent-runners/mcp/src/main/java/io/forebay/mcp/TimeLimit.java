package io.forebay.mcp;

import java.time.Duration;

/**
 * A moment after which nobody waits any more.
 *
 * @param endNanos by {@link System#nanoTime()}
 */
record TimeLimit(long endNanos) {
  static TimeLimit in(Duration duration) {
    return new TimeLimit(System.nanoTime() + duration.toNanos());
  }

  /** The earlier of this one and so long from now. */
  TimeLimit within(Duration duration) {
    return remainingNanos() <= duration.toNanos() ? this : in(duration);
  }

  /** Never negative. */
  long remainingNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }
}
