package io.forebay.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskStatus;
import io.forebay.tasks.Steps.Done;
import java.util.List;

/** Tasks in which nothing new begins: those that are cancelled, and those that take back what is done, the last first. */
final class Stops {
  private Stops() {}

  /** Somebody cancels the task: what runs is stopped, and then it ends. */
  static void cancel(Decider decider, ObjectNode data, String message) {
    begin(decider, TaskEventType.TASK_CANCELLING, data, TaskReason.CANCELLED.name(), message);
  }

  /** The task takes back what is done, and then fails. */
  static void compensate(Decider decider, Scope.Failure failure) {
    begin(decider, TaskEventType.COMPENSATION_STARTED, Json.object().put("node", failure.node()), failure.reason(), failure.message());
    advance(decider);
  }

  private static void begin(Decider decider, TaskEventType type, ObjectNode data, String reason, String message) {
    data.put("until", decider.now().plus(decider.settings().cancelPatience()).toString());
    if (decider.event(type, null, data, reason, message)) {
      decider.run().steps().outside().forEach(decider::stop);
    }
  }

  /** Goes on as far as it can be gone now. */
  static void advance(Decider decider) {
    TaskRun.Stopping stopping = decider.run().stopping();
    if (!decider.run().steps().isUndoing()) {
      boolean waits = decider.run().steps().underWay() > 0 && decider.now().isBefore(stopping.patienceUntil());
      if (waits) {
        return;
      }
    }
    if (stopping.isCancel()) {
      String message = stopping.message() == null ? "It was cancelled." : stopping.message();
      decider.finish(TaskStatus.CANCELLED, TaskReason.CANCELLED.name(), message, null);
    } else {
      takeBack(decider, stopping);
    }
  }

  private static void takeBack(Decider decider, TaskRun.Stopping stopping) {
    while (!decider.isOver()) {
      OpenStep.Asked undo = undoing(decider.run());
      if (undo != null) {
        if (Failures.goOut(decider, undo)) {
          Actions.ask(decider, undo);
        }
        return;
      }
      List<Done> done = decider.run().steps().done();
      if (done.isEmpty()) {
        end(decider, stopping);
        return;
      }
      begin(decider, done.getLast());
    }
  }

  private static OpenStep.Asked undoing(TaskRun run) {
    for (OpenStep.Outside step : run.steps().outside()) {
      if (step instanceof OpenStep.Asked asked && asked.isUndo()) {
        return asked;
      }
    }
    return null;
  }

  private static void begin(Decider decider, Done last) {
    String path = StepPath.undo(last.path());
    ObjectNode data = Json.object().put("kind", StepKinds.UNDO);
    try {
      var node = (Node.Action) Definition.node(decider.agent(), last.scope(), last.node());
      Requests.data(data, decider.run().tenant(), node.compensate().orElseThrow(), decider.names(last.scope()).with("output", last.output()));
    } catch (ExpressionException e) {
      if (decider.started(path, Json.object().put("kind", StepKinds.UNDO))) {
        decider.failed(path, Json.NULL, TaskReason.EXPRESSION_FAILED.name(), e.getMessage(), null);
      }
      return;
    }
    if (decider.started(path, data)) {
      Actions.ask(decider, (OpenStep.Asked) decider.run().steps().find(path));
    }
  }

  private static void end(Decider decider, TaskRun.Stopping stopping) {
    Scope.Failure failure = stopping.compensating();
    if (stopping.undoFailures().isEmpty()) {
      decider.finish(TaskStatus.FAILED, failure.reason(), failure.message(), null);
    } else {
      String message = "It failed with " + failure.reason() + ", and could not be taken back: " + String.join(", ", stopping.undoFailures()) + ".";
      decider.finish(TaskStatus.FAILED, TaskReason.COMPENSATION_FAILED.name(), message, null);
    }
  }
}
