package io.forebay.mcp;

import java.time.Duration;

/**
 * How long a server that failed is left alone: 100 ms at first, twice as long with each failure in a row, at most 30 s.
 *
 * <p>Not thread-safe. Times are nanoseconds of {@link System#nanoTime()}.
 */
final class RestartPause {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MAX = 9;

  private int failures;
  private long failedAt;

  void failed(long nowNanos) {
    failures++;
    failedAt = nowNanos;
  }

  /** It does its work; the next failure is a first one again. */
  void worked() {
    failures = 0;
  }

  /** What is left of the pause; zero where there is none. */
  Duration left(long nowNanos) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration whole = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    Duration pause = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
    Duration left = pause.minusNanos(nowNanos - failedAt);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
