package io.forebay.features;

import java.util.Arrays;
import java.util.List;

/**
 * How much the linear scores and those of the trees count in the softmax; both factors together are the temperature, so that fitting
 * them to rows that neither has seen calibrates the probabilities.
 *
 * <p>Sources: Wolpert, Stacked Generalization, Neural Networks 5, 1992; Guo and others, On Calibration of Modern Neural Networks,
 * ICML 2017 (temperature).
 *
 * @param linear factor of the linear scores, not negative
 * @param trees factor of the scores of trees, not negative
 */
record Blend(double linear, double trees) {
  private static final double RIDGE = 1e-3;
  private static final int STEPS = 50;

  Blend {
    if (!(linear >= 0) || !(trees >= 0) || linear + trees > 1e6) {
      throw new IllegalArgumentException("factors of a blend must be 0 to 1e6, got " + linear + " and " + trees);
    }
  }

  /** A fitted blend and its mean log loss in nats on the rows that it was fitted to. */
  record Fit(Blend blend, double logLoss) {}

  /**
   * Finds the blend of the least log loss.
   *
   * @param linear scores by row and label
   * @param trees the same of the trees
   * @param label of each row
   */
  static Fit fit(double[][] linear, double[][] trees, int[] label) {
    Fit best = null;
    for (boolean[] use : List.of(new boolean[] {true, true}, new boolean[] {true, false}, new boolean[] {false, true})) {
      double[] factors = newton(linear, trees, label, use);
      if (factors[0] >= 0 && factors[1] >= 0) {
        double loss = logLoss(linear, trees, label, factors[0], factors[1]);
        if (best == null || loss < best.logLoss()) {
          best = new Fit(new Blend(factors[0], factors[1]), loss);
        }
      }
    }
    return best == null ? new Fit(new Blend(0, 0), Math.log(linear[0].length)) : best;
  }

  private static double[] newton(double[][] linear, double[][] trees, int[] label, boolean[] use) {
    double[] factors = {use[0] ? 0.5 : 0, use[1] ? 0.5 : 0};
    double[] sums = new double[5];
    for (int step = 0; step < STEPS; step++) {
      derivatives(linear, trees, label, factors, sums);
      double gl = sums[0] + RIDGE * factors[0];
      double gt = sums[1] + RIDGE * factors[1];
      double hll = sums[2] + RIDGE;
      double hlt = use[0] && use[1] ? sums[3] : 0;
      double htt = sums[4] + RIDGE;
      double determinant = hll * htt - hlt * hlt;
      double moveLinear = use[0] ? Math.clamp((htt * gl - hlt * gt) / determinant, -0.5, 0.5) : 0;
      double moveTrees = use[1] ? Math.clamp((hll * gt - hlt * gl) / determinant, -0.5, 0.5) : 0;
      factors[0] -= moveLinear;
      factors[1] -= moveTrees;
      if (Math.abs(moveLinear) + Math.abs(moveTrees) < 1e-9) {
        break;
      }
    }
    return factors;
  }

  /** Means over rows of the gradient (linear, trees) and the curvature (linear, both, trees) of the log loss. */
  private static void derivatives(double[][] linear, double[][] trees, int[] label, double[] factors, double[] sums) {
    Arrays.fill(sums, 0);
    int labels = linear[0].length;
    double[] p = new double[labels];
    for (int row = 0; row < label.length; row++) {
      double[] l = linear[row];
      double[] t = trees[row];
      for (int c = 0; c < labels; c++) {
        p[c] = factors[0] * l[c] + factors[1] * t[c];
      }
      Softmax.apply(p);
      double ml = 0;
      double mt = 0;
      double mll = 0;
      double mlt = 0;
      double mtt = 0;
      for (int c = 0; c < labels; c++) {
        ml += p[c] * l[c];
        mt += p[c] * t[c];
        mll += p[c] * l[c] * l[c];
        mlt += p[c] * l[c] * t[c];
        mtt += p[c] * t[c] * t[c];
      }
      sums[0] += (ml - l[label[row]]) / label.length;
      sums[1] += (mt - t[label[row]]) / label.length;
      sums[2] += (mll - ml * ml) / label.length;
      sums[3] += (mlt - ml * mt) / label.length;
      sums[4] += (mtt - mt * mt) / label.length;
    }
  }

  private static double logLoss(double[][] linear, double[][] trees, int[] label, double linearFactor, double treeFactor) {
    double sum = 0;
    double[] p = new double[linear[0].length];
    for (int row = 0; row < label.length; row++) {
      for (int c = 0; c < p.length; c++) {
        p[c] = linearFactor * linear[row][c] + treeFactor * trees[row][c];
      }
      Softmax.apply(p);
      sum -= Math.log(Math.max(1e-300, p[label[row]]));
    }
    return sum / label.length;
  }
}
