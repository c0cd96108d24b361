package io.forebay.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlendTest {
  private static final int ROWS = 5_000;

  /** Labels drawn by these factors of scores that are drawn too. */
  private static Blend fitted(double linearFactor, double treeFactor) {
    var random = new SplittableRandom(1);
    double[][] linear = new double[ROWS][];
    double[][] trees = new double[ROWS][];
    int[] label = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      linear[row] = random.doubles(3, -2, 2).toArray();
      trees[row] = random.doubles(3, -2, 2).toArray();
      double[] p = new double[3];
      for (int c = 0; c < 3; c++) {
        p[c] = linearFactor * linear[row][c] + treeFactor * trees[row][c];
      }
      Softmax.apply(p);
      double drawn = random.nextDouble();
      label[row] = drawn < p[0] ? 0 : drawn < p[0] + p[1] ? 1 : 2;
    }
    return Blend.fit(linear, trees, label).blend();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0.3, 1.5", "2, 0.5"})
  void findsTheFactorsThatLabelsWereDrawnBy(double linear, double trees) {
    Blend blend = fitted(linear, trees);
    assertThat(blend.linear()).isCloseTo(linear, within(0.1));
    assertThat(blend.trees()).isCloseTo(trees, within(0.1));
  }

  @Test
  void leavesOutScoresThatPointTheWrongWay() {
    Blend blend = fitted(-1, 1);
    assertThat(blend.linear()).isZero();
    assertThat(blend.trees()).isPositive();
  }

  @Test
  void leavesOutBothWhereBothPointTheWrongWay() {
    assertThat(fitted(-1, -1)).isEqualTo(new Blend(0, 0));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "1, NaN", "1e7, 0"})
  void refusesFactorsThatTurnOrLoseScores(double linear, double trees) {
    assertThatThrownBy(() -> new Blend(linear, trees)).isInstanceOf(IllegalArgumentException.class);
  }
}
