package io.forebay.features;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Parts examples into folds of like size and like labels, a group always whole in one fold. */
final class GroupFolds {
  private final int[] foldOfRow;

  private GroupFolds(int[] foldOfRow) {
    this.foldOfRow = foldOfRow;
  }

  /**
   * Deals the groups out, the largest first and else in an order that the seed gives, each to the fold where its labels are rarest.
   *
   * @param folds 2 and more
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  static GroupFolds of(Examples examples, int folds, long seed) {
    int labels = examples.labels().size();
    int groups = Arrays.stream(examples.group()).max().orElse(-1) + 1;
    int[][] counts = new int[groups][labels];
    int[] sizes = new int[groups];
    for (int i = 0; i < examples.size(); i++) {
      counts[examples.group()[i]][examples.label()[i]]++;
      sizes[examples.group()[i]]++;
    }
    long filled = Arrays.stream(sizes).filter(size -> size > 0).count();
    if (folds < 2 || filled < folds) {
      throw new IllegalArgumentException(folds + " folds need at least 2 folds and as many groups, there are " + filled + " groups");
    }
    long[] order = new SplittableRandom(seed).longs(groups).toArray();
    int[] totals = examples.counts();
    int[][] dealt = new int[folds][labels];
    int[] dealtRows = new int[folds];
    int[] foldOfGroup = new int[groups];
    IntStream.range(0, groups)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(group -> -sizes[group]).thenComparingLong(group -> order[group]))
        .forEach(
            group -> {
              int fold = rarest(counts[group], dealt, dealtRows, totals);
              foldOfGroup[group] = fold;
              dealtRows[fold] += sizes[group];
              Arrays.setAll(dealt[fold], label -> dealt[fold][label] + counts[group][label]);
            });
    return new GroupFolds(Arrays.stream(examples.group()).map(group -> foldOfGroup[group]).toArray());
  }

  /** Places of the rows of a fold. */
  int[] in(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] == fold).toArray();
  }

  /** Places of the rows of all other folds. */
  int[] notIn(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] != fold).toArray();
  }

  private static int rarest(int[] counts, int[][] dealt, int[] dealtRows, int[] totals) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int fold = 0; fold < dealt.length; fold++) {
      double crowd = 1e-6 * dealtRows[fold];
      for (int label = 0; label < counts.length; label++) {
        crowd += counts[label] == 0 ? 0 : (double) counts[label] * dealt[fold][label] / totals[label];
      }
      if (crowd < least) {
        least = crowd;
        best = fold;
      }
    }
    return best;
  }
}
