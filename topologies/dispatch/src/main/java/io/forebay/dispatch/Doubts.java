package io.forebay.dispatch;

import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.Severity;

/**
 * Actions that must not run twice and of which nobody knows whether they ran.
 *
 * <p>A handler that can find out is asked first; otherwise, and where it cannot say, a person has to.
 */
final class Doubts {
  private final Board board;
  private final Starter starter;
  private final Outbox outbox;
  private final String source;

  Doubts(Board board, Starter starter, Outbox outbox, String source) {
    this.board = board;
    this.starter = starter;
    this.outbox = outbox;
    this.source = source;
  }

  /** Asks a handler what became of the action, or else a person. */
  void of(OpenAction action, String why, long nowMicros) {
    if (board.fleet.reconciles(action.lane.capability.name, nowMicros)) {
      starter.start(action, Purpose.RECONCILE, nowMicros);
    } else {
      raise(action, why, nowMicros);
    }
  }

  /** Asks a person. */
  void raise(OpenAction action, String why, long nowMicros) {
    action.reconciling = false;
    board.state(action).setPurpose(Purpose.RUN);
    board.move(action, ActionPhase.IN_DOUBT);
    board.save(action);
    board.arm(action);
    outbox.described(Descriptions.of(action, null, nowMicros));
    outbox.error(
        new ErrorRaised(
            source,
            Severity.ERROR,
            ErrorCode.ACTION_IN_DOUBT.name(),
            "Nobody knows whether " + action.id + " was done: " + why + "; say so with forebay actions resolve.",
            action.lane.lane.tenant(),
            action.lane.lane.name(),
            action.id,
            action.claimedBy,
            Micros.instant(nowMicros)));
    board.slim(action);
  }
}
