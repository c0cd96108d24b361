package io.forebay.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A trained linear model: for each label a bias and a weight for each feature, in standard deviations from its mean in training and
 * bounded, so that a missing feature counts as an ordinary one and an absurd one cannot outvote all others. Immutable and shareable.
 */
final class LinearScores {
  /** Standard deviations from the mean beyond which a value counts as no stranger. */
  static final double DEVIATIONS_MAX = 8;

  private final int labels;
  private final float[] means;
  private final float[] scales;
  private final float[] biases;
  private final float[] weights;

  /**
   * Weights by label, then by feature.
   *
   * @param scales what a distance from the mean is multiplied with: one over the standard deviation, 0 for a feature without any
   */
  LinearScores(float[] means, float[] scales, float[] biases, float[] weights) {
    this.labels = biases.length;
    this.means = means;
    this.scales = scales;
    this.biases = biases;
    this.weights = weights;
  }

  /** A value in standard deviations from the mean, bounded; 0 where it is missing. */
  static double standard(double value, float mean, float scale) {
    double deviations = (value - mean) * scale;
    return Double.isNaN(deviations) ? 0 : Math.clamp(deviations, -DEVIATIONS_MAX, DEVIATIONS_MAX);
  }

  /**
   * Adds the scores of the labels.
   *
   * @param values by feature, NaN where missing
   * @param factor of the scores
   * @param scores by label, added to
   */
  void addTo(double[] values, double factor, double[] scores) {
    for (int label = 0; label < labels; label++) {
      scores[label] += factor * biases[label];
    }
    for (int feature = 0; feature < means.length; feature++) {
      double deviations = factor * standard(values[feature], means[feature], scales[feature]);
      if (deviations != 0) {
        for (int label = 0; label < labels; label++) {
          scores[label] += deviations * weights[label * means.length + feature];
        }
      }
    }
  }

  void write(DataOutput out) throws IOException {
    Floats.write(out, means);
    Floats.write(out, scales);
    Floats.write(out, biases);
    Floats.write(out, weights);
  }

  static LinearScores read(DataInput in, int labels, int features) throws IOException {
    return new LinearScores(Floats.read(in, features), Floats.read(in, features), Floats.read(in, labels), Floats.read(in, labels * features));
  }
}
