package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.classifier.FeatureVector.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermContrastTest {
  private static final List<Example> TABLE = List.of(example(true, 0, 1, 2), example(true, 0, 1, 2), example(false, 0, 1), example(false, 0, 1));

  @Test
  void enlargesATermThatTellsTheClassesApart() {
    double[] factors = factors(1, 1, 1, 1);
    assertThat(factors[2]).isGreaterThan(factors[1]);
  }

  @Test
  void leavesWhatIsNoTermAsItIs() {
    assertThat(factors(1, 1, 1, 1)[0]).isEqualTo(1);
  }

  @Test
  void countsAnExampleByItsImportance() {
    assertThat(factors(9, 9, 1, 1)[2]).isGreaterThan(factors(1, 1, 1, 1)[2]);
  }

  private static double[] factors(double... importance) {
    return TermContrast.factors(TABLE, importance, 1, 3);
  }

  private static Example example(boolean positive, int... places) {
    var vector = new FeatureVector(3, 8);
    vector.clear();
    for (int place : places) {
      vector.signal(place, 1);
    }
    return vector.toExample(positive);
  }
}
