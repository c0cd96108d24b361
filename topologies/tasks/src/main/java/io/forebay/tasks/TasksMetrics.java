package io.forebay.tasks;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import io.forebay.schemas.TaskFinished;
import java.time.Duration;
import java.util.Locale;

/** Counts tasks, and how long they took. */
final class TasksMetrics {
  private final Counter begun;
  private final Counter repeated;
  private final Counter dropped;
  private final Family<Counter> finished;
  private final Timer durations;

  TasksMetrics(Metrics metrics) {
    begun = metrics.counter("forebay_tasks_begun_total", "Tasks that began.").with();
    repeated = metrics.counter("forebay_tasks_repeated_total", "Requests for tasks that had begun already.").with();
    dropped = metrics.counter("forebay_tasks_results_dropped_total", "Results of actions whose task is not known, or no longer.").with();
    finished = metrics.counter("forebay_tasks_finished_total", "Tasks that ended, by status.", "status");
    durations = metrics.timer("forebay_tasks_duration_seconds", "Time from the request of a task to its result.").with();
  }

  void begun() {
    begun.increment();
  }

  void repeated() {
    repeated.increment();
  }

  void dropped() {
    dropped.increment();
  }

  void finished(TaskFinished result) {
    finished.with(result.getStatus().name().toLowerCase(Locale.ROOT)).increment();
    Duration duration = Duration.between(result.getRequestedAt(), result.getFinishedAt());
    durations.record(duration.isNegative() ? Duration.ZERO : duration);
  }
}
