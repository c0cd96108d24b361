package io.forebay.dispatch;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.OutcomeReason;
import java.time.Instant;

/** How actions stand, for those who ask. */
final class Descriptions {
  private Descriptions() {}

  /**
   * Of an action without a result.
   *
   * @param controlId what asked; null if nobody did
   */
  static ActionDescribed of(OpenAction action, String controlId, long nowMicros) {
    long next = action.dueMicros();
    return new ActionDescribed(
        action.id,
        action.lane.lane.tenant(),
        action.lane.lane.name(),
        action.phase,
        action.paused || action.lane.isPaused(),
        action.attempt,
        action.runner == null ? action.claimedBy : action.runner,
        reason(action),
        action.progress,
        Micros.instant(action.requestedMicros),
        next == Micros.NEVER ? null : Micros.instant(next),
        null,
        controlId,
        Micros.instant(nowMicros));
  }

  /** Of an action that is not on the board; the result is null if none is known either. */
  static ActionDescribed of(ControlActions asked, ActionFinished result, long nowMicros) {
    Instant requestedAt = result == null ? null : result.getRequestedAt();
    return new ActionDescribed(
        asked.getActionId(),
        asked.getTenant(),
        asked.getLane(),
        result == null ? ActionPhase.UNKNOWN : ActionPhase.FINISHED,
        false,
        result == null ? 0 : result.getAttempts(),
        null,
        result == null ? null : result.getReason(),
        null,
        requestedAt,
        null,
        result,
        asked.getControlId(),
        Micros.instant(nowMicros));
  }

  private static String reason(OpenAction action) {
    if (action.waitReason != null && action.phase == ActionPhase.WAITING) {
      return action.waitReason.name();
    }
    if (action.phase != ActionPhase.QUEUED) {
      return null;
    }
    if (action.paused || action.lane.isPaused()) {
      return OutcomeReason.PAUSED.name();
    }
    return action.lane.rateMicros == Micros.NEVER ? null : OutcomeReason.RATE_LIMITED.name();
  }
}
