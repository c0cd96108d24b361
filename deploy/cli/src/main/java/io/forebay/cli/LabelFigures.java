package io.forebay.cli;

import io.forebay.features.Examples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well probabilities tell labels apart.
 *
 * @param examples how many rows were asked about
 * @param groups how many people, videos or sequences they come from
 * @param labels what is told apart
 * @param accuracy share of rows whose likeliest label was right
 * @param majorityAccuracy the same of always saying the most frequent label
 * @param auc chance that a row of a label is given more of it than a row of another: of the last label where there are two, else the mean over labels
 * @param logLoss mean negative log likelihood of the right label, in nats
 * @param brier mean squared distance of the probabilities from the truth, summed over labels, 0 to 2
 * @param majorityBrier the same of always giving each label its share
 * @param calibrationError mean distance between the likeliest label's probability and how often it was right, over ten bins
 * @param confusion rows by true label, then by said label
 */
record LabelFigures(
    int examples,
    int groups,
    List<String> labels,
    double accuracy,
    double majorityAccuracy,
    double auc,
    double logLoss,
    double brier,
    double majorityBrier,
    double calibrationError,
    List<List<Integer>> confusion) {
  private static final int BINS = 10;

  /**
   * Counts.
   *
   * @param probabilities by row and label
   */
  static LabelFigures of(Examples examples, double[][] probabilities) {
    int n = examples.size();
    int labels = examples.labels().size();
    int[][] confusion = new int[labels][labels];
    double loss = 0;
    double brier = 0;
    double[] sure = new double[BINS];
    double[] right = new double[BINS];
    for (int row = 0; row < n; row++) {
      double[] p = probabilities[row];
      int truth = examples.label()[row];
      int said = likeliest(p);
      confusion[truth][said]++;
      loss -= Math.log(Math.max(1e-12, p[truth])) / n;
      for (int label = 0; label < labels; label++) {
        double miss = p[label] - (label == truth ? 1 : 0);
        brier += miss * miss / n;
      }
      int bin = Math.min(BINS - 1, (int) (p[said] * BINS));
      sure[bin] += p[said];
      right[bin] += said == truth ? 1 : 0;
    }
    double distance = IntStream.range(0, BINS).mapToDouble(bin -> Math.abs(sure[bin] - right[bin])).sum();
    double[] shares = Arrays.stream(confusion).mapToDouble(said -> (double) Arrays.stream(said).sum() / n).toArray();
    double agreement = IntStream.range(0, labels).mapToDouble(label -> confusion[label][label]).sum() / n;
    double auc =
        labels == 2
            ? auc(examples, probabilities, 1)
            : IntStream.range(0, labels).filter(label -> shares[label] > 0).mapToDouble(label -> auc(examples, probabilities, label)).average().orElse(0);
    return new LabelFigures(
        n, (int) Arrays.stream(examples.group()).distinct().count(), examples.labels(), agreement, Arrays.stream(shares).max().orElse(0), auc, loss, brier,
        1 - Arrays.stream(shares).map(share -> share * share).sum(), distance / n, Arrays.stream(confusion).map(said -> Arrays.stream(said).boxed().toList()).toList());
  }

  /** By ranks, ties shared (Mann and Whitney 1947). */
  private static double auc(Examples examples, double[][] probabilities, int label) {
    int n = examples.size();
    int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(row -> probabilities[row][label])).mapToInt(row -> row).toArray();
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      int tied = 0;
      while (to < n && probabilities[order[to]][label] == probabilities[order[from]][label]) {
        tied += examples.label()[order[to]] == label ? 1 : 0;
        to++;
      }
      ranks += tied * (from + to + 1) / 2.0;
      positives += tied;
      from = to;
    }
    long negatives = n - positives;
    return positives == 0 || negatives == 0 ? 0.5 : (ranks - positives * (positives + 1) / 2.0) / positives / negatives;
  }

  private static int likeliest(double[] probabilities) {
    return IntStream.range(0, probabilities.length).reduce(0, (best, label) -> probabilities[label] > probabilities[best] ? label : best);
  }

  /** The figures for people, a line each. */
  String text() {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                examples             %d, in %d groups
                accuracy             %.4f, majority %.4f
                AUC                  %.4f
                log loss             %.4f
                Brier score          %.4f, of the shares %.4f
                calibration error    %.4f
                """,
                examples, groups, accuracy, majorityAccuracy, auc, logLoss, brier, majorityBrier, calibrationError));
    text.append(String.format("%-20s", "true, said as"));
    labels.forEach(label -> text.append(String.format(" %12s", SafeText.of(label))));
    for (int label = 0; label < labels.size(); label++) {
      text.append(String.format("%n%-20s", SafeText.of(labels.get(label))));
      confusion.get(label).forEach(count -> text.append(String.format(" %12d", count)));
    }
    return text.toString();
  }
}
