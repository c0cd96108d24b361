package io.forebay.agents;

import java.time.Duration;

/**
 * How often a step is tried, on top of what dispatch does by policy.
 *
 * @param attempts all together; 1: no repetition
 * @param pause before the second
 * @param factor by which each further pause is longer
 * @param pauseMax bound of a pause
 */
public record Retry(int attempts, Duration pause, double factor, Duration pauseMax) {
  public static Retry none() {
    return new Retry(1, Duration.ZERO, 1, Duration.ZERO);
  }

  /** The pause after so many attempts that failed, from 1. */
  public Duration pauseAfter(int failed) {
    double millis = pause.toMillis() * Math.pow(factor, failed - 1.0);
    return millis >= pauseMax.toMillis() ? pauseMax : Duration.ofMillis(Math.round(millis));
  }
}
