package io.forebay.tasks;

import java.time.Instant;

/** When a task must be woken next. */
final class Timers {
  private Timers() {}

  /** The earliest of all times that matter as the task stands; null: none does. */
  static Instant next(TaskRun run) {
    Instant next = run.expiresAt().orElse(null);
    next = earlier(next, run.stuckAt().orElse(null));
    if (run.schedule() != null) {
      return run.isPaused() ? next : earlier(next, run.schedule().dueAt().orElse(null));
    }
    boolean stops = run.stopping() != null;
    if (stops && !run.steps().isUndoing()) {
      next = earlier(next, run.stopping().patienceUntil());
    }
    if (!stops && !run.isPaused() && run.steps().root().isFresh()) {
      next = earlier(next, run.start().notBefore());
    }
    // What cannot begin for want of room begins when something else has ended, which needs no timer.
    boolean mayBegin = !run.isPaused() && run.hasRoom();
    for (OpenStep step : run.steps().open()) {
      next = earlier(next, next(step, stops, mayBegin));
    }
    return next;
  }

  private static Instant next(OpenStep step, boolean stops, boolean mayBegin) {
    return switch (step) {
      case OpenStep.Asked asked when stops -> asked.isUndo() ? asked.askAgainAt() : null;
      case OpenStep.Asked asked -> asked.isUnderWay() || mayBegin ? asked.askAgainAt() : null;
      case OpenStep.Called called -> mayBegin && !stops ? called.retryAt() : null;
      case OpenStep.Waiting waiting -> stops ? null : waiting.until();
      case Reasoning reasoning -> stops ? null : reasoning.until();
      case Gathering _, OpenStep.Passing _ -> null;
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    if (one == null) {
      return other;
    }
    return other == null || one.isBefore(other) ? one : other;
  }
}
