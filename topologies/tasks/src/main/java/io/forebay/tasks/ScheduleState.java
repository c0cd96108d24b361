package io.forebay.tasks;

import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * How a schedule stands. Each run is a step, {@code @2026-11-21T09:00:00Z}.
 *
 * <p>The last run says all that is needed to go on; the ones before it may be forgotten.
 */
final class ScheduleState {
  private final Schedule schedule;
  private Instant last;
  private String running;
  private long neededFrom = 1;

  ScheduleState(Schedule schedule, Instant startedAt) {
    this.schedule = schedule;
    last = startedAt;
  }

  static String step(Instant time) {
    return "@" + time;
  }

  Schedule schedule() {
    return schedule;
  }

  /** The step of the run that others wait for; null: none. */
  String running() {
    return running;
  }

  /** Number of the event of the last run. */
  long neededFrom() {
    return neededFrom;
  }

  /** When the next run is due; empty: when the one that runs has ended, or never. */
  Optional<Instant> dueAt() {
    return running == null ? schedule.next(last) : Optional.empty();
  }

  /** The run that is due now. Of several that were missed it is the last. */
  Optional<Instant> due(Instant now) {
    return running == null ? schedule.latest(last, now) : Optional.empty();
  }

  void started(TaskEvent event) {
    last = Instant.parse(event.getStep().substring(1));
    running = schedule.overlap() == ScheduleOverlap.ALLOW ? null : event.getStep();
    neededFrom = event.getSequence();
  }

  void ended(TaskEvent event) {
    if (event.getStep().equals(running)) {
      running = null;
      if (schedule.overlap() == ScheduleOverlap.SKIP) {
        skipUntil(event.getAt());
      }
    }
  }

  /** Times up to this one are left out. */
  void skipUntil(Instant time) {
    last = time.isAfter(last) ? time : last;
  }
}
