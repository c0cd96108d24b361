package io.forebay.dispatch;

import io.forebay.dispatch.CircuitBreaker.Permit;
import io.forebay.dispatch.Finisher.End;
import io.forebay.schemas.ActionError;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Usage;
import java.util.OptionalLong;

/** What becomes of attempts: claims, progress, ends, and the silence of runners. */
final class Attempts {
  private static final int PROGRESS_CHARS_MAX = 64 << 10;

  private final Board board;
  private final Starter starter;
  private final Finisher finisher;
  private final Budgets budgets;
  private final Doubts doubts;
  private final AnswerCache cache;
  private final Outbox outbox;

  Attempts(Board board, Starter starter, Finisher finisher, Budgets budgets, Doubts doubts, AnswerCache cache, Outbox outbox) {
    this.board = board;
    this.starter = starter;
    this.finisher = finisher;
    this.budgets = budgets;
    this.doubts = doubts;
    this.cache = cache;
    this.outbox = outbox;
  }

  /** Takes what a runner says; false if it is about an attempt that is over. */
  boolean take(ActionOutcome outcome, long nowMicros) {
    OpenAction action = board.actions.get(outcome.getActionId());
    if (action == null || action.attempt != outcome.getAttempt() || !isExpected(action, outcome)) {
      if (isClaim(outcome)) {
        signal(outcome, RunnerSignal.DENY);
      }
      return false;
    }
    switch (outcome.getKind()) {
      case CLAIMED -> claimed(action, outcome, nowMicros);
      case PROGRESS -> progressed(action, outcome, nowMicros);
      case RELEASED -> released(action, outcome, nowMicros);
      case SUCCEEDED -> succeeded(action, outcome, nowMicros);
      case FAILED -> failed(action, outcome, nowMicros);
      case CANCELLED -> cancelled(action, outcome, nowMicros);
      case NOT_DONE -> notDone(action, outcome, nowMicros);
      case UNKNOWN -> unknown(action, outcome, nowMicros);
    }
    return true;
  }

  /** The lease of an attempt is over. */
  void leaseEnded(OpenAction action, long nowMicros) {
    boolean heard = action.runner != null;
    if (action.cancelling != null && !action.once) {
      ended(action, null, false, nowMicros);
      finisher.finish(action, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, action.cancelling), nowMicros);
    } else if (!heard && !board.fleet.serves(action.lane.capability.name, nowMicros)) {
      // It waits on the runners' topic for a runner to come; another attempt would wait behind it.
      action.leaseMicros = nowMicros + Micros.ofMillis(action.leaseMs);
      board.arm(action);
    } else if (action.once && !action.reconciling && action.claimedBy == null) {
      // Nobody was allowed to start it, so it is safe to offer the same attempt again.
      starter.makeReady(action, nowMicros);
      board.slim(action);
    } else if (action.once && !action.reconciling) {
      ended(action, null, false, nowMicros);
      doubts.of(action, "its runner " + action.claimedBy + " said nothing for " + action.leaseMs + " ms", nowMicros);
    } else {
      ended(action, null, false, nowMicros);
      var error =
          new ActionError(
              OutcomeReason.RUNNER_LOST.name(), "Its runner said nothing for " + action.leaseMs + " ms.", true, 0L, action.reconciling);
      retry(action, error, nowMicros);
    }
  }

  /** An outcome of an earlier attempt, or of one that nobody waits for, is not. */
  private static boolean isExpected(OpenAction action, ActionOutcome outcome) {
    return action.phase == ActionPhase.READY
        || (action.phase == ActionPhase.IN_DOUBT && outcome.getPurpose() == Purpose.RUN && isEnd(outcome));
  }

  private static boolean isEnd(ActionOutcome outcome) {
    return switch (outcome.getKind()) {
      case SUCCEEDED, FAILED -> true;
      case CLAIMED, PROGRESS, RELEASED, CANCELLED, NOT_DONE, UNKNOWN -> false;
    };
  }

  private static boolean isClaim(ActionOutcome outcome) {
    return outcome.getKind() == io.forebay.schemas.OutcomeKind.CLAIMED;
  }

  private void claimed(OpenAction action, ActionOutcome outcome, long nowMicros) {
    if (action.claimedBy != null && !action.claimedBy.equals(outcome.getRunner())) {
      signal(outcome, RunnerSignal.DENY);
      return;
    }
    if (action.claimedBy == null) {
      action.claimedBy = outcome.getRunner();
      board.save(action);
      board.slim(action);
    }
    heard(action, outcome, nowMicros);
    signal(outcome, RunnerSignal.GRANT);
  }

  private void progressed(OpenAction action, ActionOutcome outcome, long nowMicros) {
    heard(action, outcome, nowMicros);
    if (outcome.getOutput() != null && outcome.getOutput().length() <= PROGRESS_CHARS_MAX) {
      action.progress = outcome.getOutput();
      outbox.described(Descriptions.of(action, null, nowMicros));
    }
    if (action.cancelling != null) {
      signal(outcome, RunnerSignal.CANCEL);
    }
  }

  private void heard(OpenAction action, ActionOutcome outcome, long nowMicros) {
    action.runner = outcome.getRunner();
    action.leaseMicros = nowMicros + Micros.ofMillis(action.leaseMs);
    board.arm(action);
  }

  /** The runner never started it and never will. The share group gives its record to another, unless the record is gone. */
  private void released(OpenAction action, ActionOutcome outcome, long nowMicros) {
    boolean claimed = outcome.getRunner().equals(action.claimedBy);
    if (claimed && action.cancelling != null) {
      finisher.finish(action, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, action.cancelling), nowMicros);
      return;
    }
    action.runner = null;
    if (claimed) {
      action.claimedBy = null;
      board.save(action);
    }
    if (claimed && outcome.getRecordGone()) {
      starter.makeReady(action, nowMicros);
    } else {
      action.leaseMicros = nowMicros + Micros.ofMillis(action.leaseMs);
      board.arm(action);
    }
    board.slim(action);
  }

  private void succeeded(OpenAction action, ActionOutcome outcome, long nowMicros) {
    ended(action, outcome, true, nowMicros);
    cache.put(board.state(action).getRequest(), action.lane.policy.cache(), outcome.getOutput(), nowMicros);
    finisher.finish(action, End.succeeded(outcome.getOutput()), nowMicros);
  }

  private void failed(OpenAction action, ActionOutcome outcome, long nowMicros) {
    ActionError error = outcome.getError() == null ? unexplained() : outcome.getError();
    ended(action, outcome, !error.getRetryable(), nowMicros);
    if (action.cancelling != null) {
      finisher.finish(action, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, action.cancelling), nowMicros);
    } else if (action.once && !action.reconciling && error.getInDoubt()) {
      doubts.of(action, "it failed with " + error.getCode() + " and may have had its effect all the same", nowMicros);
    } else {
      retry(action, error, nowMicros);
    }
  }

  private void cancelled(OpenAction action, ActionOutcome outcome, long nowMicros) {
    ended(action, outcome, true, nowMicros);
    if (action.cancelling != null) {
      finisher.finish(action, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, action.cancelling), nowMicros);
    } else if (action.once && !action.reconciling) {
      doubts.of(action, "its runner ended it before it was done", nowMicros);
    } else {
      retry(action, new ActionError(OutcomeReason.RUNNER_LOST.name(), "Its runner ended it before it was done.", true, 0L, false), nowMicros);
    }
  }

  /** A reconciliation found that it was not done. */
  private void notDone(OpenAction action, ActionOutcome outcome, long nowMicros) {
    ended(action, outcome, true, nowMicros);
    action.reconciling = false;
    board.state(action).setPurpose(Purpose.RUN);
    retry(action, new ActionError(OutcomeReason.RUNNER_LOST.name(), "Its runner vanished before it was done.", true, 0L, false), nowMicros);
  }

  /** A reconciliation could not find out. */
  private void unknown(OpenAction action, ActionOutcome outcome, long nowMicros) {
    ended(action, outcome, true, nowMicros);
    doubts.raise(action, "its handler cannot tell what became of it", nowMicros);
  }

  /** The attempt is over: what it used is counted, and its breaker and window are told. */
  private void ended(OpenAction action, ActionOutcome outcome, boolean success, long nowMicros) {
    ActionState state = board.state(action);
    Usage used = outcome == null || !Budget.isValid(outcome.getUsage()) ? null : outcome.getUsage();
    if (used != null) {
      state.setUsage(sum(state.getUsage(), used));
    }
    budgets.settle(state, used, nowMicros);
    var capability = action.lane.capability;
    CircuitBreaker breaker = capability.breaker(action.lane, action.endpoint);
    if (breaker != null && action.permit != Permit.NONE) {
      breaker.record(action.permit, success, nowMicros);
    }
    action.permit = Permit.NONE;
    if (outcome != null && action.phase == ActionPhase.READY) {
      long overhead = nowMicros - action.readyMicros - (long) (outcome.getRanMs() * 1000);
      capability.window.onDone(Math.max(0, overhead), capability.inFlight, nowMicros);
    }
  }

  /** The same is tried again, running it or finding out what became of it: what may have had its effect must not run because finding out failed. */
  private void retry(OpenAction action, ActionError error, long nowMicros) {
    var rule = action.lane.policy.retry();
    board.failed(action);
    boolean atOnce = OutcomeReason.RUNNER_LOST.name().equals(error.getCode());
    var retryAfter = error.getRetryAfterMs() == null ? OptionalLong.empty() : OptionalLong.of(error.getRetryAfterMs());
    long pause = atOnce ? 0 : RetryPause.micros(rule, action.failures, action.id, retryAfter);
    if (!RetryPause.mayRetry(rule, action.failures, error) || nowMicros + pause >= action.deadlineMicros) {
      if (action.reconciling) {
        doubts.raise(action, "finding out what became of it failed with " + error.getCode(), nowMicros);
      } else {
        finisher.finish(action, End.failed(error.getCode(), error.getMessage()), nowMicros);
      }
      return;
    }
    action.claimedBy = null;
    action.runner = null;
    action.waitMicros = pause == 0 ? Micros.NEVER : nowMicros + pause;
    action.waitReason = pause == 0 ? null : OutcomeReason.RETRY;
    board.move(action, pause == 0 ? ActionPhase.QUEUED : ActionPhase.WAITING);
    board.save(action);
    board.arm(action);
    board.slim(action);
  }

  private void signal(ActionOutcome outcome, RunnerSignal signal) {
    outbox.signal(new SignalRunner(outcome.getActionId(), outcome.getAttempt(), outcome.getRunner(), signal, null, outcome.getClaim()));
  }

  private static ActionError unexplained() {
    return new ActionError("UNEXPLAINED", "The runner did not say why it failed.", true, null, true);
  }

  private static Usage sum(Usage a, Usage b) {
    return new Usage(
        a.getInputTokens() + Math.max(0, b.getInputTokens()),
        a.getOutputTokens() + Math.max(0, b.getOutputTokens()),
        a.getCostMicroUsd() + Math.max(0, b.getCostMicroUsd()));
  }
}
