package io.forebay.tasks;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskFinished;

/** What a task is told. */
sealed interface TaskCommand {
  /**
   * Begin.
   *
   * @param parentStep the step of {@link RunTask#getParent()} that called it; null: none
   * @param depth how many calls lie between it and the task that nobody called; {@link io.forebay.schemas.TaskMail} tells it
   */
  record Begin(RunTask request, String parentStep, int depth) implements TaskCommand {}

  /** Somebody steps in. */
  record Signal(SignalTask signal) implements TaskCommand {}

  /** An action has its result. */
  record Finished(ActionFinished result) implements TaskCommand {}

  /**
   * A child has its result.
   *
   * @param step that called it
   */
  record ChildFinished(TaskFinished result, String step) implements TaskCommand {}

  /** It is the time that {@link TaskRun#wakeAt()} told, or another time: a wake that comes too early or twice changes nothing. */
  record Wake() implements TaskCommand {}
}
