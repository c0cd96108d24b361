package io.forebay.classifier;

/**
 * Turns a linear model's score into a probability.
 *
 * @param slope how much the score is trusted; below 1 where later mail will be stranger than the mail that was learned from
 * @param offset moves the point at which the probability is one half
 */
record Calibration(double slope, double offset) {
  static final Calibration NONE = new Calibration(1, 0);

  Calibration {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException("a calibration needs a positive slope and a finite offset, not " + slope + " and " + offset);
    }
  }

  /** The score in units of log odds. */
  double logOdds(double score) {
    return slope * score + offset;
  }

  static double sigmoid(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  static double logit(double probability) {
    double p = Math.clamp(probability, 1e-9, 1 - 1e-9);
    return Math.log(p / (1 - p));
  }

  /**
   * Fits slope and offset to scores of examples that the model has not seen (Platt scaling with the smoothed targets of Platt 1999).
   *
   * @param scores scores of the model
   * @param positive labels, of the same length
   */
  static Calibration fit(double[] scores, boolean[] positive) {
    return fit(scores, positive, (double) count(positive) / Math.max(1, positive.length));
  }

  /**
   * Fits as {@link #fit(double[], boolean[])} does, for a place where the labels come in another mix.
   *
   * @param share of positive examples where the probability will be asked for, 0 to 1
   */
  static Calibration fit(double[] scores, boolean[] positive, double share) {
    int positives = count(positive);
    double counts = positives * (1 - share) > 0 ? share / (1 - share) * (scores.length - positives) / positives : 1;
    double high = (positives + 1.0) / (positives + 2.0);
    double low = 1.0 / (scores.length - positives + 2.0);
    double slope = 1;
    double offset = 0;
    for (int step = 0; step < 100; step++) {
      double gs = 0;
      double go = 0;
      double hss = 1e-6;
      double hso = 0;
      double hoo = 1e-6;
      for (int i = 0; i < scores.length; i++) {
        double p = sigmoid(slope * scores[i] + offset);
        double weight = positive[i] ? counts : 1;
        double error = weight * (p - (positive[i] ? high : low));
        double curvature = weight * p * (1 - p);
        gs += error * scores[i];
        go += error;
        hss += curvature * scores[i] * scores[i];
        hso += curvature * scores[i];
        hoo += curvature;
      }
      double determinant = hss * hoo - hso * hso;
      double moveSlope = Math.clamp((hoo * gs - hso * go) / determinant, -1, 1);
      double moveOffset = Math.clamp((hss * go - hso * gs) / determinant, -1, 1);
      slope = Math.max(0.01, slope - moveSlope);
      offset -= moveOffset;
      if (Math.abs(moveSlope) + Math.abs(moveOffset) < 1e-9) {
        break;
      }
    }
    return new Calibration(slope, offset);
  }

  private static int count(boolean[] labels) {
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    return count;
  }
}
