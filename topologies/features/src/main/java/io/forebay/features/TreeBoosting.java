package io.forebay.features;

/**
 * Boosts trees round by round, each round a tree for each label, against the multinomial log loss.
 *
 * <p>Source: Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of Statistics 29, 2001, algorithm 6, with
 * Newton's steps.
 */
final class TreeBoosting {
  private final Examples examples;
  private final TreeGrower grower;
  private final TreeLayout layout = new TreeLayout();
  private final double[][] scores;
  private final double[][] gradients;
  private final double[][] curvatures;

  TreeBoosting(Examples examples, TrainingOptions options) {
    this.examples = examples;
    this.grower = new TreeGrower(BinnedFeatures.of(examples), options);
    int labels = examples.labels().size();
    this.scores = new double[labels][examples.size()];
    this.gradients = new double[labels][examples.size()];
    this.curvatures = new double[labels][examples.size()];
  }

  /** Adds one round. */
  void grow() {
    differentiate();
    for (int label = 0; label < scores.length; label++) {
      grower.grow(gradients[label], curvatures[label], layout, scores[label]);
    }
  }

  /** What the rounds so far have learned. */
  TreeScores scores() {
    return layout.toScores(scores.length);
  }

  private void differentiate() {
    double[] ofRow = new double[scores.length];
    for (int row = 0; row < examples.size(); row++) {
      for (int label = 0; label < ofRow.length; label++) {
        ofRow[label] = scores[label][row];
      }
      Softmax.apply(ofRow);
      for (int label = 0; label < ofRow.length; label++) {
        gradients[label][row] = ofRow[label] - (examples.label()[row] == label ? 1 : 0);
        curvatures[label][row] = ofRow[label] * (1 - ofRow[label]);
      }
    }
  }
}
