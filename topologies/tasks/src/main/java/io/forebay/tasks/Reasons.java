package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.Node;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.OpenStep.Outside;
import java.util.List;

/**
 * A model with tools: asks it, runs what it asks for, tells it what came of that, until it answers.
 *
 * <p>Each question is a step {@code think/turn-1}, each tool {@code think/turn-1/fetch-1}.
 */
final class Reasons {
  private Reasons() {}

  static boolean begin(Decider decider, Scope scope, Node.Reason node) {
    String until = decider.now().plus(node.limits().duration()).toString();
    ObjectNode data = Json.object().put("kind", StepKinds.REASON).put("as", node.common().output()).put("until", until);
    if (node.answer().isPresent()) {
      data.put("json", true);
    }
    return decider.started(scope.pathOf(node.name()), data);
  }

  static void advance(Decider decider, Reasoning step) {
    var node = (Node.Reason) Definition.node(decider.agent(), step);
    if (!step.until().isAfter(decider.now())) {
      fail(decider, step, Failures.Problem.of(TaskReason.DURATION, "It thought for longer than " + node.limits().duration() + "."));
      return;
    }
    if (isOverBudget(decider, node, step)) {
      return;
    }
    Outside turn = turn(decider, step);
    if (turn instanceof OpenStep.Asked asked) {
      Actions.advance(decider, asked);
    } else if (step.answer() == null) {
      Turns.begin(decider, step, node);
    } else if (step.toolCalls().isEmpty()) {
      answer(decider, step, node);
    } else if (runTools(decider, step, node)) {
      Turns.begin(decider, step, node);
    }
  }

  private static Outside turn(Decider decider, Reasoning step) {
    return step.isTurnOpen() && decider.run().steps().find(StepPath.turn(step.path(), step.turn())) instanceof Outside turn ? turn : null;
  }

  private static boolean isOverBudget(Decider decider, Node.Reason node, Reasoning step) {
    if (node.limits().tokens().filter(max -> step.tokens() > max).isPresent()) {
      String message = "It has used " + step.tokens() + " tokens of " + node.limits().tokens().get() + ".";
      fail(decider, step, Failures.Problem.of(TaskReason.TOKENS, message));
      return true;
    }
    if (node.limits().costMicroUsd().filter(max -> step.costMicroUsd() > max).isPresent()) {
      String message = "It has used " + step.costMicroUsd() + " millionths of a US dollar of " + node.limits().costMicroUsd().get() + ".";
      fail(decider, step, Failures.Problem.of(TaskReason.COST, message));
      return true;
    }
    return false;
  }

  /** The model asks for nothing more: its answer counts if the definition allows it. */
  private static void answer(Decider decider, Reasoning step, Node.Reason node) {
    if (node.answer().isPresent()) {
      JsonNode json = step.answer().path("json");
      List<String> problems = json.isMissingNode() ? List.of("there is no JSON in it") : node.answer().get().problems(json);
      if (!problems.isEmpty()) {
        fail(decider, step, Failures.Problem.of(TaskReason.ANSWER_INVALID, "The model's answer is not as the definition wants it: " + String.join("; ", problems)));
        return;
      }
    }
    // The answer itself is told already, by the turn.
    decider.event(TaskEventType.STEP_COMPLETED, step.path(), null);
  }

  /** Begins the tools that were asked for, as far as there is room. Answers whether all have ended. */
  private static boolean runTools(Decider decider, Reasoning step, Node.Reason node) {
    int calls = step.toolCalls().size();
    for (int i = 0; i < calls && decider.mayBegin(); i++) {
      if (!step.isToolBegun(i)) {
        if (!decider.hasRoom()) {
          return false;
        }
        Tools.begin(decider, step, node, i);
      }
    }
    return !decider.isOver() && !step.isToolOpen();
  }

  /** The step fails: what it has under way is stopped. */
  static void fail(Decider decider, Reasoning step, Failures.Problem problem) {
    for (Outside part : List.copyOf(decider.run().steps().outside())) {
      if (part.reasoning() == step) {
        decider.stop(part);
        decider.cancelled(part.path(), problem.reason(), null, null);
      }
    }
    if (!decider.isOver()) {
      Failures.fail(decider, step, problem);
    }
  }

}
