package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of one task: what its events say, and nothing else. */
final class TaskRun {
  private TaskRun() {}

  /**
   * The state after these events.
   *
   * @param events of one task, in order, from the first
   * @return null if there are none
   * @throws IllegalArgumentException if they are no task's story
   */
  static TaskRun of(List<TaskEvent> events) {
    throw new UnsupportedOperationException("not built yet " + events.size());
  }

  /**
   * Takes the next event; the only change there is.
   *
   * @throws IllegalArgumentException if it cannot follow
   */
  void evolve(TaskEvent event) {
    throw new UnsupportedOperationException("not built yet " + event);
  }

  String taskId() {
    throw new UnsupportedOperationException("not built yet");
  }

  String tenant() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Number of the last event. */
  long lastSequence() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Events between the first and this number are no longer needed to rebuild the state: those of a schedule's earlier runs. 1: all are needed. */
  long neededFrom() {
    throw new UnsupportedOperationException("not built yet");
  }

  boolean isFinished() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** The result; null until finished. */
  TaskFinished result() {
    throw new UnsupportedOperationException("not built yet");
  }

  TaskSummary summary() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** When {@link TaskCommand.Wake} is due next; empty: never. */
  Optional<Instant> wakeAt() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Size of the story in characters; what {@link io.forebay.agents.AgentLimits#historyBytes()} bounds. */
  long bytes() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** About how much memory this takes, in bytes. */
  long memoryBytes() {
    throw new UnsupportedOperationException("not built yet");
  }
}
