package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  @Test
  void recoversSlopeAndOffsetOfScoresThatAreTooSure() {
    var random = new Random(7);
    double[] scores = new double[20_000];
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextGaussian() * 4;
      labels[i] = random.nextDouble() < Calibration.sigmoid(0.5 * scores[i] - 1);
    }
    Calibration found = Calibration.fit(scores, labels);
    assertThat(found.slope()).isCloseTo(0.5, within(0.05));
    assertThat(found.offset()).isCloseTo(-1, within(0.1));
  }

  @Test
  void forgetsTheMixOfTheExamplesWhereTheShareIsGiven() {
    double[] scores = {-2, -1, 1, -1, 1, 2};
    boolean[] even = {false, false, false, true, true, true};
    double[] moreSpam = {-2, -1, 1, -1, 1, 2, -1, 1, 2, -1, 1, 2};
    boolean[] uneven = {false, false, false, true, true, true, true, true, true, true, true, true};
    assertThat(Calibration.fit(moreSpam, uneven, 0.5).logOdds(0)).isCloseTo(Calibration.fit(scores, even, 0.5).logOdds(0), within(0.3));
    assertThat(Calibration.fit(moreSpam, uneven).logOdds(0)).isGreaterThan(Calibration.fit(scores, even, 0.5).logOdds(0) + 0.5);
  }

  @Test
  void staysFiniteWhereTheClassesDoNotOverlap() {
    Calibration found = Calibration.fit(new double[] {-1, -1, 1, 1}, new boolean[] {false, false, true, true});
    assertThat(Calibration.sigmoid(found.logOdds(1))).isBetween(0.5, 0.99);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesASlopeThatTurnsOrLosesTheScore(double slope) {
    assertThatThrownBy(() -> new Calibration(slope, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
