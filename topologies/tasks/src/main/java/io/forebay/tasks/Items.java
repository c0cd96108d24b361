package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.schemas.TaskEventType;
import java.util.List;

/** Foreach: begins items, so many at a time, and sees when enough of them have ended. */
final class Items {
  private Items() {}

  static boolean begin(Decider decider, Scope scope, Node.Foreach node) {
    String path = scope.pathOf(node.name());
    JsonNode items;
    try {
      items = node.in().evaluate(decider.names(scope));
    } catch (ExpressionException e) {
      return Failures.failStart(decider, path, StepKinds.FOREACH, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
    if (!items.isArray()) {
      String message = "A foreach goes over a list; " + node.in().source() + " is none.";
      return Failures.failStart(decider, path, StepKinds.FOREACH, TaskReason.EXPRESSION_FAILED, message);
    }
    ObjectNode data = Json.object().put("kind", StepKinds.FOREACH).put("as", node.common().output()).put("item", node.as());
    return decider.started(path, data.set("items", items));
  }

  static void advance(Decider decider, Gathering step) {
    var node = (Node.Foreach) Definition.node(decider.agent(), step);
    for (Scope item : List.copyOf(step.active())) {
      Flow.advance(decider, item);
    }
    while (goesOn(decider, step)) {
      if (isDone(node, step)) {
        cancelRest(decider, step, "Enough of the others have ended.");
        decider.event(TaskEventType.STEP_COMPLETED, step.path(), null);
      } else if (hasFailed(node, step)) {
        String message = step.failed() + " of " + step.size() + " items failed, the last was " + step.lastFailure() + ".";
        cancelRest(decider, step, "Too many of the others have failed.");
        Failures.fail(decider, step, Failures.Problem.of(TaskReason.ITEMS_FAILED, message));
      } else if (!beginNext(decider, node, step)) {
        return;
      }
    }
  }

  private static boolean goesOn(Decider decider, Gathering step) {
    return !decider.isOver() && decider.run().stopping() == null && step.scope().step() == step;
  }

  private static boolean beginNext(Decider decider, Node.Foreach node, Gathering step) {
    if (!step.hasMore() || step.active().size() >= node.maxParallel() || !decider.mayBegin()) {
      return false;
    }
    Scope next = step.upcoming();
    Flow.advance(decider, next);
    return !step.hasMore() || step.upcoming() != next;
  }

  private static boolean isDone(Node.Foreach node, Gathering step) {
    return switch (node.join()) {
      case Node.Join.All _ -> step.failed() <= node.failures() && step.succeeded() + step.failed() == step.size();
      case Node.Join.AtLeast(int count) -> step.succeeded() >= Math.min(count, step.size());
    };
  }

  private static boolean hasFailed(Node.Foreach node, Gathering step) {
    boolean tooMany = step.failed() > node.failures();
    return switch (node.join()) {
      case Node.Join.All _ -> tooMany;
      case Node.Join.AtLeast(int count) -> tooMany || step.size() - step.failed() < Math.min(count, step.size());
    };
  }

  /** Cancels the items that are under way, with everything inside of them. */
  private static void cancelRest(Decider decider, Gathering step, String message) {
    for (Scope item : List.copyOf(step.active())) {
      String inside = item.path() + "/";
      for (OpenStep.Outside open : decider.run().steps().outside()) {
        if (open.path().startsWith(inside)) {
          decider.stop(open);
        }
      }
      decider.cancelled(item.path(), TaskReason.CANCELLED.name(), message, null);
    }
  }
}
