package io.forebay.tasks;

import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSummary;
import java.util.List;

/** How a task stands, in a few words. */
final class Summaries {
  private static final int DOING_MAX = 20;

  private Summaries() {}

  static TaskSummary of(TaskRun run) {
    TaskStart start = run.start();
    return new TaskSummary(
        run.taskId(), run.tenant(), start.agent(), start.version(), phase(run), run.isStuck(), doing(run), run.tally().steps(), run.tally().usage(),
        run.tally().bytes(), start.labels(), start.parent(), start.requestedAt(), run.lastAt(), run.result());
  }

  private static TaskPhase phase(TaskRun run) {
    if (run.isFinished()) {
      return TaskPhase.FINISHED;
    }
    if (run.stopping() != null && run.stopping().isCancel()) {
      return TaskPhase.CANCELLING;
    }
    if (run.isPaused()) {
      return TaskPhase.PAUSED;
    }
    if (run.schedule() != null) {
      return TaskPhase.SCHEDULED;
    }
    return run.steps().isActionUnderWay() ? TaskPhase.RUNNING : TaskPhase.WAITING;
  }

  private static List<String> doing(TaskRun run) {
    if (run.isFinished()) {
      return List.of();
    }
    ScheduleState schedule = run.schedule();
    if (schedule != null) {
      return schedule.running() == null
          ? schedule.dueAt().map(due -> List.of("runs next at " + due)).orElse(List.of())
          : List.of(schedule.running() + ": runs");
    }
    return run.steps().open().stream().limit(DOING_MAX).map(step -> step.path() + ": " + step.doing()).toList();
  }
}
