package io.forebay.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups texts that are nearly the same, so that a cross-validation never tests on what it has trained on but for a name or a number.
 *
 * <p>MinHash over runs of four words without digits, banded so that texts which share most of their runs nearly always meet (Broder
 * 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). Meeting is transitive.
 */
final class NearDuplicates {
  private static final int BANDS = 10;
  private static final int ROWS = 6;
  private static final int RUN_WORDS = 4;
  private static final int MAX_CHARS = 20_000;

  private final List<Integer> parents = new ArrayList<>();
  private final Map<Long, Integer> firstOfBand = new HashMap<>();

  /** Adds a text. */
  void add(String text) {
    int self = parents.size();
    parents.add(self);
    int[] signature = signature(text);
    for (int band = 0; band < BANDS; band++) {
      long key = band;
      for (int row = 0; row < ROWS; row++) {
        key = mix(key * 31 + signature[band * ROWS + row]);
      }
      Integer first = firstOfBand.putIfAbsent(key, self);
      if (first != null) {
        parents.set(root(self), root(first));
      }
    }
  }

  /** The group of the text that was added at a place: the same number for all of the group. */
  int group(int text) {
    return root(text);
  }

  private int root(int text) {
    int at = text;
    while (parents.get(at) != at) {
      parents.set(at, parents.get(parents.get(at)));
      at = parents.get(at);
    }
    return at;
  }

  private static int[] signature(String text) {
    int[] least = new int[BANDS * ROWS];
    Arrays.fill(least, Integer.MAX_VALUE);
    long[] run = new long[RUN_WORDS];
    int words = 0;
    long word = 0;
    int end = Math.min(text.length(), MAX_CHARS);
    for (int i = 0; i <= end; i++) {
      char c = i < end ? text.charAt(i) : ' ';
      if (Character.isLetter(c)) {
        word = mix(word + Character.toLowerCase(c));
      } else if (word != 0) {
        run[words++ % RUN_WORDS] = word;
        word = 0;
        if (words >= RUN_WORDS) {
          lower(least, run, words);
        }
      }
    }
    if (words < RUN_WORDS) {
      lower(least, run, 0);
    }
    return least;
  }

  private static void lower(int[] least, long[] run, int start) {
    long hash = 0;
    for (int i = 0; i < RUN_WORDS; i++) {
      hash = mix(hash * 31 + run[(start + i) % RUN_WORDS]);
    }
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], (int) (mix(hash + i * 0x9e3779b97f4a7c15L) >>> 33));
    }
  }

  private static long mix(long value) {
    long h = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    return h ^ (h >>> 29);
  }
}
