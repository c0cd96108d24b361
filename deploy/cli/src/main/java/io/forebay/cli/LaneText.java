package io.forebay.cli;

import io.forebay.schemas.BreakerState;
import io.forebay.schemas.LaneStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Lanes as people read them. */
final class LaneText {
  static final String[] COLUMNS = {"lane", "queued", "waiting", "retrying", "running", "in doubt", "oldest", "state", "budget left"};

  private static final int MINUTES_FROM_SECONDS = 120;
  private static final int HOURS_FROM_MINUTES = 120;
  private static final int DAYS_FROM_HOURS = 48;

  private LaneText() {}

  /** The cells of a lane under {@link #COLUMNS}. */
  static Object[] row(LaneStatus lane, Instant now) {
    return new Object[] {
      SafeText.of(lane.getLane()),
      lane.getQueued(),
      lane.getWaiting(),
      lane.getRetrying(),
      lane.getRunning(),
      lane.getInDoubt(),
      lane.getOldestAt() == null ? "" : age(lane.getOldestAt(), now),
      state(lane, now),
      budget(lane)
    };
  }

  /** A lane in lines. */
  static String of(LaneStatus lane, Instant now) {
    var text = new StringBuilder(SafeText.of(lane.getLane()));
    Object[] cells = row(lane, now);
    for (int i = 1; i < cells.length; i++) {
      if (!cells[i].equals("")) {
        text.append(System.lineSeparator()).append(String.format(Locale.ROOT, "  %-11s  %s", COLUMNS[i], cells[i]));
      }
    }
    text.append(System.lineSeparator()).append(String.format(Locale.ROOT, "  %-11s  %s", "told", lane.getAt().truncatedTo(ChronoUnit.MILLIS)));
    return text.toString();
  }

  /** How long ago, in the largest unit that tells enough: {@code 95 s}, {@code 14 min}, {@code 5 h}, {@code 3 d}. */
  static String age(Instant since, Instant now) {
    var age = Duration.between(since, now);
    if (age.toSeconds() < MINUTES_FROM_SECONDS) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.toMinutes() < HOURS_FROM_MINUTES) {
      return age.toMinutes() + " min";
    }
    return age.toHours() < DAYS_FROM_HOURS ? age.toHours() + " h" : age.toDays() + " d";
  }

  private static String state(LaneStatus lane, Instant now) {
    var state = new StringBuilder(lane.getPaused() ? "paused" : "");
    if (lane.getBreaker() != BreakerState.CLOSED) {
      state.append(state.isEmpty() ? "" : ", ").append("breaker ").append(lane.getBreaker().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (lane.getNextStartAt() != null && lane.getNextStartAt().isAfter(now)) {
      state.append(state.isEmpty() ? "" : ", ").append("rate: next in ").append(ActionText.seconds(Duration.between(now, lane.getNextStartAt())));
    }
    return state.toString();
  }

  private static String budget(LaneStatus lane) {
    String tokens = lane.getTokensLeft() == null ? "" : String.format(Locale.ROOT, "%,d tokens", lane.getTokensLeft());
    String cost = lane.getCostMicroUsdLeft() == null ? "" : String.format(Locale.ROOT, "%.2f USD", lane.getCostMicroUsdLeft() / 1e6);
    return tokens + (tokens.isEmpty() || cost.isEmpty() ? "" : ", ") + cost;
  }
}
