package io.forebay.dispatch;

import io.forebay.dispatch.CircuitBreaker.Permit;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;
import java.util.Map;

/** Ends actions: one final result each, remembered so that it can be repeated. */
final class Finisher {
  static final Usage NOTHING = new Usage(0L, 0L, 0L);

  private final Board board;
  private final FinishedBook finished;
  private final Budgets budgets;
  private final Outbox outbox;

  Finisher(Board board, FinishedBook finished, Budgets budgets, Outbox outbox) {
    this.board = board;
    this.finished = finished;
    this.budgets = budgets;
    this.outbox = outbox;
  }

  /**
   * How an action ended.
   *
   * @param reason in capitals; null when it succeeded
   * @param message a sentence; null when it succeeded
   * @param output JSON; null when there is none
   * @param retryAfterMs after which asking again may succeed; null when that is not known
   */
  record End(ActionStatus status, String reason, String message, String output, Long retryAfterMs, boolean cached) {
    static End succeeded(String output) {
      return new End(ActionStatus.SUCCEEDED, null, null, output, null, false);
    }

    static End cached(String output) {
      return new End(ActionStatus.SUCCEEDED, null, null, output, null, true);
    }

    static End failed(String code, String message) {
      return new End(ActionStatus.FAILED, code, message, null, null, false);
    }

    static End of(ActionStatus status, OutcomeReason reason, String message) {
      return new End(status, reason.name(), message, null, null, false);
    }

    static End refused(OutcomeReason reason, String message, Long retryAfterMs) {
      return new End(ActionStatus.REFUSED, reason.name(), message, null, retryAfterMs, false);
    }
  }

  /** Ends an action that is on the board. */
  void finish(OpenAction action, End end, long nowMicros) {
    ActionState state = board.state(action);
    budgets.settle(state, null, nowMicros);
    giveBackPermit(action);
    board.close(action);
    board.book.remove(action.id);
    var result = result(state.getRequest(), end, action.attempt, state.getUsage(), nowMicros);
    if (action.attempt > 0 && action.readyMicros > 0) {
      result.setReadyAt(Micros.instant(action.readyMicros));
    }
    tell(result, state.getHeaders(), nowMicros);
  }

  /** Of an attempt that nobody will hear the end of; a probe that is never given back would keep its breaker half open. */
  private static void giveBackPermit(OpenAction action) {
    CircuitBreaker breaker = action.lane.capability.breaker(action.lane, action.endpoint);
    if (breaker != null && action.permit != Permit.NONE) {
      breaker.release(action.permit);
    }
    action.permit = Permit.NONE;
  }

  /** Ends an action that never came to the board. */
  void finish(RequestAction request, Map<String, String> headers, End end, long nowMicros) {
    tell(result(request, end, 0, NOTHING, nowMicros), headers, nowMicros);
  }

  /** Remembers that an action was cancelled which has not been asked for yet. */
  void cancelInAdvance(String actionId, String tenant, String lane, String message, long nowMicros) {
    var result =
        new ActionFinished(
            actionId, tenant, "", lane, "", "", ActionStatus.CANCELLED, OutcomeReason.CANCELLED.name(), message, null, 0, NOTHING, false, null,
            Micros.instant(nowMicros), null, Micros.instant(nowMicros));
    finished.put(result, nowMicros);
  }

  /** Tells the result of a finished action once more; false if none is known. */
  boolean repeat(RequestAction request, Map<String, String> headers, long nowMicros) {
    ActionFinished known = finished.find(request.getActionId(), nowMicros);
    if (known == null) {
      return false;
    }
    if (known.getOrigin().isEmpty()) {
      finish(request, headers, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, known.getMessage()), nowMicros);
    } else {
      outbox.finished(known, headers);
    }
    return true;
  }

  private void tell(ActionFinished result, Map<String, String> headers, long nowMicros) {
    finished.put(result, nowMicros);
    outbox.finished(result, headers);
  }

  static ActionFinished result(RequestAction request, End end, int attempts, Usage usage, long nowMicros) {
    return new ActionFinished(
        request.getActionId(),
        request.getTenant(),
        request.getCapability(),
        request.getLane(),
        request.getOrigin(),
        request.getReplyKey(),
        end.status(),
        end.reason(),
        end.message(),
        end.output(),
        attempts,
        usage,
        end.cached(),
        end.retryAfterMs(),
        request.getRequestedAt(),
        null,
        Micros.instant(nowMicros));
  }
}
