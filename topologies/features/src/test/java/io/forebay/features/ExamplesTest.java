package io.forebay.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {
  @ParameterizedTest
  @CsvSource({"a, x, 0, 0, 1, labels", "'a,a', x, 0, 0, 1, labels", "'a,b', 'x,x', 0, 0, 1, 2", "'a,b', x, 2, 0, 1, label 2", "'a,b', x, 0, 9, 1, group 9", "'a,b', x, 0, 0, Infinity, infinite"})
  void refusesWhatCannotBeLearnedFrom(String labels, String features, int label, int group, double value, String message) {
    assertThatThrownBy(
            () ->
                new Examples(
                    List.of(labels.split(",")), List.of(features.split(",")), new double[][] {{value}}, new int[] {label}, new int[] {group}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keepsGroupsTogetherInAPart() {
    var examples = new Examples(List.of("a", "b"), List.of("x"), new double[][] {{0}, {1}, {2}, {3}}, new int[] {0, 1, 0, 1}, new int[] {3, 1, 3, 0});
    Examples part = examples.at(new int[] {0, 2, 3});
    assertThat(part.group()).containsExactly(0, 0, 1);
    assertThat(part.label()).containsExactly(0, 0, 1);
    assertThat(part.rows()[1]).containsExactly(2);
  }
}
