package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far from the mean of a prediction people of one scene are, along their way and across it, by knot and by how fast they go: two zero-mean normal distributions, one for
 * those who go on as expected and one for those who do not, learned by online expectation maximisation (Cappé and Moulines, JRSS B 71, 2009) as predictions come true.
 *
 * <p>What a knot has not yet taught is taken from the other knots of the same pace, as a factor of what is expected anywhere (empirical Bayes: Efron and Morris, JASA 70, 1975): in a scene
 * where those who stroll turn out to stray twice as far after a second, they are expected to stray twice as far after five.
 */
final class Spread {
  static final int PARTS = 2;

  private static final int PACES = 4;
  private static final double STANDING = 0.3;
  private static final double STROLLING = 0.9;
  private static final double WALKING = 1.9;

  /** What is expected before a knot has taught anything counts as so many predictions that came true, of both parts together. */
  private static final double PRIOR_COUNT = 20;

  /** The factor of a pace is 1 until so many of its predictions came true, of each part. */
  private static final double FACTOR_COUNT = 20;

  /** A pace is not taken to be more regular than this on the word of other knots: to be too sure costs more than to be too unsure. */
  private static final double FACTOR_MIN = 0.5;

  /** A single prediction does not speak for more than this. */
  private static final double FACTOR_MAX = 25;

  /** How much further those stray who run than those who walk, before anything is learned: as much as they are faster. */
  private static final double RUNNING = 2;

  /** Metres a second of each part before anything is learned. */
  private static final double[] PRIOR = {0.1, 0.35};

  private static final double WIDE = 0.3;
  private static final double VARIANCE_MIN = 1e-4;
  private static final int NUMBERS = 3;

  /** By knot, pace and part: how many, sum of squares along, sum of squares across. */
  private final double[] sums = new double[Knots.COUNT * PACES * PARTS * NUMBERS];

  /** By pace and part, over all knots: how many, and sum of squares over what was expected anywhere. */
  private final double[] factors = new double[PACES * PARTS * 2];

  static int pace(double speed) {
    if (speed < STANDING) {
      return 0;
    }
    if (speed < STROLLING) {
      return 1;
    }
    return speed < WALKING ? 2 : 3;
  }

  /** Share of people in a part: the same everywhere, so that the parts of a forecast weigh the same at each time. */
  static double weight(int part) {
    return part == 0 ? 1 - WIDE : WIDE;
  }

  /** Variance along the way, square metres. */
  double along(int knot, int pace, int part) {
    return variance(knot, pace, part, 1);
  }

  /** The same across. */
  double across(int knot, int pace, int part) {
    return variance(knot, pace, part, 2);
  }

  private double variance(int knot, int pace, int part, int sum) {
    int at = at(knot, pace, part);
    double count = PRIOR_COUNT * weight(part);
    return Math.max(VARIANCE_MIN, (count * expected(knot, pace, part) * factor(pace, part) + sums[at + sum]) / (count + sums[at]));
  }

  /** Square metres, in any scene. */
  private static double expected(int knot, int pace, int part) {
    double metres = PRIOR[part] * (pace == PACES - 1 ? RUNNING : 1) * Knots.seconds(knot);
    return metres * metres;
  }

  /** By how much people of a pace stray more than expected anywhere, as a factor of the variance. */
  private double factor(int pace, int part) {
    int at = 2 * (pace * PARTS + part);
    return Math.max(FACTOR_MIN, (FACTOR_COUNT + factors[at + 1]) / (FACTOR_COUNT + factors[at]));
  }

  /** Density at a distance from the mean, times the weight of the part. */
  double density(int knot, int pace, int part, double along, double across) {
    double varianceAlong = along(knot, pace, part);
    double varianceAcross = across(knot, pace, part);
    double distance = along * along / varianceAlong + across * across / varianceAcross;
    return weight(part) * Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(varianceAlong * varianceAcross));
  }

  /** Learns that somebody was that far from the mean, metres, with the responsibility of a part for it, 0 to 1. */
  void learn(int knot, int pace, int part, double responsibility, double along, double across) {
    int at = at(knot, pace, part);
    sums[at] += responsibility;
    sums[at + 1] += responsibility * along * along;
    sums[at + 2] += responsibility * across * across;
    int factor = 2 * (pace * PARTS + part);
    factors[factor] += responsibility;
    factors[factor + 1] += responsibility * Math.min(FACTOR_MAX, (along * along + across * across) / 2 / expected(knot, pace, part));
  }

  private static int at(int knot, int pace, int part) {
    return ((knot * PACES + pace) * PARTS + part) * NUMBERS;
  }

  void write(DataOutput out) throws IOException {
    for (double sum : sums) {
      out.writeDouble(sum);
    }
    for (double factor : factors) {
      out.writeDouble(factor);
    }
  }

  void read(DataInput in) throws IOException {
    for (int at = 0; at < sums.length; at++) {
      sums[at] = in.readDouble();
    }
    for (int at = 0; at < factors.length; at++) {
      factors[at] = in.readDouble();
    }
  }
}
