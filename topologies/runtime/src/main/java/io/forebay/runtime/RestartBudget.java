package io.forebay.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often something may be restarted: a number of times in any window of time, after pauses that double. Not thread-safe. */
final class RestartBudget {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int restartsMax;
  private final long windowNanos;
  private final Deque<Long> restarts = new ArrayDeque<>();

  RestartBudget(int restartsMax, Duration window) {
    this.restartsMax = restartsMax;
    this.windowNanos = window.toNanos();
  }

  /**
   * Takes one restart from the budget.
   *
   * @param nanos now, of a clock that only moves forward
   * @return how long to wait before it, from {@code PT0.2S} to {@code PT30S}; empty if the budget does not allow it
   */
  Optional<Duration> tryTake(long nanos) {
    while (!restarts.isEmpty() && nanos - restarts.peekFirst() >= windowNanos) {
      restarts.removeFirst();
    }
    if (restarts.size() >= restartsMax) {
      return Optional.empty();
    }
    restarts.addLast(nanos);
    return Optional.of(pause(restarts.size()));
  }

  /** Before the n-th restart of a window. */
  private static Duration pause(int n) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(n - 1, Integer.SIZE - 2));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
