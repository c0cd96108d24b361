package io.forebay.runners;

import java.time.Duration;

/** Nanoseconds that pass only when a test says so. */
final class ManualTime {
  private long nanos = 1_000_000_000L;

  long nanos() {
    return nanos;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }
}
