package io.forebay.cli;

import java.util.Locale;

/**
 * How well probabilities tell yes from no.
 *
 * @param examples how many there were
 * @param positives how many of them really were yes
 * @param threshold from this probability on the answer was yes
 * @param accuracy share of right answers
 * @param precision share of true ones among the yes answers
 * @param recall share of the yes answers among the true ones
 * @param f1 harmonic mean of both
 * @param falsePositives how many were wrongly called yes
 * @param falsePositiveRate their share of all that really were no
 * @param unsureShare share of examples inside the abstain band; they count as no above
 * @param f1WithoutUnsure F1 of the rest
 * @param logLoss mean negative log likelihood, in nats
 * @param calibrationError mean distance between probability and share of yes, over ten bins
 */
record BinaryFigures(
    int examples,
    int positives,
    double threshold,
    double accuracy,
    double precision,
    double recall,
    double f1,
    int falsePositives,
    double falsePositiveRate,
    double unsureShare,
    double f1WithoutUnsure,
    double logLoss,
    double calibrationError) {
  private static final int BINS = 10;

  /**
   * Counts.
   *
   * @param no at most this probability is a no
   * @param yes at least this probability is a yes
   */
  static BinaryFigures of(double[] probability, boolean[] positive, double no, double yes) {
    int tp = 0;
    int fp = 0;
    int fn = 0;
    int fnUnsure = 0;
    int unsure = 0;
    double loss = 0;
    double[] binSum = new double[BINS];
    double[] binYes = new double[BINS];
    for (int i = 0; i < probability.length; i++) {
      double p = probability[i];
      boolean saysYes = p >= yes;
      boolean isUnsure = !saysYes && p > no;
      tp += saysYes && positive[i] ? 1 : 0;
      fp += saysYes && !positive[i] ? 1 : 0;
      fn += !saysYes && positive[i] ? 1 : 0;
      fnUnsure += isUnsure && positive[i] ? 1 : 0;
      unsure += isUnsure ? 1 : 0;
      loss -= Math.log(Math.max(1e-12, positive[i] ? p : 1 - p));
      int bin = (int) Math.min(BINS - 1, p * BINS);
      binSum[bin] += p;
      binYes[bin] += positive[i] ? 1 : 0;
    }
    int n = probability.length;
    double distance = 0;
    for (int bin = 0; bin < BINS; bin++) {
      distance += Math.abs(binSum[bin] - binYes[bin]);
    }
    return new BinaryFigures(
        n, tp + fn, yes, share(n - fp - fn, n), share(tp, tp + fp), share(tp, tp + fn), share(2 * tp, 2 * tp + fp + fn), fp, share(fp, n - tp - fn),
        share(unsure, n), share(2 * tp, 2 * tp + fp + fn - fnUnsure), loss / Math.max(1, n), distance / Math.max(1, n));
  }

  /** The figures for people, a line each. */
  String text() {
    return String.format(
        Locale.ROOT,
        """
        examples             %d, of which %d yes
        accuracy             %.4f
        precision            %.4f
        recall               %.4f
        F1                   %.4f
        false positives      %d, %.2f %% of what is no
        abstained            %.2f %% (count as no above; F1 without them %.4f)
        log loss             %.4f
        calibration error    %.4f""",
        examples, positives, accuracy, precision, recall, f1, falsePositives, 100 * falsePositiveRate, 100 * unsureShare, f1WithoutUnsure, logLoss, calibrationError);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
