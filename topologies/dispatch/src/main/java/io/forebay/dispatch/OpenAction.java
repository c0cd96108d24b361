package io.forebay.dispatch;

import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.Repeatability;

/** An action without a result, in memory: what deciding about it needs often. The rest is in the {@link ActionBook}. */
final class OpenAction {
  final String id;
  final OpenLane lane;
  final long orderMicros;
  final long requestedMicros;
  final long startByMicros;
  final long deadlineMicros;
  final String endpoint;
  final boolean once;

  ActionPhase phase;
  boolean queued;
  boolean paused;
  boolean reconciling;
  int attempt;
  int failures;
  long readyMicros;
  long waitMicros = Micros.NEVER;

  /** Why it waits; null while it does not. */
  OutcomeReason waitReason;

  long leaseMicros = Micros.NEVER;
  long leaseMs;
  long stuckMicros = Micros.NEVER;
  CircuitBreaker.Permit permit = CircuitBreaker.Permit.NONE;

  /** Granted the start of the current attempt. */
  String claimedBy;

  /** Said something about the current attempt; null while nobody has. */
  String runner;

  /** The last progress that was told, JSON. */
  String progress;

  /** Set once someone cancelled it while it ran: why. */
  String cancelling;

  /** All of it, while it is about to change or small and with a runner; null otherwise, so that what waits takes little memory. */
  ActionState state;

  OpenAction(ActionState state, OpenLane lane) {
    this.lane = lane;
    var request = state.getRequest();
    id = request.getActionId();
    orderMicros = state.getOrderMicros();
    requestedMicros = Micros.of(request.getRequestedAt());
    startByMicros = Math.min(Micros.ofNullable(request.getStartBy()), Micros.after(requestedMicros, lane.policy.startWithinMs()));
    deadlineMicros =
        request.getDeadline() == null
            ? Micros.after(requestedMicros, lane.policy.finishWithinMs())
            : Micros.of(request.getDeadline());
    endpoint = request.getEndpoint();
    once = request.getRepeatability() == Repeatability.ONCE;
    phase = state.getPhase();
    paused = state.getPaused();
    attempt = state.getAttempt();
    failures = state.getFailures();
    claimedBy = state.getClaimedBy();
    cancelling = state.getCancelling();
    reconciling = state.getPurpose() == Purpose.RECONCILE;
    this.state = state;
  }

  /** When something happens to it by itself next. */
  long dueMicros() {
    long due = Math.min(deadlineMicros, stuckMicros);
    return switch (phase) {
      case QUEUED -> attempt == 0 ? Math.min(due, startByMicros) : due;
      case WAITING -> Math.min(Math.min(due, waitMicros), attempt == 0 ? startByMicros : Micros.NEVER);
      case READY -> Math.min(due, leaseMicros);
      case IN_DOUBT, FINISHED, UNKNOWN -> Micros.NEVER;
    };
  }
}
