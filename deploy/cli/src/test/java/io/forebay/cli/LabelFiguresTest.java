package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.features.Examples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFiguresTest {
  private static Examples examples(int... label) {
    int[] group = new int[label.length];
    Arrays.setAll(group, i -> i / 2);
    return new Examples(List.of("no", "yes"), List.of("x"), new double[label.length][1], label, group);
  }

  private static double[][] yes(double... probabilities) {
    return Arrays.stream(probabilities).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new);
  }

  @Test
  void countsRightAnswersBesideTheMajority() {
    LabelFigures figures = LabelFigures.of(examples(0, 0, 0, 1), yes(0.1, 0.2, 0.9, 0.8));
    assertThat(figures.accuracy()).isEqualTo(0.75);
    assertThat(figures.majorityAccuracy()).isEqualTo(0.75);
    assertThat(figures.groups()).isEqualTo(2);
    assertThat(figures.confusion()).containsExactly(List.of(2, 1), List.of(0, 1));
  }

  @Test
  void ranksByPairsAndSharesTies() {
    assertThat(LabelFigures.of(examples(0, 1, 0, 1), yes(0.1, 0.4, 0.35, 0.8)).auc()).isEqualTo(1);
    assertThat(LabelFigures.of(examples(0, 0, 1, 1), yes(0.1, 0.4, 0.35, 0.8)).auc()).isEqualTo(0.75);
    assertThat(LabelFigures.of(examples(0, 1, 0, 1), yes(0.5, 0.5, 0.5, 0.5)).auc()).isEqualTo(0.5);
  }

  @Test
  void measuresHowFarProbabilitiesAreFromTheTruth() {
    LabelFigures figures = LabelFigures.of(examples(0, 1), yes(0.2, 0.8));
    assertThat(figures.brier()).isCloseTo(0.08, within(1e-9));
    assertThat(figures.majorityBrier()).isCloseTo(0.5, within(1e-9));
    assertThat(figures.logLoss()).isCloseTo(-Math.log(0.8), within(1e-9));
    assertThat(figures.calibrationError()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void findsNoErrorInWhatIsAsSureAsItIsRight() {
    assertThat(LabelFigures.of(examples(1, 1, 1, 1, 0), yes(0.8, 0.8, 0.8, 0.8, 0.8)).calibrationError()).isCloseTo(0, within(1e-9));
  }

  @Test
  void staysFiniteWhereALabelIsAbsent() {
    assertThat(LabelFigures.of(examples(0, 0), yes(0, 1)).auc()).isEqualTo(0.5);
  }
}
