package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.Agent;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskMail;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One decision in the making: gathers events, each of which the state takes at once, and effects.
 *
 * <p>It is also where limits hold. An event that would leave no room to finish finishes the task instead; from then on nothing more is taken, and every method
 * that makes an event answers whether it did.
 */
final class Decider {
  /** Room that is kept for the last event of a story, in characters. */
  static final int RESERVE = 2048;

  static final String ORIGIN = "tasks";

  /** Of what one event or request carries, in UTF-8: with all else it has to fit into {@link io.forebay.schemas.TopicSpec#RECORD_BYTES_MAX}. */
  static final int DATA_BYTES_MAX = 768 << 10;

  private static final int MESSAGE_CHARS_MAX = 1000;

  private final TaskRun run;
  private final Agent agent;
  private final TaskSettings settings;
  private final Instant now;
  private final List<TaskEvent> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  /**
   * A decision.
   *
   * @param agent that the task runs; null where there is none, and then the task ends
   * @param now in whole microseconds
   */
  Decider(TaskRun run, Agent agent, TaskSettings settings, Instant now) {
    this.run = run;
    this.agent = agent;
    this.settings = settings;
    this.now = now;
  }

  TaskRun run() {
    return run;
  }

  Agent agent() {
    return agent;
  }

  TaskSettings settings() {
    return settings;
  }

  Instant now() {
    return now;
  }

  boolean isOver() {
    return run.isFinished();
  }

  /** Whether a step may begin now: nothing has stopped or paused the task. */
  boolean mayBegin() {
    return !isOver() && !run.isPaused() && run.stopping() == null;
  }

  /** Whether one more action or child may be under way. */
  boolean hasRoom() {
    return run.hasRoom();
  }

  Names names(Scope scope) {
    return new Names(scope, run.names());
  }

  Decision decision() {
    return new Decision(run, List.copyOf(events), List.copyOf(effects));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** What has been decided so far. */
  List<TaskEvent> events() {
    return events;
  }

  /** An event that was made and taken elsewhere belongs to this decision. */
  void taken(TaskEvent event) {
    events.add(event);
  }

  /** Takes an event of another task as one of this task. */
  void copy(TaskEvent event) {
    var own =
        new TaskEvent(
            run.taskId(), run.tenant(), run.lastSequence() + 1, event.getAt(), event.getType(), event.getStep(), event.getData(), event.getReason(), event.getMessage(),
            event.getUsage());
    run.evolve(own);
    events.add(own);
  }

  boolean started(String path, ObjectNode data) {
    if (isOver()) {
      return false;
    }
    if (run.tally().steps() >= run.start().limits().steps() && !data.path("kind").asText().equals(StepKinds.UNDO)) {
      over(TaskReason.STEPS, "It has started " + run.tally().steps() + " steps, as many as its limit allows.");
      return false;
    }
    return event(TaskEventType.STEP_STARTED, path, data);
  }

  boolean completed(String path, JsonNode output) {
    return event(TaskEventType.STEP_COMPLETED, path, output);
  }

  /**
   * A step is completed by what came from outside.
   *
   * @param text the output as it came; null: none
   * @param output the same
   */
  boolean completed(String path, String text, JsonNode output, Usage usage) {
    return add(TaskEventType.STEP_COMPLETED, path, text, output, null, null, usage);
  }

  boolean failed(String path, JsonNode data, String reason, String message, Usage usage) {
    return add(TaskEventType.STEP_FAILED, path, data.isNull() ? null : Json.text(data), data, reason, message, usage);
  }

  boolean cancelled(String path, String reason, String message, Usage usage) {
    return add(TaskEventType.STEP_CANCELLED, path, null, Json.NULL, reason, message, usage);
  }

  boolean event(TaskEventType type, String path, JsonNode data) {
    return event(type, path, data, null, null);
  }

  boolean event(TaskEventType type, String path, JsonNode data, String reason, String message) {
    return event(type, path, data, reason, message, null);
  }

  /** The next event; without data where that is null. */
  boolean event(TaskEventType type, String path, JsonNode data, String reason, String message, Usage usage) {
    return add(type, path, data == null ? null : Json.text(data), data == null ? Json.NULL : data, reason, message, usage);
  }

  private boolean add(TaskEventType type, String path, String text, JsonNode data, String reason, String message, Usage usage) {
    if (isOver()) {
      return false;
    }
    if (!Json.fits(text, DATA_BYTES_MAX)) {
      finish(TaskStatus.OVER_BUDGET, TaskReason.RECORD_BYTES.name(), "What the step " + path + tooLarge(text), usage);
      return false;
    }
    TaskEvent event = next(type, path, text, reason, message, usage);
    if (run.schedule() == null && run.tally().bytes() + Tally.length(event) + RESERVE > run.start().limits().historyBytes()) {
      finish(TaskStatus.OVER_BUDGET, TaskReason.HISTORY_BYTES.name(), "Its story has " + run.tally().bytes() + " bytes, and the next event does not fit.", usage);
      return false;
    }
    take(event, data);
    return true;
  }

  static String tooLarge(String text) {
    return " would carry has " + text.length() + " characters, more than the " + DATA_BYTES_MAX + " bytes that fit into a record; put it into a blob.";
  }

  private TaskEvent next(TaskEventType type, String path, String text, String reason, String message, Usage usage) {
    String sentence = message == null ? null : Json.shortened(message, MESSAGE_CHARS_MAX);
    return new TaskEvent(run.taskId(), run.tenant(), run.lastSequence() + 1, now, type, path, text, reason, sentence, usage);
  }

  private void take(TaskEvent event, JsonNode data) {
    run.evolve(event, data);
    events.add(event);
  }

  /** The task is done. */
  void complete(JsonNode output) {
    if (isOver()) {
      return;
    }
    String text = Json.text(output);
    if (!Json.fits(text, DATA_BYTES_MAX)) {
      over(TaskReason.RECORD_BYTES, "What its output" + tooLarge(text));
      return;
    }
    TaskEvent event = next(TaskEventType.TASK_FINISHED, null, text, null, null, null);
    if (run.tally().bytes() + Tally.length(event) > run.start().limits().historyBytes()) {
      over(TaskReason.HISTORY_BYTES, "Its output of " + event.getData().length() + " bytes does not fit into its story.");
      return;
    }
    finish(event, output);
  }

  void fail(TaskReason reason, String message) {
    finish(TaskStatus.FAILED, reason.name(), message, null);
  }

  void over(TaskReason reason, String message) {
    finish(TaskStatus.OVER_BUDGET, reason.name(), message, null);
  }

  /**
   * The task ends otherwise.
   *
   * @param usage what no other event has told; null: nothing
   */
  void finish(TaskStatus status, String reason, String message, Usage usage) {
    if (!isOver()) {
      ObjectNode data = Json.object().put("status", status.name());
      finish(next(TaskEventType.TASK_FINISHED, null, Json.text(data), reason, message, usage), data);
    }
  }

  private void finish(TaskEvent event, JsonNode data) {
    TaskStart start = run.start();
    run.steps().outside().forEach(this::stop);
    take(event, data);
    effect(new Effect.Finish(run.result()));
    if (start.parent() != null && start.parentStep() != null) {
      effect(new Effect.Tell(start.parent(), new TaskMail(null, run.result(), start.parentStep(), 0, null)));
    }
  }

  /** Cancels an action or a child, if it is under way. */
  void stop(OpenStep.Outside step) {
    if (!step.isUnderWay()) {
      return;
    }
    switch (step) {
      case OpenStep.Asked asked -> effect(new Effect.Control(cancel(asked)));
      case OpenStep.Called called -> effect(new Effect.Tell(called.id(), new TaskMail(null, null, null, 0, cancel(called))));
    }
  }

  private ControlActions cancel(OpenStep.Asked step) {
    return new ControlActions(
        step.id() + "/cancel", run.tenant(), Requests.lane(run.tenant(), step), ControlCommand.CANCEL, step.id(), null, null, ORIGIN, "Its task no longer needs it.", now);
  }

  private SignalTask cancel(OpenStep.Called step) {
    return new SignalTask(
        step.id() + "/cancel", step.id(), run.tenant(), TaskSignal.CANCEL, null, null, null, ORIGIN, "The task " + run.taskId() + " no longer needs it.", now);
  }
}
