package io.forebay.runners;

import java.util.concurrent.atomic.AtomicLong;

/** How long a handler has taken lately: a moving average, in which each new time counts for an eighth. */
final class TypicalTime {
  private static final int WEIGHT = 8;
  private final AtomicLong nanos = new AtomicLong();

  void add(long ranNanos) {
    nanos.updateAndGet(before -> before + (ranNanos - before) / WEIGHT);
  }

  /** Whether it usually takes longer than this. */
  boolean isLongerThan(long limitNanos) {
    return nanos.get() > limitNanos;
  }
}
