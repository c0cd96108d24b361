package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.classifier.FeatureVector.Example;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private static final List<Example> TABLE = List.of(example(true, 0, 2), example(true, 0), example(false, 1, 2), example(false, 1));

  @Test
  void findsWhatTellsTheClassesApart() {
    double[] weights = train(0.1, new double[3]);
    assertThat(weights[0]).isPositive();
    assertThat(weights[1]).isNegative();
    assertThat(weights[2]).isCloseTo(0, within(0.05));
  }

  @Test
  void givesTheSameWeightsAgain() {
    assertThat(train(0.5, new double[3])).isEqualTo(train(0.5, new double[3]));
  }

  @Test
  void staysCloserToZeroTheStrongerThePenalty() {
    assertThat(train(10, new double[3])[0]).isLessThan(train(0.1, new double[3])[0]);
  }

  @Test
  void keepsTheBeliefAboutWhatItHasNotSeen() {
    assertThat(train(1, new double[] {0, 0, 0, 0.7})[3]).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void findsTheMinimumOfTheLoss() {
    double[] best = train(1, new double[3]);
    double loss = loss(best);
    for (int i = 0; i < best.length; i++) {
      double[] moved = best.clone();
      moved[i] += 0.01;
      assertThat(loss(moved)).isGreaterThan(loss);
      moved[i] -= 0.02;
      assertThat(loss(moved)).isGreaterThan(loss);
    }
  }

  private static double loss(double[] weights) {
    double loss = 0;
    for (int i = 0; i < weights.length - 1; i++) {
      loss += weights[i] * weights[i] / 2;
    }
    for (Example example : TABLE) {
      double score = LogisticRegression.score(example, weights);
      loss += Math.log1p(Math.exp(example.positive() ? -score : score));
    }
    return loss;
  }

  private static double[] train(double penalty, double[] prior) {
    double[] importance = new double[TABLE.size()];
    Arrays.fill(importance, 1);
    return new LogisticRegression(TABLE, importance, penalty, prior).train(200);
  }

  private static Example example(boolean positive, int... places) {
    var vector = new FeatureVector(4, 8);
    vector.clear();
    for (int place : places) {
      vector.signal(place, 1);
    }
    return vector.toExample(positive);
  }
}
