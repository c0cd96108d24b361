package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.agents.Retry;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.TaskStatus;
import io.forebay.tasks.OpenStep.Asked;
import java.util.Objects;
import java.util.Optional;

/** Steps that ask dispatch for an action: what they ask, and what becomes of the answer. */
final class Actions {
  private Actions() {}

  /** Begins an action node. */
  static boolean begin(Decider decider, Scope scope, Node.Action node) {
    String path = scope.pathOf(node.name());
    ObjectNode data = Json.object().put("kind", StepKinds.ACTION).put("as", node.common().output());
    if (node.compensate().isPresent()) {
      data.put("undo", true);
    }
    try {
      Requests.data(data, decider.run().tenant(), node.call(), decider.names(scope));
    } catch (ExpressionException e) {
      return Failures.failStart(decider, path, StepKinds.ACTION, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
    return start(decider, path, data);
  }

  /** Starts a step and asks for its action. */
  static boolean start(Decider decider, String path, ObjectNode data) {
    if (!decider.started(path, data)) {
      return false;
    }
    ask(decider, (Asked) decider.run().steps().find(path));
    return true;
  }

  /** Asks for the action of a step, or asks again. */
  static void ask(Decider decider, Asked step) {
    step.asked(decider.now(), decider.settings());
    String input = step.isTurn() ? Turns.input(decider, step) : Json.text(step.data().path("input"));
    if (!Json.fits(input, Decider.DATA_BYTES_MAX)) {
      decider.over(TaskReason.RECORD_BYTES, "What the step " + step.path() + " asks for" + Decider.tooLarge(input));
      return;
    }
    decider.effect(new Effect.Ask(Requests.of(decider.run(), step, input, outputTokensMax(decider, step))));
  }

  private static Optional<Integer> outputTokensMax(Decider decider, Asked step) {
    return step.isTurn() && Definition.node(decider.agent(), step) instanceof Node.Reason reason ? reason.limits().maxOutputTokens() : Optional.empty();
  }

  /** Asks again for each action that has been silent for too long. */
  static void askAgain(Decider decider) {
    boolean stops = decider.run().stopping() != null;
    for (OpenStep.Outside step : decider.run().steps().outside()) {
      if (step instanceof Asked asked && asked.isUnderWay() && !asked.askAgainAt().isAfter(decider.now()) && (!stops || asked.isUndo())) {
        ask(decider, asked);
      }
    }
  }

  /** Lets the attempt of an open action go out if it is due; nothing else can be done about it but wait. */
  static void advance(Decider decider, Asked step) {
    if (decider.mayBegin() && Failures.goOut(decider, step)) {
      ask(decider, step);
    }
  }

  /** An action has its result. */
  static void finished(Decider decider, ActionFinished result) {
    if (!(decider.run().steps().waitingFor(result.getActionId()) instanceof Asked step)) {
      return;
    }
    if (result.getStatus() == ActionStatus.SUCCEEDED) {
      succeeded(decider, step, result);
      return;
    }
    String reason = Objects.requireNonNullElse(result.getReason(), result.getStatus().name());
    if (result.getStatus() == ActionStatus.REFUSED && reason.equals(OutcomeReason.OVER_BUDGET.name())) {
      decider.finish(TaskStatus.OVER_BUDGET, TaskReason.OVER_BUDGET.name(), result.getMessage(), result.getUsage());
    } else if (result.getStatus() == ActionStatus.EXPIRED && reason.equals(OutcomeReason.DEADLINE_PASSED.name())) {
      Limits.expire(decider, result.getUsage());
    } else if (result.getStatus() == ActionStatus.CANCELLED && decider.run().stopping() != null) {
      decider.cancelled(step.path(), reason, result.getMessage(), result.getUsage());
    } else {
      failed(decider, step, result, new Failures.Problem(reason, result.getMessage(), result.getUsage(), result.getRetryAfterMs()));
    }
  }

  private static void succeeded(Decider decider, Asked step, ActionFinished result) {
    Optional<JsonNode> output = result.getOutput() == null ? Optional.of(Json.NULL) : Json.read(result.getOutput());
    if (output.isEmpty()) {
      failed(decider, step, result, new Failures.Problem(TaskReason.INVALID_OUTPUT.name(), "The action answered what is no JSON.", result.getUsage(), null));
    } else {
      decider.completed(step.path(), result.getOutput(), output.get(), result.getUsage());
    }
  }

  private static void failed(Decider decider, Asked step, ActionFinished result, Failures.Problem problem) {
    boolean mayRepeat = result.getStatus() == ActionStatus.FAILED || result.getStatus() == ActionStatus.REFUSED;
    Retry retry = step.toolIndex() >= 0 ? Retry.none() : Definition.node(decider.agent(), step).common().retry();
    if (mayRepeat && Failures.retry(decider, step, retry, problem)) {
      return;
    }
    boolean isPart = step.reasoning() != null;
    if (isPart || step.isUndo()) {
      decider.failed(step.path(), Json.NULL, problem.reason(), problem.message(), problem.usage());
    } else {
      Failures.fail(decider, step, problem);
    }
    if (step.isTurn() && decider.run().stopping() == null) {
      Reasons.fail(decider, step.reasoning(), new Failures.Problem(problem.reason(), problem.message(), null, null));
    }
  }
}
