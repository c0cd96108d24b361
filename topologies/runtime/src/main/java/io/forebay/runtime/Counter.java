package io.forebay.runtime;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;

/** A number that only grows; safe from any thread. */
public final class Counter {
  private final CounterDataPoint point;

  Counter(CounterDataPoint point) {
    this.point = point;
  }

  public void increment() {
    point.inc(1L);
  }

  /** Adds an amount of 0 or more. */
  public void increment(long amount) {
    point.inc(amount);
  }

  public long value() {
    return point.getLongValue();
  }
}
