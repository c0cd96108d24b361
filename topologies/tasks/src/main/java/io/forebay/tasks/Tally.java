package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.Usage;
import java.time.Instant;

/** What a task has used so far: steps, models, and room for its story. */
final class Tally {
  /** What an event takes beside its texts, about. */
  private static final int EVENT_OVERHEAD = 48;

  private static final int MEMORY_BASE = 2048;
  private static final int MEMORY_FACTOR = 4;
  private static final int MEMORY_STEP = 512;

  private long bytes;
  private long startBytes;
  private long boundBytes;
  private int steps;
  private Instant firstStepAt;
  private long inputTokens;
  private long outputTokens;
  private long costMicroUsd;

  /** Counts an event, whatever it is. */
  void event(TaskEvent event) {
    bytes += length(event);
    boundBytes += length(event.getData());
    Usage usage = event.getUsage();
    if (usage != null) {
      inputTokens += usage.getInputTokens();
      outputTokens += usage.getOutputTokens();
      costMicroUsd += usage.getCostMicroUsd();
    }
  }

  /** What has come so far is the beginning, which a schedule keeps of its story. */
  void begun() {
    startBytes = bytes;
  }

  void stepStarted(Instant at) {
    steps++;
    firstStepAt = firstStepAt == null ? at : firstStepAt;
  }

  /** A schedule forgets the runs before this one. */
  void runStarted(TaskEvent event, int number) {
    steps = number;
    bytes = startBytes + length(event);
  }

  /** What was used before belongs to the other task. */
  void forked() {
    steps = 0;
    firstStepAt = null;
    inputTokens = 0;
    outputTokens = 0;
    costMicroUsd = 0;
  }

  /** The state forgets all but the result. */
  void finished(String output) {
    boundBytes = length(output);
  }

  /** Steps that were started. */
  int steps() {
    return steps;
  }

  /** When the first step started; null: none has. */
  Instant firstStepAt() {
    return firstStepAt;
  }

  Usage usage() {
    return new Usage(inputTokens, outputTokens, costMicroUsd);
  }

  long tokens() {
    return inputTokens + outputTokens;
  }

  long costMicroUsd() {
    return costMicroUsd;
  }

  /** Size of the story in characters; what {@link io.forebay.agents.AgentLimits#historyBytes()} bounds. */
  long bytes() {
    return bytes;
  }

  /**
   * About how much memory the task's state takes, in bytes; rather too much than too little.
   *
   * @param open steps that are open
   */
  long memoryBytes(int open) {
    return MEMORY_BASE + MEMORY_FACTOR * boundBytes + (long) MEMORY_STEP * open;
  }

  /** What an event counts for in {@link #bytes()}. */
  static long length(TaskEvent event) {
    return (long) EVENT_OVERHEAD
        + event.getTaskId().length()
        + event.getTenant().length()
        + length(event.getStep())
        + length(event.getData())
        + length(event.getReason())
        + length(event.getMessage());
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }
}
