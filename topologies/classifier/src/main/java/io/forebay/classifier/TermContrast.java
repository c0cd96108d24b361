package io.forebay.classifier;

import io.forebay.classifier.FeatureVector.Example;
import java.util.Arrays;
import java.util.List;

/**
 * How much more often each term stands in one class than in the other.
 *
 * <p>A term that both classes share alike is made smaller before training, one that tells them apart larger, so that the penalty
 * falls on chance rather than on evidence. It is undone in the weights, so the model stays linear and reads vectors as they are.
 * Source: Wang and Manning, Baselines and Bigrams, ACL 2012; its log-count ratio, without the sign.
 */
final class TermContrast {
  private static final double SMOOTHING = 1;
  private static final double LEAST = 0.2;

  private TermContrast() {}

  /**
   * The factor of each place, 1 for places that are no terms.
   *
   * @param examples with all places below {@code places}
   * @param importance what each example counts
   * @param firstTerm places from here on are terms
   * @param places number of places of a vector
   */
  static double[] factors(List<Example> examples, double[] importance, int firstTerm, int places) {
    double[] positive = new double[places];
    double[] negative = new double[places];
    double positives = 2 * SMOOTHING;
    double negatives = 2 * SMOOTHING;
    for (int e = 0; e < importance.length; e++) {
      boolean isPositive = examples.get(e).positive();
      double[] counts = isPositive ? positive : negative;
      positives += isPositive ? importance[e] : 0;
      negatives += isPositive ? 0 : importance[e];
      for (int place : examples.get(e).indices()) {
        counts[place] += importance[e];
      }
    }
    double[] factors = new double[places];
    Arrays.fill(factors, 0, firstTerm, 1);
    for (int place = firstTerm; place < places; place++) {
      double ratio = (positive[place] + SMOOTHING) / positives / ((negative[place] + SMOOTHING) / negatives);
      factors[place] = Math.sqrt(LEAST + Math.abs(Math.log(ratio)));
    }
    return factors;
  }
}
