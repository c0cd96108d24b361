package io.forebay.features;

import java.util.SplittableRandom;

/**
 * Boosts trees round by round, each round a tree for each label, against the multinomial log loss.
 *
 * <p>Source: Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of Statistics 29, 2001, algorithm 6, with
 * Newton's steps.
 */
final class TreeBoosting {
  private final Examples examples;
  private final double rowShare;
  private final SplittableRandom random;
  private final TreeGrower grower;
  private final TreeLayout layout = new TreeLayout();
  private final double[][] scores;
  private final double[][] probabilities;
  private final double[] gradients;
  private final double[] curvatures;

  TreeBoosting(Examples examples, TrainingOptions options) {
    this.examples = examples;
    this.rowShare = options.rowShare();
    this.random = new SplittableRandom(options.seed());
    this.grower = new TreeGrower(BinnedFeatures.of(examples), options, random.split());
    int labels = examples.labels().size();
    this.scores = new double[labels][examples.size()];
    this.probabilities = new double[labels][examples.size()];
    this.gradients = new double[examples.size()];
    this.curvatures = new double[examples.size()];
  }

  /** Adds one round. */
  void grow() {
    double[] ofRow = new double[scores.length];
    boolean[] learnsFrom = new boolean[examples.size()];
    for (int row = 0; row < examples.size(); row++) {
      learnsFrom[row] = rowShare == 1 || random.nextDouble() < rowShare;
      for (int label = 0; label < scores.length; label++) {
        ofRow[label] = scores[label][row];
      }
      Softmax.apply(ofRow);
      for (int label = 0; label < scores.length; label++) {
        probabilities[label][row] = ofRow[label];
      }
    }
    for (int label = 0; label < scores.length; label++) {
      for (int row = 0; row < examples.size(); row++) {
        double p = probabilities[label][row];
        gradients[row] = learnsFrom[row] ? p - (examples.label()[row] == label ? 1 : 0) : 0;
        curvatures[row] = learnsFrom[row] ? p * (1 - p) : 0;
      }
      grower.grow(gradients, curvatures, layout, scores[label]);
    }
  }

  /** What the rounds so far have learned. */
  TreeScores scores() {
    return layout.toScores(scores.length);
  }
}
