package io.forebay.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far a long job has come: a bar with rate and time left, on a terminal only, from the third second on.
 *
 * <p>Not thread-safe.
 */
final class Progress implements AutoCloseable {
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
  private static final int BAR_WIDTH = 24;

  private final PrintStream terminal;
  private final boolean shown;
  private final String what;
  private final long total;
  private final long startNanos = System.nanoTime();
  private long drawnNanos = startNanos;
  private boolean drawn;
  private long done;

  private Progress(PrintStream terminal, boolean shown, String what, long total) {
    this.terminal = terminal;
    this.shown = shown;
    this.what = what;
    this.total = total;
  }

  /**
   * A bar that is not shown yet.
   *
   * @param what is counted, in the plural: {@code messages}
   * @param total how many there will be; 0 if unknown; once there are more, it counts as unknown
   */
  static Progress of(String what, long total, Output output) {
    return new Progress(System.err, Terminal.isPresent() && !output.isJson(), what, total);
  }

  void add(long count) {
    set(done + count);
  }

  void set(long count) {
    done = count;
    long now = System.nanoTime();
    if (shown && now - startNanos > SILENT_NANOS && now - drawnNanos > REDRAW_NANOS) {
      drawnNanos = now;
      drawn = true;
      terminal.print("\r" + line(what, done, total, now - startNanos) + "\033[K");
      terminal.flush();
    }
  }

  /** Wipes the bar. */
  @Override
  public void close() {
    if (drawn) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }

  static String line(String what, long done, long total, long elapsedNanos) {
    double seconds = Math.max(elapsedNanos, 1) / 1e9;
    double rate = done / seconds;
    if (total <= 0 || done > total) {
      return "%,d %s  %,.0f/s".formatted(done, what, rate);
    }
    int filled = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
    String left = rate == 0 ? "?" : clock((long) ((total - done) / rate));
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d/%,d %s  %,.0f/s  %s left",
        "#".repeat(filled),
        ".".repeat(BAR_WIDTH - filled),
        done,
        total,
        what,
        rate,
        left);
  }

  private static String clock(long seconds) {
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
