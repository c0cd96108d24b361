package io.forebay.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long answers took, from when their signals were to be sent. */
final class AnswerTimes {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long HIGHEST_MICROS = Duration.ofMinutes(2).toNanos() / 1000;

  private final long[] atNanos;
  private final long[] tookNanos;

  private AnswerTimes(long[] atNanos, long[] tookNanos) {
    this.atNanos = atNanos;
    this.tookNanos = tookNanos;
  }

  /**
   * @param intended by {@link System#nanoTime}
   * @param answered the same; 0 where no answer came
   * @param from the first that counts
   */
  static AnswerTimes of(long[] intended, long[] answered, int from) {
    int count = intended.length - from;
    long[] at = new long[count];
    long[] took = new long[count];
    for (int i = 0; i < count; i++) {
      at[i] = intended[from + i] - intended[from];
      took[i] = answered[from + i] == 0 ? NEVER : answered[from + i] - intended[from + i];
    }
    return new AnswerTimes(at, took);
  }

  /** Those of several runs, as if one had followed the other without a pause. */
  static AnswerTimes join(List<AnswerTimes> runs) {
    int sent = runs.stream().mapToInt(AnswerTimes::sent).sum();
    long[] at = new long[sent];
    long[] took = new long[sent];
    int to = 0;
    long began = 0;
    for (AnswerTimes run : runs) {
      for (int i = 0; i < run.sent(); i++) {
        at[to + i] = began + run.atNanos[i];
      }
      System.arraycopy(run.tookNanos, 0, took, to, run.sent());
      to += run.sent();
      began += run.length().toNanos();
    }
    return new AnswerTimes(at, took);
  }

  int sent() {
    return tookNanos.length;
  }

  /** From the first to the last that was to be sent. */
  Duration length() {
    return sent() == 0 ? Duration.ZERO : Duration.ofNanos(atNanos[sent() - 1]);
  }

  long unanswered() {
    return Arrays.stream(tookNanos).filter(took -> took == NEVER).count();
  }

  /** Of those that were answered. */
  Latencies latencies() {
    return latencies(0, Long.MAX_VALUE);
  }

  /** Of those that were to be sent in a time, in nanoseconds from the first on. */
  Latencies latencies(long fromNanos, long toNanos) {
    var micros = new Histogram(HIGHEST_MICROS, 3);
    for (int i = 0; i < sent(); i++) {
      if (tookNanos[i] != NEVER && atNanos[i] >= fromNanos && atNanos[i] < toNanos) {
        micros.recordValue(Math.min(HIGHEST_MICROS, tookNanos[i] / 1000));
      }
    }
    return Latencies.of(micros);
  }

  /** Share of all that was sent whose answer came in less, 0 to 1. */
  double shareBelow(Duration time) {
    return sent() == 0 ? 0 : (double) Arrays.stream(tookNanos).filter(took -> took < time.toNanos()).count() / sent();
  }

  /** From when on all that was sent for so long was answered in less; the whole length where it never was. */
  Duration calmAfter(Duration time, Duration stretch) {
    long since = 0;
    for (int i = 0; i < sent() && atNanos[i] < since + stretch.toNanos(); i++) {
      if (tookNanos[i] >= time.toNanos()) {
        since = i + 1 < sent() ? atNanos[i + 1] : length().toNanos();
      }
    }
    return Duration.ofNanos(since);
  }
}
