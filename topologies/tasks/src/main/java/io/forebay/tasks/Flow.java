package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.agents.Template;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.OpenStep.Asked;
import io.forebay.tasks.OpenStep.Called;
import io.forebay.tasks.OpenStep.Passing;
import io.forebay.tasks.OpenStep.Waiting;
import java.time.Instant;
import java.util.Optional;

/** Moves graphs on, as far as they go without anything from outside. What comes next follows from the state and the definition alone. */
final class Flow {
  private Flow() {}

  /** Moves a graph on, and those inside of it. */
  static void advance(Decider decider, Scope scope) {
    while (!decider.isOver() && decider.run().stopping() == null) {
      if (scope.failure() != null) {
        Failures.settle(decider, scope);
        return;
      }
      OpenStep step = scope.step();
      if (step == null) {
        if (!begin(decider, scope)) {
          return;
        }
      } else {
        advance(decider, step);
        if (scope.step() == step) {
          return;
        }
      }
    }
  }

  private static void advance(Decider decider, OpenStep step) {
    switch (step) {
      case Asked asked -> Actions.advance(decider, asked);
      case Called called -> Calls.advance(decider, called);
      case Waiting waiting -> Waits.advance(decider, waiting);
      case Reasoning reasoning -> Reasons.advance(decider, reasoning);
      case Gathering gathering -> Items.advance(decider, gathering);
      case Passing passing -> pass(decider, passing);
    }
  }

  /** Begins the next node of a graph between two steps. Answers whether there was one, and it could. */
  private static boolean begin(Decider decider, Scope scope) {
    if (!decider.mayBegin()) {
      return false;
    }
    Instant notBefore = decider.run().start().notBefore();
    if (scope.isRoot() && scope.isFresh() && notBefore != null && notBefore.isAfter(decider.now())) {
      return false;
    }
    Optional<Node> next = Definition.next(decider.agent(), scope);
    if (next.isEmpty()) {
      return end(decider, scope, Optional.empty());
    }
    return begin(decider, scope, next.get());
  }

  private static boolean begin(Decider decider, Scope scope, Node node) {
    return switch (node) {
      case Node.Action action -> decider.hasRoom() && Actions.begin(decider, scope, action);
      case Node.Call call -> decider.hasRoom() && Calls.begin(decider, scope, call);
      case Node.Reason reason -> Reasons.begin(decider, scope, reason);
      case Node.Switch choice -> decider.started(scope.pathOf(choice.name()), Json.object().put("kind", StepKinds.SWITCH));
      case Node.Foreach foreach -> Items.begin(decider, scope, foreach);
      case Node.Wait wait -> Waits.begin(decider, scope, wait);
      case Node.Approval approval -> Waits.begin(decider, scope, approval);
      case Node.End end when end.failure().isPresent() -> decider.started(scope.pathOf(end.name()), Json.object().put("kind", StepKinds.END));
      case Node.End end -> end(decider, scope, Optional.of(end));
    };
  }

  /** Decides where a switch goes, and with what an end fails. */
  private static void pass(Decider decider, Passing step) {
    try {
      switch (Definition.node(decider.agent(), step)) {
        case Node.Switch choice -> decider.completed(step.path(), target(choice, decider.names(step.scope())));
        case Node.End end when end.failure().isPresent() -> {
          String message = Requests.text(end.failure().get().render(decider.names(step.scope())));
          Failures.fail(decider, step, Failures.Problem.of(TaskReason.ENDED_AS_FAILURE, message));
        }
        default -> Failures.fail(decider, step, Failures.Problem.of(TaskReason.EXPRESSION_FAILED, "It could not be started."));
      }
    } catch (ExpressionException e) {
      Failures.fail(decider, step, Failures.Problem.of(TaskReason.EXPRESSION_FAILED, e.getMessage()));
    }
  }

  /** Where a switch goes; null: its graph is done. */
  private static JsonNode target(Node.Switch choice, Names names) {
    for (Node.Case option : choice.cases()) {
      JsonNode holds = option.when().evaluate(names);
      if (!holds.isBoolean()) {
        throw new ExpressionException("A condition is true or false; " + option.when().source() + " is neither.", null);
      }
      if (holds.asBoolean()) {
        return TextNode.valueOf(option.then());
      }
    }
    return choice.otherwise().<JsonNode>map(TextNode::valueOf).orElse(null);
  }

  /** A graph is done: the task has its result, or the item its answer. Answers whether the graph goes on, since its end failed. */
  private static boolean end(Decider decider, Scope scope, Optional<Node.End> end) {
    Optional<Template> own = end.flatMap(Node.End::output);
    Optional<Template> template = own.isPresent() ? own : output(decider, scope);
    JsonNode output;
    try {
      output = template.isPresent() ? template.get().render(decider.names(scope)) : scope.answer();
    } catch (ExpressionException e) {
      return failEnd(decider, scope, end, e.getMessage());
    }
    if (scope.isRoot()) {
      decider.complete(output);
    } else {
      // Without a template the answer is what the last step answered, which is told already.
      decider.event(TaskEventType.STEP_COMPLETED, scope.path(), template.isPresent() ? output : null);
    }
    return false;
  }

  private static Optional<Template> output(Decider decider, Scope scope) {
    if (scope.isRoot()) {
      return decider.agent().output();
    }
    return ((Node.Foreach) Definition.node(decider.agent(), scope.owner())).itemOutput();
  }

  private static boolean failEnd(Decider decider, Scope scope, Optional<Node.End> end, String message) {
    if (end.isPresent()) {
      return Failures.failStart(decider, scope.pathOf(end.get().name()), StepKinds.END, TaskReason.EXPRESSION_FAILED, message);
    }
    if (scope.isRoot()) {
      decider.fail(TaskReason.EXPRESSION_FAILED, message);
    } else {
      decider.failed(scope.path(), Json.NULL, TaskReason.EXPRESSION_FAILED.name(), message, null);
    }
    return false;
  }
}
