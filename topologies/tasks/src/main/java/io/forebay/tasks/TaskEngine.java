package io.forebay.tasks;

import java.time.Instant;

/** Decides what happens in tasks. */
final class TaskEngine {
  TaskEngine(AgentBook agents, TaskSettings settings) {}

  /**
   * What a command makes of a task.
   *
   * @param run the task's state, which takes the events that are decided; null: there is no such task
   */
  Decision decide(TaskRun run, TaskCommand command, Instant now) {
    throw new UnsupportedOperationException("not built yet " + command + now);
  }
}
