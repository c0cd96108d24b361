package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.OpenStep.Asked;
import io.forebay.tasks.OpenStep.Called;
import io.forebay.tasks.OpenStep.Outside;
import io.forebay.tasks.OpenStep.Passing;
import io.forebay.tasks.OpenStep.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The open steps of a task, and what events make of them.
 *
 * <p>A step is known by its path; see {@link StepPath}.
 */
final class Steps {
  private final String taskId;
  private final Scope root = new Scope();
  private final Map<String, OpenStep> open = new LinkedHashMap<>();
  private final Map<String, Outside> outside = new LinkedHashMap<>();
  private final List<Done> done = new ArrayList<>();

  /**
   * A step that can be taken back.
   *
   * @param path of the step
   * @param node of the definition
   * @param scope whose names the definition may read
   * @param output what the step answered
   */
  record Done(String path, String node, Scope scope, JsonNode output) {}

  Steps(String taskId) {
    this.taskId = taskId;
  }

  Scope root() {
    return root;
  }

  /** Those that are open, in the order in which they started. */
  Collection<OpenStep> open() {
    return open.values();
  }

  /** Those that wait for an action or a child, in the order in which they started. */
  Collection<Outside> outside() {
    return outside.values();
  }

  /** A step that waits for this action or child; null: none does. */
  Outside waitingFor(String id) {
    return outside.get(id);
  }

  /** An open step by its path; null: it is not open. */
  OpenStep find(String path) {
    return open.get(path);
  }

  /** What can be taken back, the last one last. */
  List<Done> done() {
    return done;
  }

  /** How many actions and children are under way. */
  int underWay() {
    int count = 0;
    for (Outside step : outside.values()) {
      count += step.isUnderWay() ? 1 : 0;
    }
    return count;
  }

  /** Whether an action is under way. */
  boolean isActionUnderWay() {
    for (Outside step : outside.values()) {
      if (step instanceof Asked && step.isUnderWay()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The graph with a path.
   *
   * @param path empty: the agent's own; otherwise an item such as {@code gather[3]}
   */
  Scope scope(String path) {
    if (path.isEmpty()) {
      return root;
    }
    return gathering(path).begin(StepPath.itemIndex(path));
  }

  /** Whether a step is being taken back. */
  boolean isUndoing() {
    for (Outside step : outside.values()) {
      if (step.isUndo()) {
        return true;
      }
    }
    return false;
  }

  void started(TaskEvent event, JsonNode data) {
    String path = event.getStep();
    String kind = data.path("kind").asText();
    if (kind.equals(StepKinds.UNDO)) {
      undoStarted(path, data, event.getAt());
    } else if (kind.equals(StepKinds.TURN)) {
      Reasoning reasoning = reasoning(StepPath.parent(path));
      reasoning.turnStarted();
      add(new Asked(reasoning.scope(), path, reasoning.node(), data, event.getAt(), reasoning));
    } else if (data.has("index")) {
      Reasoning reasoning = reasoning(StepPath.parent(StepPath.parent(path)));
      reasoning.toolStarted(toolIndex(reasoning, data.get("index").asInt()));
      add(
          kind.equals(StepKinds.CALL)
              ? new Called(reasoning.scope(), path, reasoning.node(), data, event.getAt(), reasoning)
              : new Asked(reasoning.scope(), path, reasoning.node(), data, event.getAt(), reasoning));
    } else {
      nodeStarted(path, kind, data, event.getAt());
    }
  }

  private void nodeStarted(String path, String kind, JsonNode data, Instant at) {
    Scope scope = scope(StepPath.parent(path));
    require(scope.step() == null, path, "started while another step of its graph is open");
    String node = StepPath.nodeOf(path);
    OpenStep step =
        switch (kind) {
          case StepKinds.ACTION -> data.has("hash") ? new Asked(scope, path, node, data, at, null) : new Passing(scope, path, node, data, at);
          case StepKinds.CALL -> data.has("hash") ? new Called(scope, path, node, data, at, null) : new Passing(scope, path, node, data, at);
          case StepKinds.REASON -> data.has("until") ? new Reasoning(scope, path, node, data, at) : new Passing(scope, path, node, data, at);
          case StepKinds.FOREACH -> data.has("items") ? new Gathering(scope, path, node, data, at) : new Passing(scope, path, node, data, at);
          case StepKinds.WAIT, StepKinds.APPROVAL ->
              data.has("until") || data.has("signal") || data.has("question")
                  ? new Waiting(scope, path, node, data, at)
                  : new Passing(scope, path, node, data, at);
          case StepKinds.SWITCH, StepKinds.END -> new Passing(scope, path, node, data, at);
          default -> throw new IllegalArgumentException("The step " + path + " of task " + taskId + " is of no known kind: " + Json.shortened(kind, 50));
        };
    scope.started(step);
    add(step);
  }

  private void undoStarted(String path, JsonNode data, Instant at) {
    require(!done.isEmpty(), path, "takes back what was not done");
    Done last = done.removeLast();
    add(data.has("hash") ? new Asked(last.scope(), path, last.node(), data, at, null) : new Passing(last.scope(), path, last.node(), data, at));
  }

  private void add(OpenStep step) {
    require(open.put(step.path(), step) == null, step.path(), "started twice");
    if (step instanceof Outside waits) {
      identify(waits);
    }
  }

  private void identify(Outside step) {
    step.identified(
        step instanceof Called
            ? Ids.child(taskId, step.path(), step.attempt(), step.hash())
            : Ids.action(taskId, step.path(), step.attempt(), step.hash()));
    outside.put(step.id(), step);
  }

  /**
   * An attempt failed and the next one is due, or goes out.
   *
   * @param due null: it goes out
   */
  void retries(String path, int attempt, Instant due, Instant at) {
    if (!(open.get(path) instanceof Outside step)) {
      throw refused(path, "is tried again but not open");
    }
    if (step.attempt() != attempt) {
      outside.remove(step.id());
      step.retries(attempt, at);
      identify(step);
    }
    if (due == null) {
      step.goesOut(at);
    } else {
      step.retries(attempt, due);
    }
  }

  /** A step ended: well, with a failure, or because nobody waits for it any longer. */
  void ended(TaskEvent event, JsonNode data) {
    String path = Objects.requireNonNullElse(event.getStep(), "");
    if (StepPath.isItem(path)) {
      itemEnded(event, data);
      return;
    }
    OpenStep step = open.remove(path);
    if (step == null) {
      toolRefused(event);
      return;
    }
    if (step instanceof Outside waits) {
      outside.remove(waits.id());
    }
    if (step.isUndo()) {
      return;
    }
    if (step instanceof Outside waits && waits.reasoning() != null) {
      partEnded(waits, event, data);
      return;
    }
    dropInside(step);
    nodeEnded(step, event, data);
  }

  private void nodeEnded(OpenStep step, TaskEvent event, JsonNode data) {
    Scope scope = step.scope();
    if (event.getType() == TaskEventType.STEP_FAILED) {
      if (data.has("goTo")) {
        scope.recovered(data.get("goTo").asText(), event.getReason(), event.getMessage());
      } else {
        scope.failed(new Scope.Failure(step.node(), event.getReason(), event.getMessage(), data.path("compensate").asBoolean()));
      }
      return;
    }
    boolean passes = step instanceof Passing;
    JsonNode output =
        switch (step) {
          case Reasoning reasoning -> reasoning.output();
          case Gathering gathering -> gathering.output();
          default -> data;
        };
    scope.completed(passes && data.isTextual() ? data.asText() : null);
    if (step.as() != null) {
      scope.answered(step.as(), output);
    }
    if (event.getType() == TaskEventType.STEP_COMPLETED && step.data().path("undo").asBoolean()) {
      done.add(new Done(step.path(), step.node(), scope, output));
    }
  }

  /** A turn or a tool of a reason step. */
  private static void partEnded(Outside step, TaskEvent event, JsonNode data) {
    Reasoning reasoning = step.reasoning();
    if (event.getUsage() != null) {
      reasoning.used(event.getUsage());
    }
    boolean completed = event.getType() == TaskEventType.STEP_COMPLETED;
    if (step.toolIndex() >= 0) {
      reasoning.toolEnded(step.toolIndex(), completed ? new Reasoning.ToolResult(data, null) : failed(event));
    } else if (completed) {
      reasoning.answered(data);
    } else {
      reasoning.turnEnded();
    }
  }

  private static Reasoning.ToolResult failed(TaskEvent event) {
    return new Reasoning.ToolResult(NullNode.getInstance(), event.getReason() + (event.getMessage() == null ? "" : ": " + event.getMessage()));
  }

  /** A tool that a model asked for and that did not start, since the definition does not allow it. */
  private void toolRefused(TaskEvent event) {
    String path = Objects.requireNonNullElse(event.getStep(), "");
    require(event.getType() == TaskEventType.STEP_FAILED, path, "ended but is not open");
    Reasoning reasoning = reasoning(StepPath.parent(StepPath.parent(path)));
    reasoning.toolEnded(toolIndex(reasoning, StepPath.toolIndex(path)), failed(event));
  }

  private void itemEnded(TaskEvent event, JsonNode data) {
    String path = event.getStep();
    Gathering gathering = gathering(path);
    int index = StepPath.itemIndex(path);
    Scope item = gathering.begin(index);
    dropInside(path + "/");
    switch (event.getType()) {
      case STEP_COMPLETED -> gathering.itemCompleted(index, event.getData() == null ? item.answer() : data);
      case STEP_FAILED -> gathering.itemFailed(index, event.getReason(), event.getMessage());
      default -> gathering.itemCancelled(index);
    }
  }

  private void dropInside(OpenStep step) {
    if (step instanceof Gathering) {
      dropInside(step.path() + "[");
    } else if (step instanceof Reasoning) {
      dropInside(step.path() + "/");
    }
  }

  private void dropInside(String prefix) {
    open.keySet().removeIf(path -> path.startsWith(prefix));
    outside.values().removeIf(step -> step.path().startsWith(prefix));
  }

  /** Forgets everything: the task is finished. */
  void clear() {
    open.clear();
    outside.clear();
    done.clear();
  }

  private Gathering gathering(String itemPath) {
    if (open.get(StepPath.foreachOf(itemPath)) instanceof Gathering gathering) {
      return gathering;
    }
    throw refused(itemPath, "is no item of an open foreach");
  }

  private Reasoning reasoning(String path) {
    if (open.get(path) instanceof Reasoning reasoning) {
      return reasoning;
    }
    throw refused(path, "is no open reason step");
  }

  private int toolIndex(Reasoning reasoning, int index) {
    require(reasoning.answer() != null && index >= 0 && index < reasoning.toolCalls().size(), reasoning.path(), "runs a tool that nobody asked for");
    return index;
  }

  private void require(boolean holds, String path, String problem) {
    if (!holds) {
      throw refused(path, problem);
    }
  }

  private IllegalArgumentException refused(String path, String problem) {
    return new IllegalArgumentException("These are no events of one task: the step " + Json.shortened(path, 200) + " of " + taskId + " " + problem + ".");
  }
}
