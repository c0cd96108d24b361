package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of one task: what its events say, and nothing else.
 *
 * <p>A tree of graphs under way ({@link Scope}) and the steps that are open in them ({@link OpenStep}). An event changes what it is about and copies nothing.
 * It does not know the definition: an event says all that changes, and {@link TaskEngine} holds the state against the definition to see what comes next.
 *
 * <p>The only thing that no event tells is when an action was last asked for again: state that is read anew may ask once too often, under the same id.
 */
final class TaskRun {
  private static final Set<TaskEventType> STEP_EVENTS =
      Collections.unmodifiableSet(
          EnumSet.of(
              TaskEventType.STEP_STARTED,
              TaskEventType.STEP_RETRYING,
              TaskEventType.STEP_COMPLETED,
              TaskEventType.STEP_FAILED,
              TaskEventType.STEP_CANCELLED));

  private final String taskId;
  private final String tenant;
  private final Instant startedAt;
  private TaskStart start;
  private Map<String, JsonNode> taskNames;
  private final Steps steps;
  private final Inbox inbox = new Inbox();
  private final Tally tally = new Tally();
  private long lastSequence;
  private Instant lastAt;
  private boolean paused;
  private boolean stuck;
  private Stopping stopping;
  private ScheduleState schedule;
  private TaskFinished result;
  private Optional<Instant> expiresAt = Optional.empty();

  /**
   * Nothing new begins: the task is cancelled or takes back what is done.
   *
   * @param compensating what it failed with; null: it is cancelled
   * @param message why it is cancelled; null: nobody said
   * @param patienceUntil what was under way may stop until then
   * @param undoFailures sentences, where something could not be taken back
   */
  record Stopping(Scope.Failure compensating, String message, Instant patienceUntil, List<String> undoFailures) {
    boolean isCancel() {
      return compensating == null;
    }
  }

  private TaskRun(TaskEvent first) {
    taskId = first.getTaskId();
    tenant = first.getTenant();
    startedAt = first.getAt();
    lastAt = startedAt;
    steps = new Steps(taskId);
  }

  /**
   * The state after these events.
   *
   * @param events of one task, in order, from the first
   * @return null if there are none
   * @throws IllegalArgumentException if they are no task's story
   */
  static TaskRun of(List<TaskEvent> events) {
    if (events.isEmpty()) {
      return null;
    }
    var run = new TaskRun(events.getFirst());
    events.forEach(run::evolve);
    return run;
  }

  /**
   * Takes the next event; the only change there is.
   *
   * @throws IllegalArgumentException if it cannot follow
   */
  void evolve(TaskEvent event) {
    evolve(event, Json.readOwn(event.getData()));
  }

  /** The same where the event's data is at hand as JSON. */
  void evolve(TaskEvent event, JsonNode data) {
    lastSequence = event.getSequence();
    lastAt = event.getAt();
    tally.event(event);
    try {
      apply(event, data);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Event " + event.getSequence() + " of task " + taskId + " holds a time that is none: " + e.getMessage(), e);
    }
  }

  private void apply(TaskEvent event, JsonNode data) {
    stuck = false;
    if (event.getStep() == null && STEP_EVENTS.contains(event.getType())) {
      throw new IllegalArgumentException("Event " + event.getSequence() + " of task " + taskId + " must name a step.");
    }
    switch (event.getType()) {
      case TASK_STARTED -> begin(TaskStart.of(data));
      case TASK_FORKED -> forked();
      case STEP_STARTED -> stepStarted(event, data);
      case STEP_RETRYING -> steps.retries(event.getStep(), data.path("attempt").asInt(), TaskStart.instant(data, "at"), event.getAt());
      case STEP_COMPLETED, STEP_FAILED, STEP_CANCELLED -> stepEnded(event, data);
      case VALUE_SET -> steps.scope(event.getStep() == null ? "" : event.getStep()).bind(data.path("name").asText(), data.path("value"));
      case SIGNAL_RECEIVED -> signalled(data, event.getReason() == null);
      case TASK_PAUSED -> paused(data, true);
      case TASK_RESUMED -> {
        paused(data, false);
        if (schedule != null) {
          schedule.skipUntil(event.getAt());
        }
      }
      case TASK_CANCELLING -> stopping = new Stopping(null, event.getMessage(), Instant.parse(data.path("until").asText()), List.of());
      case COMPENSATION_STARTED -> {
        var failure = new Scope.Failure(data.path("node").asText(), event.getReason(), event.getMessage(), true);
        stopping = new Stopping(failure, null, Instant.parse(data.path("until").asText()), new ArrayList<>());
      }
      case TASK_STUCK -> stuck = true;
      case TASK_FINISHED -> finished(event, data);
    }
  }

  private void begin(TaskStart with) {
    start = with;
    ObjectNode labels = Json.object();
    with.labels().forEach(labels::put);
    ObjectNode task = Json.object().put("id", taskId).put("tenant", tenant).put("agent", with.agent()).put("version", with.version());
    task.set("labels", labels);
    taskNames = Map.of("input", with.input(), "task", task);
    tally.begun();
    expiresAt = with.expiresAt(startedAt);
    schedule = with.schedule() == null ? null : new ScheduleState(with.schedule(), startedAt);
  }

  private void stepStarted(TaskEvent event, JsonNode data) {
    tally.stepStarted(event.getAt());
    if (schedule == null) {
      steps.started(event, data);
    } else {
      schedule.started(event);
      tally.runStarted(event, data.path("number").asInt());
    }
  }

  private void stepEnded(TaskEvent event, JsonNode data) {
    if (schedule != null) {
      schedule.ended(event);
      return;
    }
    OpenStep ended = steps.find(event.getStep());
    if (event.getType() == TaskEventType.STEP_COMPLETED && ended instanceof OpenStep.Waiting waiting && waiting.signal() != null) {
      inbox.take(waiting.signal());
    }
    if (event.getType() == TaskEventType.STEP_FAILED && stopping != null && ended != null && ended.isUndo()) {
      stopping.undoFailures().add(event.getStep() + ": " + event.getReason());
    }
    steps.ended(event, data);
  }

  /** What was done before belongs to the other task: this one neither pays for it nor takes it back. */
  private void forked() {
    tally.forked();
    steps.done().clear();
  }

  private void signalled(JsonNode data, boolean taken) {
    inbox.remember(data.path("id").asText());
    if (taken && data.path("signal").asText().equals(TaskSignal.MESSAGE.name())) {
      inbox.add(data.path("name").asText(), data.path("payload"));
    }
  }

  private void paused(JsonNode data, boolean now) {
    paused = now;
    inbox.remember(data.path("id").asText());
  }

  private void finished(TaskEvent event, JsonNode data) {
    boolean completed = event.getReason() == null;
    TaskStatus status = completed ? TaskStatus.COMPLETED : TaskStatus.valueOf(data.path("status").asText());
    result =
        new TaskFinished(
            taskId, tenant, start.agent(), start.version(), status, completed ? event.getData() : null, event.getReason(), event.getMessage(), tally.steps(), tally.usage(),
            start.labels(), start.parent(), start.requestedAt(), tally.firstStepAt(), event.getAt());
    start = start.withoutInput();
    taskNames = Map.of();
    steps.clear();
    inbox.clear();
    tally.finished(result.getOutput());
  }

  String taskId() {
    return taskId;
  }

  String tenant() {
    return tenant;
  }

  TaskStart start() {
    return start;
  }

  /** {@code input} and {@code task}, as expressions read them. */
  Map<String, JsonNode> names() {
    return taskNames;
  }

  Steps steps() {
    return steps;
  }

  /** Of a schedule; null: it is none. */
  ScheduleState schedule() {
    return schedule;
  }

  /** Why nothing new begins; null: it does. */
  Stopping stopping() {
    return stopping;
  }

  boolean isPaused() {
    return paused;
  }

  Inbox inbox() {
    return inbox;
  }

  Tally tally() {
    return tally;
  }

  /** Whether one more action or child may be under way. */
  boolean hasRoom() {
    return steps.underWay() < start.limits().parallel();
  }

  /** When it ends at the latest; empty: a schedule without a deadline. */
  Optional<Instant> expiresAt() {
    return expiresAt;
  }

  /** Number of the last event. */
  long lastSequence() {
    return lastSequence;
  }

  /** When the last event happened. */
  Instant lastAt() {
    return lastAt;
  }

  /** Events between the first and this number are no longer needed to rebuild the state: those of a schedule's earlier runs. 1: all are needed. */
  long neededFrom() {
    return schedule == null ? 1 : schedule.neededFrom();
  }

  boolean isFinished() {
    return result != null;
  }

  /** The result; null until finished. */
  TaskFinished result() {
    return result;
  }

  /** Whether it was told to be stuck, and nothing has happened since. */
  boolean isStuck() {
    return stuck;
  }

  /** When it is told to be stuck unless something happens; empty: it never is, as it stands. */
  Optional<Instant> stuckAt() {
    return !stuck && steps.isActionUnderWay() ? Optional.of(lastAt.plus(start.stuckAfter())) : Optional.empty();
  }

  TaskSummary summary() {
    return Summaries.of(this);
  }

  /** When {@link TaskCommand.Wake} is due next; empty: never. */
  Optional<Instant> wakeAt() {
    return result == null ? Optional.ofNullable(Timers.next(this)) : Optional.empty();
  }

  /** About how much memory this takes, in bytes; rather too much than too little. */
  long memoryBytes() {
    return tally.memoryBytes(steps.open().size());
  }
}
