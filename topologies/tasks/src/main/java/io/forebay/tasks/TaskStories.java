package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskSummary;
import java.util.List;

/** Makes of a task's story, as it stands on {@code tasks.events}, how the task stands. */
public final class TaskStories {
  private TaskStories() {}

  /**
   * Rebuilds a task's state from nothing but its events.
   *
   * @param story all events of one task, in order; not empty
   * @return how the task stands after them; with its result, if that is among them
   * @throws IllegalArgumentException if an event is missing, comes twice, belongs to another task or cannot follow
   */
  public static TaskSummary rebuild(List<TaskEvent> story) {
    if (story.isEmpty()) {
      throw new IllegalArgumentException("A story has at least one event.");
    }
    String taskId = story.getFirst().getTaskId();
    long expected = 1;
    for (TaskEvent event : story) {
      if (!event.getTaskId().equals(taskId) || event.getSequence() != expected) {
        throw new IllegalArgumentException("Task %s must go on with its event %d, got event %d of task %s.".formatted(taskId, expected, event.getSequence(), event.getTaskId()));
      }
      expected++;
    }
    return TaskRun.of(story).summary();
  }
}
