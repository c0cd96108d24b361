package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A task that an {@link AgentTest} has started: step in, skip time, and see what came of it. Every method that expects something throws AssertionError. */
public final class AgentStory {
  private static final Duration END_MAX = Duration.ofDays(3650);

  private final FakeWorld world;
  private final Optional<Recording> recording;
  private int signals;

  AgentStory(FakeWorld world, Optional<Recording> recording) {
    this.world = world;
    this.recording = recording;
  }

  private TaskRun task() {
    return world.run(AgentTest.TASK_ID);
  }

  /** Approves what a step waits for, of the task or of a child. */
  public AgentStory approve(String role) {
    return approve(role, "null");
  }

  /** Approves, with a payload in JSON. */
  public AgentStory approve(String role, String payload) {
    return decide(TaskSignal.APPROVE, role, payload);
  }

  /** Rejects what a step waits for. */
  public AgentStory reject(String role) {
    return decide(TaskSignal.REJECT, role, "null");
  }

  private AgentStory decide(TaskSignal signal, String role, String payload) {
    for (TaskRun run : world.runs()) {
      if (!run.isFinished() && run.steps().open().stream().anyMatch(step -> step instanceof OpenStep.Waiting waiting && waiting.isApproval())) {
        return signal(run, signal, null, payload, role);
      }
    }
    throw new AssertionError("No step waits for an approval. " + told());
  }

  /** Sends a message by name, with a payload in JSON. */
  public AgentStory send(String name, String payload) {
    return signal(task(), TaskSignal.MESSAGE, name, payload, null);
  }

  public AgentStory cancel() {
    return signal(task(), TaskSignal.CANCEL, null, null, null);
  }

  public AgentStory pause() {
    return signal(task(), TaskSignal.PAUSE, null, null, null);
  }

  public AgentStory resume() {
    return signal(task(), TaskSignal.RESUME, null, null, null);
  }

  private AgentStory signal(TaskRun run, TaskSignal signal, String name, String payload, String role) {
    var sent = new SignalTask("signal-" + ++signals, run.taskId(), AgentTest.TENANT, signal, name, payload, role, "test", null, world.now());
    world.tell(run.taskId(), new TaskCommand.Signal(sent));
    return settled();
  }

  /** Lets time pass. */
  public AgentStory skip(Duration time) {
    world.skipTo(world.now().plus(time));
    return settled();
  }

  /** Lets time pass until the task ends, ten years at most. */
  public AgentStory toEnd() {
    Instant until = world.now().plus(END_MAX);
    while (!task().isFinished() && (signalled() || world.step(until))) {
      // each step does what happens next
    }
    return this;
  }

  /** Goes on until everything that is left waits for a time or for somebody. */
  AgentStory settled() {
    while (!task().isFinished() && (signalled() || (world.isBusy() && world.step(world.now().plus(END_MAX))))) {
      // each step does what happens next
    }
    return this;
  }

  private boolean signalled() {
    List<SignalTask> due = recording.map(recorded -> recorded.signalsFor(task(), world.now())).orElse(List.of());
    due.forEach(signal -> world.tell(AgentTest.TASK_ID, new TaskCommand.Signal(signal)));
    return !due.isEmpty();
  }

  /** Expects that the task has completed. */
  public AgentStory completes() {
    return ends(TaskStatus.COMPLETED, null);
  }

  /** Expects that the task has failed with this reason. */
  public AgentStory fails(String reason) {
    return ends(TaskStatus.FAILED, reason);
  }

  /**
   * Expects how the task has ended.
   *
   * @param reason null: any
   */
  public AgentStory ends(TaskStatus status, String reason) {
    if (!task().isFinished() || result().getStatus() != status || (reason != null && !reason.equals(result().getReason()))) {
      throw new AssertionError("Expected the task to end " + status + (reason == null ? "" : " with " + reason) + ". " + told());
    }
    return this;
  }

  /** Expects that the task waits for a time, a signal, an approval or a child at this step. */
  public AgentStory waitsAt(String step) {
    if (task().isFinished() || task().steps().find(step) == null) {
      throw new AssertionError("Expected the task to wait at " + step + ". " + told());
    }
    return this;
  }

  /** Expects that exactly these steps have completed, in this order; those of foreach items and reason nodes by their paths. */
  public AgentStory ran(String... steps) {
    if (!completed().equals(List.of(steps))) {
      throw new AssertionError("Expected the steps " + List.of(steps) + ". " + told());
    }
    return this;
  }

  /** Expects that the task has answered this JSON. */
  public AgentStory answers(String json) {
    completes();
    if (!output().equals(Json.readOwn(json))) {
      throw new AssertionError("Expected the output " + json + ", got " + output() + ". " + told());
    }
    return this;
  }

  /** The result; null: the task has not ended. */
  public TaskFinished result() {
    return task().result();
  }

  /** What the task has answered; missing unless it has completed. */
  public JsonNode output() {
    return task().isFinished() && result().getOutput() != null ? Json.readOwn(result().getOutput()) : MissingNode.getInstance();
  }

  public TaskSummary summary() {
    return task().summary();
  }

  /** Everything that has happened in the task. */
  public List<TaskEvent> events() {
    return List.copyOf(world.story(AgentTest.TASK_ID));
  }

  /** Paths of the steps that have completed, in order. */
  public List<String> completed() {
    return events().stream().filter(event -> event.getType() == TaskEventType.STEP_COMPLETED).map(TaskEvent::getStep).toList();
  }

  /** Inputs of all actions of a capability, in order, those of children included; one that was asked for again counts once. */
  public List<JsonNode> inputs(String capability) {
    return world.asked().stream()
        .filter(request -> request.getCapability().equals(capability))
        .collect(Collectors.toMap(RequestAction::getActionId, RequestAction::getInput, (first, _) -> first, LinkedHashMap::new))
        .values()
        .stream()
        .map(Json::readOwn)
        .toList();
  }

  /** How much time has passed since the task was started. */
  public Duration took() {
    return Duration.between(events().getFirst().getAt(), task().isFinished() ? result().getFinishedAt() : world.now());
  }

  private String told() {
    if (task().isFinished()) {
      TaskFinished result = result();
      String why = result.getReason() == null ? "" : " with " + result.getReason() + ": " + Objects.requireNonNullElse(result.getMessage(), "");
      return "It has ended " + result.getStatus() + why + "; completed steps: " + completed();
    }
    return "It is " + summary().getPhase() + ": " + summary().getDoing() + "; completed steps: " + completed();
  }
}
