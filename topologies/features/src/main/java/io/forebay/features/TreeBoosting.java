package io.forebay.features;

import java.util.List;

/**
 * Boosts small, middling and large trees side by side, each round a tree of each size for each label, against the multinomial log loss.
 *
 * <p>Source: Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of Statistics 29, 2001, algorithm 6, with
 * Newton's steps.
 */
final class TreeBoosting {
  private final Examples examples;
  private final List<TreeGrower> growers;
  private final TreeLayout layout = new TreeLayout();
  private final double[][][] scores;
  private final double[][] gradients;
  private final double[][] curvatures;

  TreeBoosting(Examples examples, TrainingOptions options) {
    this.examples = examples;
    BinnedFeatures binned = BinnedFeatures.of(examples);
    int leaves = options.leaves();
    int rows = options.leafRowsMin();
    this.growers =
        List.of(
            new TreeGrower(binned, options.learningRate(), leaves / 2 + 1, rows),
            new TreeGrower(binned, options.learningRate(), leaves, rows + 1),
            new TreeGrower(binned, options.learningRate(), leaves + leaves / 2, rows + 2));
    int labels = examples.labels().size();
    this.scores = new double[growers.size()][labels][examples.size()];
    this.gradients = new double[labels][examples.size()];
    this.curvatures = new double[labels][examples.size()];
  }

  /** Adds one round of each size; those of one size know nothing of the others. */
  void grow() {
    for (int size = 0; size < scores.length; size++) {
      differentiate(scores[size]);
      for (int label = 0; label < gradients.length; label++) {
        growers.get(size).grow(gradients[label], curvatures[label], layout, scores[size][label]);
      }
    }
  }

  /** What the rounds so far have learned. */
  TreeScores scores() {
    return layout.toScores(gradients.length);
  }

  private void differentiate(double[][] ofSize) {
    double[] ofRow = new double[ofSize.length];
    for (int row = 0; row < examples.size(); row++) {
      for (int label = 0; label < ofRow.length; label++) {
        ofRow[label] = ofSize[label][row];
      }
      Softmax.apply(ofRow);
      for (int label = 0; label < ofRow.length; label++) {
        gradients[label][row] = ofRow[label] - (examples.label()[row] == label ? 1 : 0);
        curvatures[label][row] = ofRow[label] * (1 - ofRow[label]);
      }
    }
  }
}
