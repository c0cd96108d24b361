package io.forebay.steering;

/** How much room the ground of a scene leaves. */
@FunctionalInterface
public interface Clearance {
  /** Ground without obstacles. */
  Clearance OPEN = (x, y) -> Double.MAX_VALUE;

  /**
   * Metres from a point to the nearest obstacle; negative within one. Called thousands of times for a decision.
   *
   * @param x metres
   * @param y metres
   */
  double metres(double x, double y);
}
