package io.forebay.motion;

/** The times ahead at which a scene learns how people walk; what lies between is drawn straight. */
final class Knots {
  static final int COUNT = 5;

  /** Seconds ahead, ascending. */
  private static final double[] SECONDS = {0.4, 0.8, 1.6, 3.2, 4.8};

  private Knots() {}

  static double seconds(int knot) {
    return SECONDS[knot];
  }

  /** The last knot that is not after a time; before the first it is the first, and the last but one from there on. */
  static int below(double seconds) {
    int knot = 0;
    while (knot < COUNT - 2 && SECONDS[knot + 1] <= seconds) {
      knot++;
    }
    return knot;
  }

  /** How far a time has come from a knot to the next, 0 to 1; outside of the knots it stays at the nearest. */
  static double share(int knot, double seconds) {
    return Math.clamp((seconds - SECONDS[knot]) / (SECONDS[knot + 1] - SECONDS[knot]), 0, 1);
  }
}
