package io.forebay.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupFoldsTest {
  private static Examples grouped(int rows, int groups) {
    int[] group = new int[rows];
    int[] label = new int[rows];
    Arrays.setAll(group, i -> i % groups);
    Arrays.setAll(label, i -> i % groups % 3 == 0 ? 1 : 0);
    return new Examples(List.of("no", "yes"), List.of("x"), new double[rows][1], label, group);
  }

  @Property(tries = 100)
  void neverPartsAGroupAndLosesNoRow(@ForAll @IntRange(min = 5, max = 40) int groups, @ForAll @IntRange(min = 2, max = 5) int folds, @ForAll long seed) {
    Examples examples = grouped(4 * groups, groups);
    GroupFolds parts = GroupFolds.of(examples, folds, seed);
    int rows = 0;
    for (int fold = 0; fold < folds; fold++) {
      var in = Arrays.stream(parts.in(fold)).map(row -> examples.group()[row]).boxed().toList();
      var out = Arrays.stream(parts.notIn(fold)).map(row -> examples.group()[row]).boxed().toList();
      assertThat(in).isNotEmpty().doesNotContainAnyElementsOf(out);
      rows += in.size();
      assertThat(in.size() + out.size()).isEqualTo(examples.size());
    }
    assertThat(rows).isEqualTo(examples.size());
  }

  @Test
  void spreadsLabelsEvenly() {
    Examples examples = grouped(300, 300);
    GroupFolds parts = GroupFolds.of(examples, 5, 1);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(Arrays.stream(parts.in(fold)).map(row -> examples.label()[row]).sum()).isEqualTo(20);
      assertThat(parts.in(fold)).hasSize(60);
    }
  }

  @Test
  void dealsTheSameForTheSameSeedAndOtherwiseForAnother() {
    Examples examples = grouped(300, 100);
    assertThat(GroupFolds.of(examples, 5, 7).in(0)).isEqualTo(GroupFolds.of(examples, 5, 7).in(0)).isNotEqualTo(GroupFolds.of(examples, 5, 8).in(0));
  }

  @Test
  void refusesMoreFoldsThanGroups() {
    assertThatThrownBy(() -> GroupFolds.of(grouped(9, 3), 4, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 groups");
  }
}
