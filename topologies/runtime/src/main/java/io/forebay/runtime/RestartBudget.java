package io.forebay.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often something may be restarted: a number of times in any window of time. Not thread-safe. */
final class RestartBudget {
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
   * @return whether the budget allowed it
   */
  boolean tryTake(long nanos) {
    while (!restarts.isEmpty() && nanos - restarts.peekFirst() >= windowNanos) {
      restarts.removeFirst();
    }
    if (restarts.size() >= restartsMax) {
      return false;
    }
    restarts.addLast(nanos);
    return true;
  }
}
