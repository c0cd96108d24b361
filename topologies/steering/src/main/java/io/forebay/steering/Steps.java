package io.forebay.steering;

/** The steps in which a plan is imagined: short at first, and longer where there will be other decisions before. */
final class Steps {
  private static final double[] SECONDS = {0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.8, 1.2};
  private static final double[] ENDS = new double[SECONDS.length];

  /** How many there are. */
  static final int COUNT = SECONDS.length;

  static {
    double end = 0;
    for (int step = 0; step < COUNT; step++) {
      end += SECONDS[step];
      ENDS[step] = end;
    }
  }

  private Steps() {}

  /** How long a step takes. */
  static double seconds(int step) {
    return SECONDS[step];
  }

  /** Seconds from now on until a step is over. */
  static double end(int step) {
    return ENDS[step];
  }
}
