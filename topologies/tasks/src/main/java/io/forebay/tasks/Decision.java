package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import java.util.List;

/**
 * What is decided about one task.
 *
 * @param events what happened in it, in order; the task's state has taken them
 * @param effects what is to happen outside, in order
 */
record Decision(List<TaskEvent> events, List<Effect> effects) {
  static Decision none() {
    return new Decision(List.of(), List.of());
  }
}
