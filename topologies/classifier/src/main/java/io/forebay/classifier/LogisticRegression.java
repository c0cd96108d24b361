package io.forebay.classifier;

import io.forebay.classifier.FeatureVector.Example;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a linear model with the logistic loss and an L2 penalty by L-BFGS; the same examples in the same order give the same
 * weights.
 *
 * <p>Source: Nocedal and Wright, Numerical Optimization, algorithm 7.5, with a backtracking line search.
 */
final class LogisticRegression {
  private static final int HISTORY = 8;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  private final List<Example> examples;
  private final double[] importance;
  private final double penalty;
  private final int dimension;
  private final double[] prior;

  /**
   * A training problem.
   *
   * @param importance weight of each example in the loss
   * @param penalty strength of the L2 penalty, for a loss that is summed over the examples
   * @param prior what each weight is believed to be before anything is seen, the penalty counts from there; its length is the number
   *     of places of a vector, the bias is learned beside them and not penalised
   */
  LogisticRegression(List<Example> examples, double[] importance, double penalty, double[] prior) {
    this.examples = examples;
    this.importance = importance;
    this.penalty = penalty;
    this.prior = prior;
    this.dimension = prior.length;
  }

  /** The weights, the bias as the last element. */
  double[] train(int iterations) {
    double[] weights = Arrays.copyOf(prior, dimension + 1);
    double[] gradient = new double[dimension + 1];
    double loss = evaluate(weights, gradient);
    var steps = new double[HISTORY][];
    var changes = new double[HISTORY][];
    double first = norm(gradient);
    for (int k = 0; k < iterations && norm(gradient) > 1e-4 * first; k++) {
      double[] direction = direction(gradient, steps, changes, k);
      double slope = dot(direction, gradient);
      double length = k == 0 ? 1 / Math.max(1, first) : 1;
      double[] next = new double[dimension + 1];
      double[] nextGradient = new double[dimension + 1];
      double nextLoss = Double.POSITIVE_INFINITY;
      for (int tries = 0; tries < 30; tries++, length /= 2) {
        for (int i = 0; i <= dimension; i++) {
          next[i] = weights[i] + length * direction[i];
        }
        nextLoss = evaluate(next, nextGradient);
        if (nextLoss <= loss + SUFFICIENT_DECREASE * length * slope) {
          break;
        }
      }
      if (!(nextLoss < loss)) {
        break;
      }
      steps[k % HISTORY] = minus(next, weights);
      changes[k % HISTORY] = minus(nextGradient, gradient);
      weights = next;
      gradient = nextGradient;
      loss = nextLoss;
    }
    return weights;
  }

  static double score(Example example, double[] weights) {
    double score = weights[weights.length - 1];
    int[] indices = example.indices();
    float[] values = example.values();
    for (int i = 0; i < indices.length; i++) {
      score += weights[indices[i]] * values[i];
    }
    return score;
  }

  private double evaluate(double[] weights, double[] gradient) {
    double loss = 0;
    for (int i = 0; i < dimension; i++) {
      double distance = weights[i] - prior[i];
      gradient[i] = penalty * distance;
      loss += penalty / 2 * distance * distance;
    }
    gradient[dimension] = 0;
    for (int e = 0; e < examples.size(); e++) {
      Example example = examples.get(e);
      double sign = example.positive() ? 1 : -1;
      double margin = sign * score(example, weights);
      loss += importance[e] * softplus(-margin);
      double pull = -sign * importance[e] * Calibration.sigmoid(-margin);
      int[] indices = example.indices();
      float[] values = example.values();
      for (int i = 0; i < indices.length; i++) {
        gradient[indices[i]] += pull * values[i];
      }
      gradient[dimension] += pull;
    }
    return loss;
  }

  private static double[] direction(double[] gradient, double[][] steps, double[][] changes, int k) {
    double[] q = gradient.clone();
    int oldest = Math.max(0, k - HISTORY);
    double[] alpha = new double[HISTORY];
    for (int i = k - 1; i >= oldest; i--) {
      int slot = i % HISTORY;
      alpha[slot] = dot(steps[slot], q) / dot(steps[slot], changes[slot]);
      addScaled(q, -alpha[slot], changes[slot]);
    }
    if (k > 0) {
      int last = (k - 1) % HISTORY;
      double scale = dot(steps[last], changes[last]) / dot(changes[last], changes[last]);
      Arrays.setAll(q, i -> q[i] * scale);
    }
    for (int i = oldest; i < k; i++) {
      int slot = i % HISTORY;
      double beta = dot(changes[slot], q) / dot(steps[slot], changes[slot]);
      addScaled(q, alpha[slot] - beta, steps[slot]);
    }
    Arrays.setAll(q, i -> -q[i]);
    return q;
  }

  private static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static void addScaled(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
