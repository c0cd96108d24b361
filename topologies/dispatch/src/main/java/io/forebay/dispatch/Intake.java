package io.forebay.dispatch;

import io.forebay.dispatch.Finisher.End;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.RequestAction;
import java.util.Map;
import java.util.Set;

/** Takes actions in: those that are asked for, and after a restart those that were there before. */
final class Intake {
  private final DispatchConfig config;
  private final Set<String> capabilities;
  private final Board board;
  private final AnswerCache cache;
  private final Finisher finisher;

  Intake(DispatchConfig config, Set<String> capabilities, Board board, AnswerCache cache, Finisher finisher) {
    this.config = config;
    this.capabilities = capabilities;
    this.board = board;
    this.cache = cache;
    this.finisher = finisher;
  }

  /** The action that is asked for, on the board and not in the book yet; null where it is known, refused or answered already. */
  OpenAction take(RequestAction request, Map<String, String> headers, long nowMicros) {
    if (board.actions.containsKey(request.getActionId()) || finisher.repeat(request, headers, nowMicros)) {
      return null;
    }
    if (!capabilities.contains(request.getCapability())) {
      String message = "There is no capability " + request.getCapability() + "; there are " + String.join(", ", capabilities) + ".";
      finisher.finish(request, headers, End.refused(OutcomeReason.UNKNOWN_CAPABILITY, message, null), nowMicros);
      return null;
    }
    OpenLane lane = board.lane(request.getLane());
    lane.touchedMicros = nowMicros;
    if (lane.unfinished() >= lane.policy.queueMax() || board.actions.size() >= config.actionsMax()) {
      String message = "So many actions wait in " + lane.lane + " that no more are taken; ask again later.";
      finisher.finish(request, headers, End.refused(OutcomeReason.QUEUE_FULL, message, null), nowMicros);
      return null;
    }
    var cached = cache.find(request, lane.policy.cache(), nowMicros);
    if (cached.isPresent()) {
      finisher.finish(request, headers, End.cached(cached.get()), nowMicros);
      return null;
    }
    return open(request, headers, nowMicros);
  }

  private OpenAction open(RequestAction request, Map<String, String> headers, long nowMicros) {
    long requested = Math.min(Micros.of(request.getRequestedAt()), nowMicros);
    long notBefore = request.getNotBefore() == null ? nowMicros : Micros.of(request.getNotBefore());
    boolean waits = notBefore > nowMicros;
    var state =
        new ActionState(
            request,
            waits ? ActionPhase.WAITING : ActionPhase.QUEUED,
            0,
            0,
            LaneOrder.orderMicros(requested, request.getPriority()),
            waits ? request.getNotBefore() : null,
            waits ? OutcomeReason.NOT_BEFORE.name() : null,
            null,
            0L,
            0L,
            null,
            Purpose.RUN,
            false,
            null,
            false,
            Finisher.NOTHING,
            -1,
            headers);
    OpenAction action = board.open(state);
    action.stuckMicros = stuckMicros(action);
    if (waits) {
      action.waitMicros = notBefore;
      action.waitReason = OutcomeReason.NOT_BEFORE;
    }
    return action;
  }

  /** Takes up an action from the book. */
  void restore(ActionState state, long nowMicros) {
    OpenAction action = board.open(state);
    if (state.getFailures() > 0) {
      action.lane.retrying++;
    }
    if (state.getPhase() == ActionPhase.WAITING) {
      action.waitMicros = Micros.ofNullable(state.getWaitUntil());
    }
    if (state.getPhase() == ActionPhase.READY) {
      action.readyMicros = nowMicros;
      action.leaseMs = state.getLeaseMs();
      action.leaseMicros = nowMicros + Micros.ofMillis(action.leaseMs);
    }
    action.stuckMicros = state.getReported() ? Micros.NEVER : stuckMicros(action);
    board.arm(action);
    board.slim(action);
  }

  private static long stuckMicros(OpenAction action) {
    return Micros.after(action.requestedMicros, action.lane.policy.stuckAfterMs());
  }
}
