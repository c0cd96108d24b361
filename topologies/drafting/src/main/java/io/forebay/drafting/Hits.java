package io.forebay.drafting;

import java.util.Arrays;

/** The phrases found in a text, in their order: where each stands, counted in tokens, and what it tells. */
final class Hits {
  private int[] first = new int[32];
  private int[] behind = new int[32];
  private long[] cues = new long[32];
  private byte[] values = new byte[32];
  private int count;

  int count() {
    return count;
  }

  /** First token of a phrase. */
  int first(int hit) {
    return first[hit];
  }

  /** The token behind a phrase. */
  int behind(int hit) {
    return behind[hit];
  }

  /** Bits of {@link Cue}. */
  long cues(int hit) {
    return cues[hit];
  }

  boolean has(int hit, Cue cue) {
    return cue.in(cues[hit]);
  }

  /** What the cue counts: a weekday, a month, days. */
  int value(int hit) {
    return values[hit];
  }

  /**
   * The last hit that begins at or before a token.
   *
   * @return its index, or {@code from - 1} if none of the range does
   */
  int lastFrom(int token, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (first[middle] <= token) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  void add(int firstToken, int tokenBehind, long bits, byte value) {
    if (count == first.length) {
      first = Arrays.copyOf(first, 2 * count);
      behind = Arrays.copyOf(behind, 2 * count);
      cues = Arrays.copyOf(cues, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    first[count] = firstToken;
    behind[count] = tokenBehind;
    cues[count] = bits;
    values[count] = value;
    count++;
  }
}
