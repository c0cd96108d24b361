package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.Lane;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how an action stands while someone waits for it: a line that is drawn again, on a terminal only, from the third second on.
 *
 * <p>Dispatch is asked every other second; where it does not answer, the line says how long that has been.
 */
final class StandingLine implements AutoCloseable {
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long ASK_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int PROGRESS_MAX = 100;

  private final PrintStream terminal;
  private final ActionControls controls;
  private final Lane lane;
  private final String actionId;
  private final long startNanos = System.nanoTime();
  private long askedNanos = startNanos;
  private String question;
  private ActionDescribed standing;
  private boolean drawn;

  private StandingLine(PrintStream terminal, ActionControls controls, Lane lane, String actionId) {
    this.terminal = terminal;
    this.controls = controls;
    this.lane = lane;
    this.actionId = actionId;
  }

  /** A line that is not shown yet; never shown where nobody reads along. */
  static StandingLine of(Connection connection, Lane lane, String actionId, Output output) {
    boolean shown = Terminal.isPresent() && !output.isJson();
    return new StandingLine(System.err, shown ? ActionControls.open(connection) : null, lane, actionId);
  }

  /** Asks and draws where it is time to. */
  void tick() {
    long now = System.nanoTime();
    if (controls == null || now - startNanos < SILENT_NANOS) {
      return;
    }
    if (question == null || now - askedNanos > ASK_NANOS) {
      question = controls.ask(lane, actionId);
      askedNanos = now;
    }
    standing = controls.answer(question).orElse(standing);
    terminal.print("\r" + text(Duration.ofNanos(now - startNanos), standing) + "\033[K");
    terminal.flush();
    drawn = true;
  }

  /**
   * The line.
   *
   * @param standing null where dispatch has not said anything
   */
  static String text(Duration waited, ActionDescribed standing) {
    String seconds = String.format(Locale.ROOT, "%,d s  ", waited.toSeconds());
    if (standing == null) {
      return seconds + "dispatch has not said anything yet";
    }
    return seconds
        + standing.getPhase()
        + (standing.getPaused() ? ", paused" : "")
        + (standing.getReason() == null ? "" : ", " + SafeText.of(standing.getReason(), PROGRESS_MAX))
        + (standing.getAttempt() == 0 ? "" : ", attempt " + standing.getAttempt())
        + (standing.getProgress() == null ? "" : "  " + SafeText.of(standing.getProgress(), PROGRESS_MAX));
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (drawn) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
    if (controls != null) {
      controls.close();
    }
  }
}
