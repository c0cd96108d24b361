package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far from the mean of a prediction people of one scene are, along their way and across it, by knot and by how fast they go: two zero-mean normal distributions, one for
 * those who go on as expected and one for those who do not, learned by online expectation maximisation (Cappé and Moulines, JRSS B 71, 2009) as predictions come true.
 */
final class Spread {
  static final int PARTS = 2;

  private static final int PACES = 4;
  private static final double STANDING = 0.3;
  private static final double STROLLING = 0.9;
  private static final double WALKING = 1.9;
  private static final double PRIOR_COUNT = 20;

  /** How much further those stray who run than those who walk, before anything is learned: as much as they are faster. */
  private static final double RUNNING = 2;

  /** Metres a second of each part before anything is learned. */
  private static final double[] PRIOR = {0.1, 0.35};

  private static final double WIDE = 0.3;
  private static final double VARIANCE_MIN = 1e-4;
  private static final int NUMBERS = 3;

  /** By knot, pace and part: how many, sum of squares along, sum of squares across. */
  private final double[] sums = new double[Knots.COUNT * PACES * PARTS * NUMBERS];

  Spread() {
    for (int knot = 0; knot < Knots.COUNT; knot++) {
      for (int pace = 0; pace < PACES; pace++) {
        for (int part = 0; part < PARTS; part++) {
          int at = at(knot, pace, part);
          double metres = PRIOR[part] * (pace == PACES - 1 ? RUNNING : 1) * Knots.seconds(knot);
          sums[at] = PRIOR_COUNT * weight(part);
          sums[at + 1] = sums[at] * metres * metres;
          sums[at + 2] = sums[at + 1];
        }
      }
    }
  }

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

  /** Square metres. */
  double along(int knot, int pace, int part) {
    int at = at(knot, pace, part);
    return Math.max(VARIANCE_MIN, sums[at + 1] / sums[at]);
  }

  /** Square metres. */
  double across(int knot, int pace, int part) {
    int at = at(knot, pace, part);
    return Math.max(VARIANCE_MIN, sums[at + 2] / sums[at]);
  }

  /** Density at a distance from the mean, times the weight of the part. */
  double density(int knot, int pace, int part, double along, double across) {
    double varianceAlong = along(knot, pace, part);
    double varianceAcross = across(knot, pace, part);
    double distance = along * along / varianceAlong + across * across / varianceAcross;
    return weight(part) * Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(varianceAlong * varianceAcross));
  }

  /** Learns that somebody was that far from the mean, with the responsibility of a part for it, 0 to 1. */
  void learn(int knot, int pace, int part, double responsibility, double along, double across) {
    int at = at(knot, pace, part);
    sums[at] += responsibility;
    sums[at + 1] += responsibility * along * along;
    sums[at + 2] += responsibility * across * across;
  }

  private static int at(int knot, int pace, int part) {
    return ((knot * PACES + pace) * PARTS + part) * NUMBERS;
  }

  void write(DataOutput out) throws IOException {
    for (double sum : sums) {
      out.writeDouble(sum);
    }
  }

  void read(DataInput in) throws IOException {
    for (int at = 0; at < sums.length; at++) {
      sums[at] = in.readDouble();
    }
  }
}
