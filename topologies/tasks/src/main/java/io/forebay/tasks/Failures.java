package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.OnError;
import io.forebay.agents.Retry;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import io.forebay.tasks.OpenStep.Outside;
import java.time.Duration;
import java.time.Instant;

/** What becomes of failures: another attempt, another way, taking back, or the end. */
final class Failures {
  private static final Duration PAUSE_MAX = Duration.ofHours(1);

  private Failures() {}

  /**
   * What went wrong.
   *
   * @param reason in capitals
   * @param message as a sentence; null: there is none
   * @param usage of the attempt; null: none
   * @param retryAfterMs another attempt may succeed after so long; null: unknown
   */
  record Problem(String reason, String message, Usage usage, Long retryAfterMs) {
    static Problem of(TaskReason reason, String message) {
      return new Problem(reason.name(), message, null, null);
    }
  }

  /** A node's step could not even start, for example since an expression has no value. */
  static boolean failStart(Decider decider, String path, String kind, TaskReason reason, String message) {
    if (!decider.started(path, Json.object().put("kind", kind))) {
      return false;
    }
    return fail(decider, decider.run().steps().find(path), Problem.of(reason, message));
  }

  /** A node's step failed for good. Answers whether that was taken. */
  static boolean fail(Decider decider, OpenStep step, Problem problem) {
    JsonNode data =
        switch (Definition.onError(decider.agent(), step)) {
          case OnError.GoTo(String node) -> Json.object().put("goTo", node);
          case OnError.Compensate _ -> Json.object().put("compensate", true);
          case OnError.Fail _, OnError.Inherit _ -> Json.NULL;
        };
    return decider.failed(step.path(), data, problem.reason, problem.message, problem.usage);
  }

  /** Lets a step be tried again after a pause. False: there are no attempts left. */
  static boolean retry(Decider decider, Outside step, Retry retry, Problem problem) {
    if (step.attempt() >= retry.attempts() || (decider.run().stopping() != null && !step.isUndo())) {
      return false;
    }
    Duration pause = retry.pauseAfter(step.attempt());
    if (problem.retryAfterMs != null) {
      Duration asked = Duration.ofMillis(Math.clamp(problem.retryAfterMs, 0, PAUSE_MAX.toMillis()));
      pause = asked.compareTo(pause) > 0 ? asked : pause;
    }
    ObjectNode data = Json.object().put("attempt", step.attempt() + 1).put("at", decider.now().plus(pause).toString());
    decider.event(TaskEventType.STEP_RETRYING, step.path(), data, problem.reason, problem.message, problem.usage);
    return true;
  }

  /** Lets the next attempt go out if it is due. Answers whether it did. */
  static boolean goOut(Decider decider, Outside step) {
    Instant due = step.retryAt();
    if (due == null || due.isAfter(decider.now()) || (!step.isUndo() && !decider.hasRoom())) {
      return false;
    }
    return decider.event(TaskEventType.STEP_RETRYING, step.path(), Json.object().put("attempt", step.attempt()));
  }

  /** A graph has failed: an item's counts in its foreach, the agent's own ends the task or takes back what is done. */
  static void settle(Decider decider, Scope scope) {
    Scope.Failure failure = scope.failure();
    if (failure.compensate()) {
      Stops.compensate(decider, failure);
    } else if (scope.isRoot()) {
      decider.finish(TaskStatus.FAILED, failure.reason(), failure.message(), null);
    } else {
      decider.failed(scope.path(), Json.NULL, failure.reason(), failure.message(), null);
    }
  }
}
