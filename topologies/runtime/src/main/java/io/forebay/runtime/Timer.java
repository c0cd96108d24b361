package io.forebay.runtime;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.time.Duration;

/** A distribution of durations; safe from any thread. */
public final class Timer {
  private static final double SECONDS_PER_NANO = 1e-9;

  private final DistributionDataPoint point;

  Timer(DistributionDataPoint point) {
    this.point = point;
  }

  /** A duration as the difference of two readings of {@link System#nanoTime}. */
  public void recordNanos(long nanos) {
    point.observe(nanos * SECONDS_PER_NANO);
  }

  /** Any duration: those of strangers' times may be longer than the 292 years that a long holds in nanoseconds. */
  public void record(Duration duration) {
    point.observe(duration.getSeconds() + duration.getNano() * SECONDS_PER_NANO);
  }

  public long count() {
    return point.getCount();
  }
}
