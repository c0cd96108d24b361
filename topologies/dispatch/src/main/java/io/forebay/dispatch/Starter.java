package io.forebay.dispatch;

import io.forebay.dispatch.CircuitBreaker.Permit;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateState;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.WhenExceeded;

/** Starts what may start, in turn: as much as runners, rates, breakers and budgets allow. */
final class Starter {
  /** Looked at in one go; what is left has its turn at the next tick. */
  private static final int STARTS_MAX = 1000;

  private final Board board;
  private final Ledger ledger;
  private final Budgets budgets;
  private final Finisher finisher;
  private final Outbox outbox;
  private final int partition;

  Starter(Board board, Ledger ledger, Budgets budgets, Finisher finisher, Outbox outbox, int partition) {
    this.board = board;
    this.ledger = ledger;
    this.budgets = budgets;
    this.finisher = finisher;
    this.outbox = outbox;
    this.partition = partition;
  }

  /** Starts what may start of a capability. */
  void startDue(Capability capability, long nowMicros) {
    for (int looked = 0; looked < STARTS_MAX && capability.hasRoom(); looked++) {
      var next = capability.queue.peek();
      if (next == null) {
        return;
      }
      OpenAction action = board.actions.get(next.actionId());
      if (mayStart(action, nowMicros)) {
        capability.queue.poll();
        action.queued = false;
        start(action, action.reconciling ? Purpose.RECONCILE : Purpose.RUN, nowMicros);
      }
    }
  }

  /** Makes the next attempt of an action ready, whatever the queue says. */
  void start(OpenAction action, Purpose purpose, long nowMicros) {
    ActionState state = board.state(action);
    action.attempt++;
    action.claimedBy = null;
    action.runner = null;
    action.progress = null;
    action.waitMicros = Micros.NEVER;
    action.reconciling = purpose == Purpose.RECONCILE;
    state.setPurpose(purpose);
    state.setWaitReason(null);
    Long ownTimeout = state.getRequest().getAttemptTimeoutMs();
    state.setAttemptTimeoutMs(ownTimeout == null ? action.lane.policy.attemptTimeoutMs() : Math.max(1, ownTimeout));
    state.setLeaseMs(action.lane.policy.leaseMs());
    state.setReadyAt(Micros.instant(nowMicros));
    board.move(action, ActionPhase.READY);
    makeReady(action, nowMicros);
    board.save(action);
    board.slim(action);
  }

  /** Puts the current attempt on the runners' topic, for the first time or, where it may have been lost on the way, again. */
  void makeReady(OpenAction action, long nowMicros) {
    ActionState state = board.state(action);
    var request = state.getRequest();
    action.readyMicros = nowMicros;
    action.leaseMs = state.getLeaseMs();
    action.leaseMicros = nowMicros + Micros.ofMillis(action.leaseMs);
    board.arm(action);
    outbox.ready(
        new ReadyAction(
            action.id,
            request.getTenant(),
            request.getCapability(),
            request.getLane(),
            action.attempt,
            state.getPurpose(),
            request.getRepeatability(),
            action.id,
            request.getInput(),
            Micros.instant(nowMicros),
            state.getLeaseMs(),
            state.getAttemptTimeoutMs(),
            action.deadlineMicros == Micros.NEVER ? null : Micros.instant(action.deadlineMicros),
            partition),
        state.getHeaders());
  }

  /** Whether it may; otherwise its lane has been blocked, or it waits, or it has ended. */
  private boolean mayStart(OpenAction action, long nowMicros) {
    RateLimit rate = action.lane.policy.rate();
    Gcra gcra = rate == null ? null : Gcra.of(rate);
    long arrival = rate == null ? 0 : theoreticalArrival(action.lane, gcra, nowMicros);
    if (rate != null && gcra.earliestMicros(arrival, nowMicros) > nowMicros) {
      overRate(action, gcra.earliestMicros(arrival, nowMicros), nowMicros);
      return false;
    }
    CircuitBreaker breaker = action.lane.capability.breaker(action.lane, action.endpoint);
    Permit permit = breaker == null ? Permit.NONE : breaker.tryAcquire(nowMicros);
    if (breaker != null && permit == Permit.NONE) {
      breakerOpen(action, breaker.retryAtMicros(nowMicros), nowMicros);
      return false;
    }
    if (!budgets.reserve(action, board.state(action), nowMicros)) {
      if (breaker != null) {
        breaker.release(permit);
      }
      finisher.finish(
          action,
          Finisher.End.refused(
              OutcomeReason.OVER_BUDGET,
              "What it may use at most is more than the budget of its tenant's day or of its task has left; ask with a smaller estimate, tomorrow, or raise the budget.",
              null),
          nowMicros);
      return false;
    }
    if (rate != null) {
      ledger.put(Ledger.RATE + action.lane.policy.rateKey(), new RateState(gcra.take(arrival, nowMicros)));
    }
    action.permit = permit;
    return true;
  }

  private void overRate(OpenAction action, long earliestMicros, long nowMicros) {
    if (action.attempt == 0 && action.lane.policy.rate().getExceeded() == WhenExceeded.REFUSE) {
      finisher.finish(
          action,
          Finisher.End.refused(
              OutcomeReason.RATE_LIMITED,
              "The rate of " + action.lane.policy.rateKey() + " is used up; ask again after " + Micros.toMillis(earliestMicros - nowMicros) + " ms.",
              Micros.toMillis(earliestMicros - nowMicros) + 1),
          nowMicros);
    } else {
      action.lane.rateMicros = earliestMicros;
      action.lane.block(OpenLane.OVER_RATE);
      board.laneTimers.set(action.lane.lane.name(), earliestMicros);
    }
  }

  private void breakerOpen(OpenAction action, long retryMicros, long nowMicros) {
    if (action.lane.policy.breaker().getWhenOpen() == WhenExceeded.REFUSE) {
      finisher.finish(
          action,
          Finisher.End.refused(
              OutcomeReason.BREAKER_OPEN,
              action.lane.capability.name + " failed too often lately; ask again after " + Micros.toMillis(retryMicros - nowMicros) + " ms.",
              Micros.toMillis(retryMicros - nowMicros) + 1),
          nowMicros);
    } else {
      park(action, Math.max(retryMicros, nowMicros + 1000), OutcomeReason.BREAKER_OPEN);
    }
  }

  /** Lets an action wait for a time. Not saved: after a restart it is looked at anew. */
  private void park(OpenAction action, long untilMicros, OutcomeReason reason) {
    action.waitMicros = untilMicros;
    action.waitReason = reason;
    board.move(action, ActionPhase.WAITING);
    board.arm(action);
    board.slim(action);
  }

  private long theoreticalArrival(OpenLane lane, Gcra gcra, long nowMicros) {
    String key = Ledger.RATE + lane.policy.rateKey();
    RateState state = ledger.find(key, RateState.class);
    long arrival = state == null ? 0 : state.getTheoreticalArrivalMicros();
    long adopted = gcra.adopt(arrival, nowMicros);
    if (adopted < arrival) {
      // Kept at once: adopted anew with every look it would move on with the time.
      ledger.put(key, new RateState(adopted));
    }
    return adopted;
  }
}
