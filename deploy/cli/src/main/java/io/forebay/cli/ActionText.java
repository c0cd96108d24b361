package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Actions as people read them; nothing of it can steer a terminal. */
final class ActionText {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OUTPUT_MAX = 1 << 20;

  private ActionText() {}

  /** How an action stands, in lines. */
  static String of(ActionDescribed described) {
    var text = new StringBuilder(headline(described));
    line(text, "lane", described.getLane());
    line(text, "asked for", described.getRequestedAt());
    line(text, "runner", described.getRunner());
    line(text, "waits for", described.getReason());
    line(text, "until", described.getNextAt());
    line(text, "progress", described.getProgress());
    var result = described.getResult();
    if (result != null) {
      line(text, "result", ending(result));
      if (result.getOutput() != null) {
        row(text, "output", output(result.getOutput()));
      }
    }
    return text.toString();
  }

  /** How an action stands, in a line: {@code ID is READY, attempt 2}. */
  static String headline(ActionDescribed described) {
    return SafeText.of(described.getActionId())
        + " is "
        + described.getPhase()
        + (described.getPaused() ? ", paused" : "")
        + (described.getAttempt() > 0 ? ", attempt " + described.getAttempt() : "");
  }

  /** How an action ended, in a line: {@code SUCCEEDED after 1 attempt in 0.012 s}. */
  static String ending(ActionFinished finished) {
    var text = new StringBuilder(finished.getStatus().name());
    if (finished.getReason() != null) {
      text.append(' ').append(SafeText.of(finished.getReason()));
    }
    if (finished.getMessage() != null) {
      text.append(": ").append(SafeText.of(finished.getMessage()));
    }
    text.append(finished.getCached() ? ", from the cache" : ", " + attempts(finished.getAttempts()));
    text.append(", ").append(seconds(Duration.between(finished.getRequestedAt(), finished.getFinishedAt())));
    text.append(usage(finished.getUsage()));
    if (finished.getRetryAfterMs() != null) {
      text.append("; again after ").append(seconds(Duration.ofMillis(finished.getRetryAfterMs())));
    }
    return text.toString();
  }

  /** What a handler answered: JSON in a line. */
  static String output(String output) {
    if (output == null) {
      return "";
    }
    try {
      return SafeText.of(JSON.writeValueAsString(JSON.readTree(output)), OUTPUT_MAX);
    } catch (JsonProcessingException _) {
      return SafeText.of(output, OUTPUT_MAX);
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, duration.toMillis() < 10_000 ? "%.3f s" : "%,.0f s", duration.toMillis() / 1e3);
  }

  private static String attempts(int attempts) {
    return attempts == 1 ? "1 attempt" : attempts + " attempts";
  }

  private static String usage(Usage usage) {
    long tokens = usage.getInputTokens() + usage.getOutputTokens();
    return (tokens == 0 ? "" : String.format(Locale.ROOT, ", %,d tokens", tokens))
        + (usage.getCostMicroUsd() == 0 ? "" : String.format(Locale.ROOT, ", %.6f USD", usage.getCostMicroUsd() / 1e6));
  }

  private static void line(StringBuilder text, String name, Instant at) {
    line(text, name, at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static void line(StringBuilder text, String name, String value) {
    if (value != null) {
      row(text, name, SafeText.of(value));
    }
  }

  private static void row(StringBuilder text, String name, String safe) {
    text.append(System.lineSeparator()).append(String.format(Locale.ROOT, "  %-9s  %s", name, safe));
  }
}
