package io.forebay.dispatch;

import java.util.Arrays;

/** The delays of one round trip, of which the second half counts: the first still tells of what was before. Of many, every so many-th is kept. */
final class DelayRound {
  /** With fewer, one or two stragglers would be the median. */
  private static final int COMPLETIONS_MIN = 8;

  private final long[] delays = new long[64];
  private final double[] paces = new double[4];
  private int kept;
  private int seen;
  private int completions;
  private long startMicros;
  private long medianMicros;
  private int paced;

  /**
   * @param number how many completions make the round, but at least eight
   */
  void begin(int number, long nowMicros) {
    completions = Math.max(COMPLETIONS_MIN, number);
    startMicros = nowMicros;
    seen = 0;
    kept = 0;
  }

  /** Before the first round began. */
  boolean isEmpty() {
    return completions == 0;
  }

  void add(long delayMicros) {
    int half = completions / 2;
    int stride = Math.ceilDiv(completions - half, delays.length);
    if (seen >= half && (seen - half) % stride == 0) {
      delays[kept++] = delayMicros;
    }
    seen++;
  }

  boolean isOver() {
    return seen >= completions;
  }

  /**
   * @param full whether it tells how fast the runners are, rather than how much they were asked
   */
  void end(boolean full, long nowMicros) {
    Arrays.sort(delays, 0, kept);
    medianMicros = delays[(kept - 1) / 2];
    if (full) {
      paces[paced++ % paces.length] = Math.max(0, nowMicros - startMicros) / (double) completions;
    }
  }

  /** The median delay of the round that ended. */
  long medianMicros() {
    return medianMicros;
  }

  /**
   * The time from one completion to the next while the window is full: the longest of four rounds, for where many end at the same moment a round may
   * have one such moment too many. 0 before the first.
   */
  double paceMicros() {
    return Math.max(Math.max(paces[0], paces[1]), Math.max(paces[2], paces[3]));
  }
}
