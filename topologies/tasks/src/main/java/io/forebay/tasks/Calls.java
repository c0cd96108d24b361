package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.agents.Retry;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskMail;
import io.forebay.schemas.TaskStatus;
import io.forebay.tasks.OpenStep.Called;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Calls of other agents: a child is a task of its own, and may use what its parent has left. */
final class Calls {
  private static final Set<String> FINAL =
      Set.of(TaskReason.UNKNOWN_AGENT.name(), TaskReason.INVALID_INPUT.name(), TaskReason.CALLS_TOO_DEEP.name());

  private Calls() {}

  /** Begins a call node. */
  static boolean begin(Decider decider, Scope scope, Node.Call node) {
    String path = scope.pathOf(node.name());
    JsonNode input;
    try {
      input = node.input().render(decider.names(scope));
    } catch (ExpressionException e) {
      return Failures.failStart(decider, path, StepKinds.CALL, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
    return start(decider, path, data(Json.object().put("as", node.common().output()), node.agent(), node.version(), input));
  }

  /** The data of a step that calls an agent. */
  static ObjectNode data(ObjectNode data, String agent, Optional<Integer> version, JsonNode input) {
    data.put("kind", StepKinds.CALL).put("hash", Ids.hash(agent, Json.text(input))).put("agent", agent);
    version.ifPresent(number -> data.put("version", number));
    return data.set("input", input);
  }

  /** Starts a step and tells the child to begin. */
  static boolean start(Decider decider, String path, ObjectNode data) {
    if (!decider.started(path, data)) {
      return false;
    }
    tell(decider, (Called) decider.run().steps().find(path));
    return true;
  }

  /** Tells a child to begin. */
  static void tell(Decider decider, Called step) {
    TaskRun run = decider.run();
    TaskStart start = run.start();
    var request =
        new RunTask(
            step.id(),
            run.tenant(),
            step.agent(),
            step.data().has("version") ? step.data().get("version").asInt() : null,
            Json.text(step.data().path("input")),
            start.priority(),
            null,
            run.expiresAt().orElse(null),
            null,
            start.labels(),
            run.taskId(),
            List.of(),
            Limits.left(start.limits().tokens(), run.tally().tokens()),
            Limits.left(start.limits().costMicroUsd(), run.tally().costMicroUsd()),
            step.askedAt());
    decider.effect(new Effect.Tell(step.id(), new TaskMail(request, null, step.path(), start.depth() + 1, null)));
  }

  static void advance(Decider decider, Called step) {
    if (decider.mayBegin() && Failures.goOut(decider, step)) {
      tell(decider, step);
    }
  }

  /** A child has its result. */
  static void finished(Decider decider, TaskFinished result) {
    if (!(decider.run().steps().waitingFor(result.getTaskId()) instanceof Called step)) {
      return;
    }
    if (result.getStatus() == TaskStatus.COMPLETED) {
      String output = Objects.requireNonNullElse(result.getOutput(), "null");
      decider.completed(step.path(), output, Json.readOwn(output), result.getUsage());
      return;
    }
    String reason = Objects.requireNonNullElse(result.getReason(), result.getStatus().name());
    boolean wasCancelled = result.getStatus() == TaskStatus.CANCELLED;
    if (wasCancelled && decider.run().stopping() != null) {
      decider.cancelled(step.path(), reason, result.getMessage(), result.getUsage());
      return;
    }
    var problem = new Failures.Problem(reason, result.getMessage(), result.getUsage(), null);
    boolean isTool = step.toolIndex() >= 0;
    Retry retry = isTool ? Retry.none() : Definition.node(decider.agent(), step).common().retry();
    if (mayRepeat(result) && Failures.retry(decider, step, retry, problem)) {
      return;
    }
    if (isTool) {
      decider.failed(step.path(), Json.NULL, problem.reason(), problem.message(), problem.usage());
    } else {
      Failures.fail(decider, step, problem);
    }
  }

  /** Another child may do better where this one failed, but not where it could not even begin, or ended at a limit. */
  private static boolean mayRepeat(TaskFinished result) {
    return result.getStatus() == TaskStatus.FAILED && !FINAL.contains(Objects.requireNonNullElse(result.getReason(), ""));
  }
}
