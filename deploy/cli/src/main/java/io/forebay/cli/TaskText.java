package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tasks as text for people. Nothing of a stranger's can steer the terminal. */
final class TaskText {
  private static final int MESSAGE_MAX = 300;
  private static final int DATA_MAX = 160;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TaskText() {}

  /** A row a task. */
  static String table(List<TaskSummary> tasks, Instant now) {
    var table = new TextTable("task", "agent", "phase", "steps", "age", "doing");
    for (TaskSummary task : tasks) {
      table.add(
          SafeText.of(task.getTaskId()),
          SafeText.of(task.getAgent()) + "/" + task.getVersion(),
          phase(task),
          task.getSteps(),
          ActionText.seconds(Duration.between(task.getRequestedAt(), task.getResult() == null ? now : task.getResult().getFinishedAt())),
          task.getDoing().isEmpty() ? "" : SafeText.of(task.getDoing().getFirst(), 80) + (task.getDoing().size() == 1 ? "" : " and " + (task.getDoing().size() - 1) + " more"));
    }
    return table.toString();
  }

  private static String phase(TaskSummary task) {
    String phase = task.getResult() == null ? task.getPhase().name() : task.getResult().getStatus().name();
    return (phase + (task.getStuck() ? ", stuck" : "")).toLowerCase(Locale.ROOT);
  }

  /** All that is known of a task. */
  static String of(TaskSummary task) {
    var text = new StringBuilder(SafeText.of(task.getTaskId())).append("  ").append(phase(task));
    line(text, "agent", task.getAgent() + "/" + task.getVersion() + " for " + task.getTenant());
    line(text, "asked", task.getRequestedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    line(text, "updated", task.getUpdatedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    line(text, "steps", task.getSteps() + ", " + String.format(Locale.ROOT, "%,d bytes", task.getBytes()) + usage(task.getUsage()));
    if (task.getParent() != null) {
      line(text, "parent", task.getParent());
    }
    if (!task.getLabels().isEmpty()) {
      line(text, "labels", labels(task.getLabels()));
    }
    task.getDoing().forEach(step -> line(text, "doing", step));
    if (task.getResult() != null) {
      line(text, "result", ending(task.getResult()));
      if (task.getResult().getOutput() != null) {
        text.append(System.lineSeparator()).append("  output    ").append(ActionText.output(task.getResult().getOutput()));
      }
    }
    return text.toString();
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(label -> label.getKey() + "=" + label.getValue()).collect(Collectors.joining(", "));
  }

  /** How a task ended, in words. */
  static String ending(TaskFinished result) {
    return result.getStatus().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (result.getReason() == null ? "" : " " + SafeText.of(result.getReason()))
        + " after "
        + (result.getSteps() == 1 ? "1 step" : result.getSteps() + " steps")
        + " in "
        + ActionText.seconds(Duration.between(result.getRequestedAt(), result.getFinishedAt()))
        + usage(result.getUsage())
        + (result.getMessage() == null ? "" : ": " + SafeText.of(result.getMessage(), MESSAGE_MAX));
  }

  private static String usage(Usage usage) {
    long tokens = usage.getInputTokens() + usage.getOutputTokens();
    return (tokens == 0 ? "" : String.format(Locale.ROOT, ", %,d tokens", tokens))
        + (usage.getCostMicroUsd() == 0 ? "" : String.format(Locale.ROOT, ", %.6f USD", usage.getCostMicroUsd() / 1e6));
  }

  /** The story: a line an event, with the time since the first, steps inside of others further to the right. */
  static String story(List<TaskEvent> events) {
    Instant start = events.getFirst().getAt();
    return events.stream().map(event -> line(event, start)).collect(Collectors.joining(System.lineSeparator()));
  }

  /** One event as a line. */
  static String line(TaskEvent event, Instant start) {
    String step = event.getStep() == null ? "" : event.getStep();
    int depth = (int) step.chars().filter(c -> c == '/').count();
    String what = what(event.getType()) + (step.isEmpty() ? "" : "  " + SafeText.of(step));
    String said =
        (event.getReason() == null ? "" : "  " + SafeText.of(event.getReason()))
            + (event.getMessage() == null ? "" : "  " + SafeText.of(event.getMessage(), MESSAGE_MAX))
            + data(event);
    return String.format(Locale.ROOT, "%5d  %10.3f s  ", event.getSequence(), Duration.between(start, event.getAt()).toMillis() / 1e3) + "  ".repeat(depth) + what + said;
  }

  private static String what(TaskEventType type) {
    return switch (type) {
      case TASK_STARTED -> "started";
      case TASK_FORKED -> "forked";
      case STEP_STARTED -> "▶";
      case STEP_RETRYING -> "again";
      case STEP_COMPLETED -> "✔";
      case STEP_FAILED -> "✘";
      case STEP_CANCELLED -> "cancelled";
      case VALUE_SET -> "set";
      case SIGNAL_RECEIVED -> "signal";
      case TASK_PAUSED -> "paused";
      case TASK_RESUMED -> "resumed";
      case TASK_CANCELLING -> "cancelling";
      case COMPENSATION_STARTED -> "taking back";
      case TASK_STUCK -> "stuck";
      case TASK_FINISHED -> "finished";
    };
  }

  private static String data(TaskEvent event) {
    if (event.getData() == null) {
      return "";
    }
    JsonNode data = read(event.getData());
    JsonNode shown = event.getType() == TaskEventType.STEP_STARTED && data.has("input") ? data.path("input") : data;
    String capability = event.getType() == TaskEventType.STEP_STARTED && data.has("capability") ? "  " + SafeText.of(data.path("capability").asText()) : "";
    return capability + "  " + SafeText.of(shown.toString(), DATA_MAX);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException _) {
      return JSON.getNodeFactory().textNode(json);
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(System.lineSeparator()).append(String.format(Locale.ROOT, "  %-8s  %s", name, SafeText.of(value)));
  }
}
