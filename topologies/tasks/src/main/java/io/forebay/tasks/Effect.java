package io.forebay.tasks;

import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskMail;

/** What a decision makes happen outside of its task. */
sealed interface Effect {
  /** An action is asked for, for the first time or again under the same id. */
  record Ask(RequestAction request) implements Effect {}

  /** An action is cancelled. */
  record Control(ControlActions control) implements Effect {}

  /** Another task is told something; see {@link TaskMail} for who is told what. */
  record Tell(String taskId, TaskMail mail) implements Effect {}

  /** The task has its result. */
  record Finish(TaskFinished result) implements Effect {}

  /** Somebody should look. */
  record Raise(ErrorRaised error) implements Effect {}
}
