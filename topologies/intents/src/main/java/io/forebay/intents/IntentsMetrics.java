package io.forebay.intents;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.RobotPlan;
import java.time.Duration;
import java.util.Locale;

/** Counts decisions and what came of them: accuracy, safety, effectiveness. */
final class IntentsMetrics {
  private final Family<Counter> decided;
  private final Family<Counter> skipped;
  private final Family<Counter> ruled;
  private final Family<Counter> goals;
  private final Family<Counter> predictions;
  private final Family<Counter> journeys;
  private final Counter outcomes;
  private final Counter contacts;
  private final Timer compute;
  private final Timer delay;

  IntentsMetrics(Metrics metrics) {
    decided = metrics.counter("forebay_intents_decided_total", "Decisions, by status.", "status");
    skipped = metrics.counter("forebay_intents_skipped_total", "Observations that were not decided, by reason.", "reason");
    ruled = metrics.counter("forebay_intents_plans_total", "Plans of robots, by what the shield did.", "verdict");
    goals = metrics.counter("forebay_intents_goals_total", "Tracks that ended at a goal, by whether it was the likeliest halfway.", "foreseen");
    predictions = metrics.counter("forebay_intents_predictions_total", "Predictions of tracks that ended, by the smallest region in which the person then was.", "region");
    journeys = metrics.counter("forebay_intents_journeys_total", "Tracks that ended of robots with a goal, by whether they came there.", "reached");
    contacts = metrics.counter("forebay_intents_contacts_total", "Tracks that ended of people who came to touch the robot.").with();
    outcomes = metrics.counter("forebay_intents_outcomes_total", "Tracks that ended.").with();
    compute = metrics.timer("forebay_intents_compute_seconds", "Time that deciding took.").with();
    delay = metrics.timer("forebay_intents_decision_seconds", "Time from a record's timestamp to the decision.").with();
  }

  void decided(IntentDecided decision) {
    decided.with(decision.getStatus().name().toLowerCase(Locale.ROOT)).increment();
    compute.record(Duration.ofNanos(decision.getComputeMicros() * 1_000));
    Duration waited = Duration.between(decision.getArrivedAt(), decision.getDecidedAt());
    delay.record(waited.isNegative() ? Duration.ZERO : waited);
    RobotPlan plan = decision.getPlan();
    if (plan != null) {
      ruled.with(plan.getShield().name().toLowerCase(Locale.ROOT)).increment();
    }
  }

  /**
   * An observation was not decided.
   *
   * @param reason one word
   */
  void skipped(String reason) {
    skipped.with(reason).increment();
  }

  void ended(IntentOutcome outcome) {
    outcomes.increment();
    if (outcome.getGoalHalfwayCorrect() != null) {
      goals.with(outcome.getGoalHalfwayCorrect().toString()).increment();
    }
    if (outcome.getMinDistanceMetres() != null && outcome.getMinDistanceMetres() < 0) {
      contacts.increment();
    }
    if (outcome.getGoalReached() != null) {
      journeys.with(outcome.getGoalReached().toString()).increment();
    }
    if (outcome.getCompared() > 0) {
      long within50 = Math.round(outcome.getCoverage50() * outcome.getCompared());
      long within90 = Math.round(outcome.getCoverage90() * outcome.getCompared());
      predictions.with("50").increment(within50);
      predictions.with("90").increment(within90 - within50);
      predictions.with("beyond").increment(outcome.getCompared() - within90);
    }
  }
}
