package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinaryFiguresTest {
  @Test
  void countsByHandTheSame() {
    double[] probability = {0.9, 0.8, 0.4, 0.1, 0.7, 0.2, 0.1, 0.45};
    boolean[] positive = {true, true, true, true, false, false, false, false};
    BinaryFigures figures = BinaryFigures.of(probability, positive, 0.3, 0.5);
    assertThat(figures.precision()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(figures.recall()).isEqualTo(0.5);
    assertThat(figures.f1()).isCloseTo(4 / 7.0, within(1e-9));
    assertThat(figures.accuracy()).isEqualTo(5 / 8.0);
    assertThat(figures.falsePositiveRate()).isEqualTo(0.25);
    assertThat(figures.unsureShare()).isEqualTo(0.25);
    assertThat(figures.f1WithoutUnsure()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void findsNoErrorInProbabilitiesThatAreRight() {
    assertThat(BinaryFigures.of(new double[] {1, 0}, new boolean[] {true, false}, 0.3, 0.5).calibrationError()).isZero();
  }

  @Test
  void answersZeroWhereThereIsNothingToDivideBy() {
    assertThat(BinaryFigures.of(new double[0], new boolean[0], 0.3, 0.5).f1()).isZero();
  }
}
