package io.forebay.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A trained linear model: for each label a bias and a weight for each feature's distance from its mean in training, so that a missing
 * feature counts as an ordinary one. Immutable and shareable.
 */
final class LinearScores {
  private final int labels;
  private final float[] means;
  private final float[] biases;
  private final float[] weights;

  /**
   * Weights by label, then by feature.
   *
   * @param weights of features in their own units
   */
  LinearScores(float[] means, float[] biases, float[] weights) {
    this.labels = biases.length;
    this.means = means;
    this.biases = biases;
    this.weights = weights;
  }

  /**
   * Adds the scores of the labels.
   *
   * @param values by feature, NaN where missing
   * @param factor of the scores
   * @param scores by label, added to
   */
  void addTo(double[] values, double factor, double[] scores) {
    int at = 0;
    for (int label = 0; label < labels; label++) {
      double sum = biases[label];
      for (int feature = 0; feature < means.length; feature++) {
        double distance = values[feature] - means[feature];
        sum += distance == distance ? weights[at + feature] * distance : 0;
      }
      at += means.length;
      scores[label] += factor * sum;
    }
  }

  void write(DataOutput out) throws IOException {
    Floats.write(out, means);
    Floats.write(out, biases);
    Floats.write(out, weights);
  }

  static LinearScores read(DataInput in, int labels, int features) throws IOException {
    return new LinearScores(Floats.read(in, features), Floats.read(in, labels), Floats.read(in, labels * features));
  }
}
