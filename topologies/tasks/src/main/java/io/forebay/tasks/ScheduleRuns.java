package io.forebay.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskMail;
import io.forebay.schemas.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The runs of a schedule: each is a task of its own, with the id of the schedule, {@code @} and the time in UTC. */
final class ScheduleRuns {
  private ScheduleRuns() {}

  /** Lets the run begin that is due. */
  static void advance(Decider decider) {
    if (!decider.mayBegin()) {
      return;
    }
    ScheduleState state = decider.run().schedule();
    Optional<Instant> due = state.due(decider.now());
    if (due.isPresent()) {
      begin(decider, state, due.get());
    } else if (state.running() == null && state.dueAt().isEmpty()) {
      decider.complete(Json.NULL);
    }
  }

  private static void begin(Decider decider, ScheduleState state, Instant time) {
    TaskRun run = decider.run();
    String step = ScheduleState.step(time);
    String child = run.taskId() + step;
    if (child.length() > Ids.TASK_MAX) {
      child = Ids.hash(run.taskId()) + step;
    }
    ObjectNode data = Json.object().put("kind", StepKinds.RUN).put("number", run.tally().steps() + 1).put("child", child);
    if (decider.event(TaskEventType.STEP_STARTED, step, data)) {
      boolean isAwaited = state.schedule().overlap() != ScheduleOverlap.ALLOW;
      decider.effect(new Effect.Tell(child, new TaskMail(request(run, child, decider.now()), null, isAwaited ? step : null, 0, null)));
    }
  }

  private static RunTask request(TaskRun run, String child, Instant now) {
    TaskStart start = run.start();
    return new RunTask(
        child,
        run.tenant(),
        start.agent(),
        start.requestedVersion(),
        Json.text(start.input()),
        start.priority(),
        null,
        null,
        null,
        start.labels(),
        run.taskId(),
        List.of(),
        boxed(start.limits().tokens()),
        boxed(start.limits().costMicroUsd()),
        now);
  }

  private static Long boxed(OptionalLong limit) {
    return limit.isPresent() ? limit.getAsLong() : null;
  }

  /** A run has ended; what it used is its own. */
  static void finished(Decider decider, TaskFinished result, String step) {
    if (!step.equals(decider.run().schedule().running())) {
      return;
    }
    if (result.getStatus() == TaskStatus.COMPLETED) {
      decider.completed(step, null);
    } else {
      decider.failed(step, Json.NULL, result.getReason(), result.getMessage(), null);
    }
  }
}
