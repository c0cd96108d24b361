package io.forebay.runners;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import java.util.function.IntSupplier;

/** What a runner counts. */
final class RunnerMetrics {
  private final Metrics metrics;
  private final Family<Counter> outcomes;
  private final Family<Timer> seconds;
  private final Counter deadLetters;

  RunnerMetrics(Metrics metrics) {
    this.metrics = metrics;
    outcomes = metrics.counter("forebay_runner_attempts_total", "Attempts that ended in this runner, by how.", "outcome");
    seconds = metrics.timer("forebay_runner_handler_seconds", "Time that handlers took.", "capability");
    deadLetters = metrics.counter("forebay_runner_dead_letters_total", "Records of ready topics that nobody could read.").with();
  }

  void follow(IntSupplier inFlight, IntSupplier stuck) {
    metrics.gauge("forebay_runner_in_flight_actions", "Actions that this runner works on.").with().follow(inFlight::getAsInt);
    metrics.gauge("forebay_runner_stuck_handlers", "Handlers that did not end when they were interrupted.").with().follow(stuck::getAsInt);
  }

  void ended(String outcome) {
    outcomes.with(outcome).increment();
  }

  void ran(String capability, long nanos) {
    seconds.with(capability).recordNanos(nanos);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
