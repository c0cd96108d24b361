package io.forebay.tasks;

import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskHead;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The tasks of one partition: has the engine decide what is to happen, keeps what happened, hands out what is to be done.
 *
 * <p>What goes out for a decision goes out in one transaction with what is kept of it.
 */
final class TaskDesk {
  private final TaskEngine engine;
  private final Duration retention;
  private final HeadStore heads;
  private final StoryStore stories;
  private final TimerStore timers;
  private final OpenTasks open;
  private final Outbox outbox;
  private final TasksMetrics metrics;

  TaskDesk(
      TaskEngine engine, TasksConfig config, HeadStore heads, StoryStore stories, TimerStore timers, Outbox outbox, TasksMetrics metrics) {
    this.engine = engine;
    retention = config.retention();
    this.heads = heads;
    this.stories = stories;
    this.timers = timers;
    open = new OpenTasks(config.cache().bytes());
    this.outbox = outbox;
    this.metrics = metrics;
  }

  /**
   * Begins a task; one that has begun already stays as it is.
   *
   * @param traceparent W3C Trace Context of the request; null: none
   */
  void begin(TaskCommand.Begin command, String traceparent, Instant now) {
    String taskId = command.request().getTaskId();
    if (find(taskId).isPresent()) {
      metrics.repeated();
      return;
    }
    Decision decision = engine.decide(null, command, now);
    var head = TaskHead.newBuilder().setSummary(decision.run().summary()).setTraceparent(traceparent).setLastSequence(0L).build();
    metrics.begun();
    keep(new OpenTask(decision.run(), head), decision, true);
  }

  /**
   * Tells a task something.
   *
   * @return false if there is no such task
   */
  boolean tell(String taskId, TaskCommand command, Instant now) {
    Optional<OpenTask> found = find(taskId);
    found.ifPresent(task -> decide(task, command, now));
    return found.isPresent();
  }

  /** Wakes those whose time has come, and forgets finished ones after their retention; so many at most. */
  void wake(Instant now, int countMax) {
    for (TimerStore.Timer timer : timers.due(now, countMax)) {
      timers.remove(timer.at(), timer.taskId());
      heads.find(timer.taskId()).ifPresent(head -> wake(head, now));
    }
  }

  private void wake(TaskHead head, Instant now) {
    String taskId = head.getSummary().getTaskId();
    head.setWakeAt(null);
    if (head.getSummary().getPhase() == TaskPhase.FINISHED && !now.isBefore(head.getSummary().getUpdatedAt().plus(retention))) {
      heads.remove(taskId);
      stories.remove(taskId);
      open.forget(taskId);
      return;
    }
    OpenTask task = Optional.ofNullable(open.find(taskId)).orElseGet(() -> read(head));
    task.head().setWakeAt(null);
    decide(task, new TaskCommand.Wake(), now);
  }

  /** How a task stands this moment. */
  Optional<TaskSummary> describe(String taskId) {
    return find(taskId).map(task -> task.run().summary());
  }

  private Optional<OpenTask> find(String taskId) {
    OpenTask task = open.find(taskId);
    return task != null ? Optional.of(task) : heads.find(taskId).map(this::read);
  }

  private OpenTask read(TaskHead head) {
    String taskId = head.getSummary().getTaskId();
    var task = new OpenTask(TaskRun.of(stories.read(taskId)), head);
    open.keep(taskId, task);
    return task;
  }

  private void decide(OpenTask task, TaskCommand command, Instant now) {
    keep(task, engine.decide(task.run(), command, now), false);
  }

  private void keep(OpenTask task, Decision decision, boolean isNew) {
    String taskId = task.run().taskId();
    if (!decision.events().isEmpty()) {
      stories.append(taskId, decision.events());
      long neededFrom = task.run().neededFrom();
      if (neededFrom > 1 && neededFrom >= decision.events().getFirst().getSequence()) {
        stories.prune(taskId, neededFrom);
      }
    }
    TaskSummary before = task.head().getSummary();
    TaskSummary summary = decision.events().isEmpty() ? before : task.run().summary();
    boolean moved = setTimer(task, summary);
    // What lists are chosen by; the rest of a summary is made anew when it is asked for.
    if (isNew || moved || summary.getPhase() != before.getPhase() || summary.getStuck() != before.getStuck()) {
      task.head().setSummary(summary);
      task.head().setLastSequence(task.run().lastSequence());
      heads.put(task.head());
    }
    if (task.run().isFinished()) {
      open.forget(taskId);
    } else {
      open.keep(taskId, task);
    }
    send(task, decision);
  }

  /** An entry that comes too early is left where it is, but for tasks that have ended: theirs is the last. */
  private boolean setTimer(OpenTask task, TaskSummary summary) {
    boolean finished = task.run().isFinished();
    Instant wanted = finished ? summary.getUpdatedAt().plus(retention) : task.run().wakeAt().orElse(null);
    Instant set = task.head().getWakeAt();
    boolean stays = set != null && !finished && (wanted == null || !wanted.isBefore(set));
    if (stays || Objects.equals(wanted, set)) {
      return false;
    }
    if (set != null) {
      timers.remove(set, task.run().taskId());
    }
    task.head().setWakeAt(timers.add(wanted, task.run().taskId()));
    return true;
  }

  private void send(OpenTask task, Decision decision) {
    String taskId = task.run().taskId();
    String trace = task.head().getTraceparent();
    for (TaskEvent event : decision.events()) {
      outbox.send(taskId, event, trace);
    }
    for (Effect effect : decision.effects()) {
      switch (effect) {
        case Effect.Ask ask -> outbox.send(ask.request().getLane(), ask.request(), trace);
        case Effect.Control control -> outbox.send(control.control().getLane(), control.control(), trace);
        case Effect.Tell tell -> outbox.send(tell.taskId(), tell.mail(), trace);
        case Effect.Finish finish -> {
          metrics.finished(finish.result());
          outbox.send(taskId, finish.result(), trace);
        }
        case Effect.Raise raise -> outbox.send(raise.error().getSource(), raise.error(), trace);
      }
    }
  }
}
