package io.forebay.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Deals examples into folds: groups stay together, labels are spread evenly, the order is shuffled with a fixed seed. */
final class Folds {
  private static final long SEED = 20_021_010;

  private Folds() {}

  /**
   * The fold of each example.
   *
   * @param count how many examples
   * @param folds how many folds, at least 2
   * @param group the group of an example
   * @param positive its label; a group goes by its first example's
   */
  static int[] deal(int count, int folds, IntUnaryOperator group, IntPredicate positive) {
    Map<Integer, List<Integer>> members = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int key = group.applyAsInt(i);
      if (!members.containsKey(key)) {
        order.add(key);
      }
      members.computeIfAbsent(key, unseen -> new ArrayList<>()).add(i);
    }
    Collections.shuffle(order, new Random(SEED));
    int[] fold = new int[count];
    int[][] sizes = new int[2][folds];
    for (int key : order) {
      int[] load = sizes[positive.test(members.get(key).getFirst()) ? 1 : 0];
      int least = leastLoaded(load);
      load[least] += members.get(key).size();
      members.get(key).forEach(i -> fold[i] = least);
    }
    return fold;
  }

  private static int leastLoaded(int[] load) {
    int least = Arrays.stream(load).min().orElseThrow();
    int at = 0;
    while (load[at] != least) {
      at++;
    }
    return at;
  }
}
