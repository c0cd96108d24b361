package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final int COUNT = 100;

  @Test
  void keepsGroupsTogetherAndSpreadsTheLabels() {
    int[] fold = Folds.deal(COUNT, 5, i -> i / 2, i -> i < 20);
    for (int i = 0; i < COUNT; i += 2) {
      assertThat(fold[i]).isEqualTo(fold[i + 1]);
    }
    for (int f = 0; f < 5; f++) {
      int wanted = f;
      assertThat(Arrays.stream(fold, 0, 20).filter(x -> x == wanted).count()).isEqualTo(4);
      assertThat(Arrays.stream(fold).filter(x -> x == wanted).count()).isEqualTo(20);
    }
  }

  @Test
  void dealsTheSameAgain() {
    assertThat(Folds.deal(COUNT, 3, i -> i, i -> false)).isEqualTo(Folds.deal(COUNT, 3, i -> i, i -> false));
  }
}
