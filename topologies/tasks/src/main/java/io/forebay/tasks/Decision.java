package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import java.util.List;

/**
 * What is decided about one task.
 *
 * @param run the task's state, which has taken the events; null: there is no such task
 * @param events what happened in it, in order
 * @param effects what is to happen outside, in order
 */
record Decision(TaskRun run, List<TaskEvent> events, List<Effect> effects) {
  /** Nothing is to be done: the command is a duplicate, too late, or about nothing that is known. */
  static Decision none(TaskRun run) {
    return new Decision(run, List.of(), List.of());
  }
}
