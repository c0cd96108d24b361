package io.forebay.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureTrainerTest {
  private final FeatureTrainer trainer = new FeatureTrainer(Clouds.QUICK);

  @Test
  void tellsTheSidesOfALineApart() {
    FeatureModel model = trainer.train(Clouds.line(300, 1));
    assertThat(Clouds.accuracy(Clouds.line(1_000, 2), model)).isGreaterThan(0.96);
  }

  @Test
  void tellsNarrowBandsApartThatNoLineCan() {
    FeatureModel model = trainer.train(Clouds.bands(400, 1));
    assertThat(Clouds.accuracy(Clouds.bands(1_000, 2), model)).isGreaterThan(0.95);
  }

  @Test
  void learnsFromRowsWithMissingValuesAndAnswersThem() {
    FeatureModel model = trainer.train(Clouds.without(Clouds.bands(600, 1), 0.1, 3));
    assertThat(Clouds.accuracy(Clouds.bands(1_000, 2), model)).isGreaterThan(0.9);
    assertThat(Clouds.accuracy(Clouds.without(Clouds.bands(1_000, 2), 0.1, 4), model)).isGreaterThan(0.8);
  }

  @Test
  void learnsThatAMissingValueTellsSomething() {
    Examples line = Clouds.line(400, 1);
    for (int i = 0; i < line.size(); i++) {
      line.rows()[i][2] = line.label()[i] == 1 ? Double.NaN : line.rows()[i][2];
      line.rows()[i][0] = 0.1 * line.rows()[i][2] > 0 ? 0.01 : 0.02;
      line.rows()[i][1] = 0;
    }
    FeatureReader reader = trainer.train(line).reader();
    assertThat(reader.probabilities(Map.of("x", 0.02, "y", 0.0))[1]).isGreaterThan(reader.probabilities(Map.of("x", 0.02, "y", 0.0, "noise", 0.5))[1]);
  }

  @Test
  void saysTheSharesWhereNothingCanBeLearned() {
    Examples line = Clouds.line(400, 1);
    for (int i = 0; i < line.size(); i++) {
      line.label()[i] = i % 4 == 0 ? 1 : 0;
    }
    double[] probabilities = trainer.train(line).reader().probabilities(Map.of());
    assertThat(probabilities[1]).isCloseTo(0.25, within(0.1));
  }

  @Test
  void isAsSureAsItIsRight() {
    Examples noisy = Clouds.line(600, 1);
    for (int i = 0; i < noisy.size(); i += 5) {
      noisy.label()[i] = 1 - noisy.label()[i];
    }
    double[][] probabilities = new CrossValidation(Clouds.QUICK).probabilities(noisy, 3);
    double sure = 0;
    double right = 0;
    for (int i = 0; i < noisy.size(); i++) {
      int said = Clouds.likeliest(probabilities[i]);
      sure += probabilities[i][said] / noisy.size();
      right += said == noisy.label()[i] ? 1.0 / noisy.size() : 0;
    }
    assertThat(sure).isCloseTo(right, within(0.04));
  }

  @Test
  void givesTheSameModelForTheSameExamples() {
    assertThat(trainer.train(Clouds.bands(100, 1)).toBytes()).isEqualTo(new FeatureTrainer(Clouds.QUICK).train(Clouds.bands(100, 1)).toBytes());
  }

  @Test
  void trainsWhereAFoldLacksALabel() {
    var examples =
        new Examples(List.of("a", "b", "c"), List.of("x"), new double[][] {{1}, {2}, {3}, {4}, {5}}, new int[] {0, 0, 1, 1, 2}, new int[] {0, 1, 2, 3, 4});
    assertThat(trainer.train(examples).reader().probabilities(Map.of("x", 1.0))).hasSize(3).doesNotContain(Double.NaN);
  }

  @Test
  void refusesToTrainOnASingleGroup() {
    var examples = new Examples(List.of("a", "b"), List.of("x"), new double[][] {{1}, {2}}, new int[] {0, 1}, new int[] {0, 0});
    assertThatThrownBy(() -> trainer.train(examples)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 groups");
  }
}
