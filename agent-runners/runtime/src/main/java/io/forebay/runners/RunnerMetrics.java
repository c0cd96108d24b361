package io.forebay.runners;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import io.forebay.schemas.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** What a runner counts. */
final class RunnerMetrics {
  private final Metrics metrics;
  private final Map<OutcomeKind, Counter> ended = new EnumMap<>(OutcomeKind.class);
  private final Counter denied;
  private final Family<Timer> seconds;
  private final Counter deadLetters;

  RunnerMetrics(Metrics metrics) {
    this.metrics = metrics;
    Family<Counter> attempts = metrics.counter("forebay_runner_attempts_total", "Attempts that ended in this runner, by how.", "outcome");
    for (OutcomeKind kind : OutcomeKind.values()) {
      ended.put(kind, attempts.with(kind.name()));
    }
    denied = attempts.with("DENIED");
    seconds = metrics.timer("forebay_runner_handler_seconds", "Time that handlers took.", "capability");
    deadLetters = metrics.counter("forebay_runner_dead_letters_total", "Records of ready topics that nobody could read.").with();
  }

  void follow(IntSupplier inFlight, IntSupplier stuck) {
    metrics.gauge("forebay_runner_in_flight_actions", "Actions that this runner works on.").with().follow(inFlight::getAsInt);
    metrics.gauge("forebay_runner_stuck_handlers", "Handlers that did not end when they were interrupted.").with().follow(stuck::getAsInt);
  }

  void ended(OutcomeKind outcome) {
    ended.get(outcome).increment();
  }

  /** Dispatch said that an attempt must not start here. */
  void denied() {
    denied.increment();
  }

  void ran(String capability, long nanos) {
    seconds.with(capability).recordNanos(nanos);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
