package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.Usage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
  /** What an event takes beside its texts, about. */
  static final int EVENT_OVERHEAD = 48;

  private static final Set<TaskEventType> STEP_EVENTS =
      Collections.unmodifiableSet(
          EnumSet.of(
              TaskEventType.STEP_STARTED,
              TaskEventType.STEP_RETRYING,
              TaskEventType.STEP_COMPLETED,
              TaskEventType.STEP_FAILED,
              TaskEventType.STEP_CANCELLED));
  private static final int DOING_MAX = 20;
  private static final int MEMORY_BASE = 2048;
  private static final int MEMORY_FACTOR = 4;
  private static final int MEMORY_STEP = 512;

  private final String taskId;
  private final String tenant;
  private final Instant startedAt;
  private TaskStart start;
  private Map<String, JsonNode> taskNames;
  private final Steps steps;
  private final Map<String, Deque<JsonNode>> messages = new HashMap<>();
  private final Set<String> signals = new HashSet<>();
  private long lastSequence;
  private Instant lastAt;
  private Instant firstStepAt;
  private long bytes;
  private long startBytes;
  private long boundBytes;
  private int started;
  private long inputTokens;
  private long outputTokens;
  private long costMicroUsd;
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
    bytes += length(event);
    boundBytes += event.getData() == null ? 0 : event.getData().length();
    add(event.getUsage());
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
      case STEP_STARTED -> {
        started++;
        firstStepAt = firstStepAt == null ? event.getAt() : firstStepAt;
        stepStarted(event, data);
      }
      case STEP_RETRYING -> steps.retries(event.getStep(), data.path("attempt").asInt(), TaskStart.instant(data, "at"), event.getAt());
      case STEP_COMPLETED, STEP_FAILED, STEP_CANCELLED -> {
        stepEnded(event, data);
      }
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
    startBytes = bytes;
    expiresAt = with.expiresAt(startedAt);
    schedule = with.schedule() == null ? null : new ScheduleState(with.schedule(), startedAt);
  }

  private void stepStarted(TaskEvent event, JsonNode data) {
    if (schedule == null) {
      steps.started(event, data);
    } else {
      schedule.started(event);
      started = data.path("number").asInt();
      bytes = startBytes + length(event);
    }
  }

  private void stepEnded(TaskEvent event, JsonNode data) {
    if (schedule != null) {
      schedule.ended(event);
      return;
    }
    if (event.getType() == TaskEventType.STEP_COMPLETED && steps.find(event.getStep()) instanceof OpenStep.Waiting waiting && waiting.signal() != null) {
      messages.getOrDefault(waiting.signal(), new ArrayDeque<>()).poll();
    }
    OpenStep ended = steps.find(event.getStep());
    boolean undoes = ended != null && ended.isUndo();
    if (undoes && event.getType() == TaskEventType.STEP_FAILED && stopping != null) {
      stopping.undoFailures().add(event.getStep() + ": " + event.getReason());
    }
    steps.ended(event, data);
  }

  /** What was done before belongs to the other task: this one neither pays for it nor takes it back. */
  private void forked() {
    started = 0;
    firstStepAt = null;
    inputTokens = 0;
    outputTokens = 0;
    costMicroUsd = 0;
    steps.done().clear();
  }

  private void signalled(JsonNode data, boolean taken) {
    signals.add(data.path("id").asText());
    if (taken && data.path("signal").asText().equals("MESSAGE")) {
      messages.computeIfAbsent(data.path("name").asText(), _ -> new ArrayDeque<>()).add(data.path("payload"));
    }
  }

  private void paused(JsonNode data, boolean now) {
    paused = now;
    signals.add(data.path("id").asText());
  }

  private void finished(TaskEvent event, JsonNode data) {
    boolean completed = event.getReason() == null;
    TaskStatus status = completed ? TaskStatus.COMPLETED : TaskStatus.valueOf(data.path("status").asText());
    result =
        new TaskFinished(
            taskId, tenant, start.agent(), start.version(), status, completed ? event.getData() : null, event.getReason(), event.getMessage(), started, usage(),
            start.labels(), start.parent(), start.requestedAt(), firstStepAt, event.getAt());
    start = start.withoutInput();
    taskNames = Map.of();
    steps.clear();
    messages.clear();
    signals.clear();
    boundBytes = completed && event.getData() != null ? event.getData().length() : 0;
  }

  private void add(Usage usage) {
    if (usage != null) {
      inputTokens += usage.getInputTokens();
      outputTokens += usage.getOutputTokens();
      costMicroUsd += usage.getCostMicroUsd();
    }
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

  /** Whether a signal with this id has come already. */
  boolean knows(String signalId) {
    return signals.contains(signalId);
  }

  /** The oldest message of that name that no step has taken; null: there is none. */
  JsonNode message(String name) {
    Deque<JsonNode> waiting = messages.get(name);
    return waiting == null ? null : waiting.peek();
  }

  /** Whether one more action or child may be under way. */
  boolean hasRoom() {
    return steps.underWay() < start.limits().parallel();
  }

  /** Steps that were started. */
  int started() {
    return started;
  }

  Usage usage() {
    return new Usage(inputTokens, outputTokens, costMicroUsd);
  }

  long tokens() {
    return inputTokens + outputTokens;
  }

  long costMicroUsd() {
    return costMicroUsd;
  }

  /** When it ends at the latest; empty: a schedule without a deadline. */
  Optional<Instant> expiresAt() {
    return expiresAt;
  }

  /** Number of the last event. */
  long lastSequence() {
    return lastSequence;
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

  /** When it is told to be stuck unless something happens; empty: it never is, as it stands. */
  Optional<Instant> stuckAt() {
    if (stuck) {
      return Optional.empty();
    }
    for (OpenStep step : steps.outside()) {
      if (step instanceof OpenStep.Asked asked && asked.isUnderWay()) {
        return Optional.of(lastAt.plus(start.stuckAfter()));
      }
    }
    return Optional.empty();
  }

  TaskSummary summary() {
    return new TaskSummary(
        taskId, tenant, start.agent(), start.version(), phase(), stuck, doing(), started, usage(), bytes, start.labels(), start.parent(), start.requestedAt(), lastAt, result);
  }

  private TaskPhase phase() {
    if (result != null) {
      return TaskPhase.FINISHED;
    }
    if (stopping != null && stopping.isCancel()) {
      return TaskPhase.CANCELLING;
    }
    if (paused) {
      return TaskPhase.PAUSED;
    }
    if (schedule != null) {
      return TaskPhase.SCHEDULED;
    }
    boolean runs = steps.outside().stream().anyMatch(step -> step instanceof OpenStep.Asked && step.isUnderWay());
    return runs ? TaskPhase.RUNNING : TaskPhase.WAITING;
  }

  private List<String> doing() {
    if (result != null) {
      return List.of();
    }
    if (schedule != null) {
      return schedule.running() == null
          ? schedule.dueAt().map(due -> List.of("runs next at " + due)).orElse(List.of())
          : List.of(schedule.running() + ": runs");
    }
    return steps.open().stream().limit(DOING_MAX).map(step -> step.path() + ": " + step.doing()).toList();
  }

  /** When {@link TaskCommand.Wake} is due next; empty: never. */
  Optional<Instant> wakeAt() {
    return result == null ? Optional.ofNullable(Timers.next(this)) : Optional.empty();
  }

  /** Size of the story in characters; what {@link io.forebay.agents.AgentLimits#historyBytes()} bounds. */
  long bytes() {
    return bytes;
  }

  /** What an event counts for in {@link #bytes()}. */
  static long length(TaskEvent event) {
    return (long) EVENT_OVERHEAD
        + event.getTaskId().length()
        + event.getTenant().length()
        + length(event.getStep())
        + length(event.getData())
        + length(event.getReason())
        + length(event.getMessage());
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  /** About how much memory this takes, in bytes; rather too much than too little. */
  long memoryBytes() {
    return MEMORY_BASE + MEMORY_FACTOR * boundBytes + (long) MEMORY_STEP * steps.open().size();
  }
}
