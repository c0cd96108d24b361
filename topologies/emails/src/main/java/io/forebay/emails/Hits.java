package io.forebay.emails;

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
