package io.forebay.dispatch;

import io.forebay.dispatch.Finisher.End;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.PausedLane;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.SignalRunner;
import java.util.ArrayDeque;
import java.util.Deque;

/** People and applications step in: cancel, pause, resume, resolve, describe. */
final class Controls {
  private final Board board;
  private final Ledger ledger;
  private final FinishedBook finished;
  private final Finisher finisher;
  private final Outbox outbox;
  private final Deque<Cancelled> cancelled = new ArrayDeque<>();

  private record Cancelled(String actionId, String message) {}

  Controls(Board board, Ledger ledger, FinishedBook finished, Finisher finisher, Outbox outbox) {
    this.board = board;
    this.ledger = ledger;
    this.finished = finished;
    this.finisher = finisher;
    this.outbox = outbox;
  }

  void take(ControlActions control, long nowMicros) {
    if (control.getActionId() == null) {
      takeForLane(control, nowMicros);
      return;
    }
    OpenAction action = board.actions.get(control.getActionId());
    if (action != null && !action.lane.lane.tenant().equals(control.getTenant())) {
      action = null;
    }
    switch (control.getCommand()) {
      case CANCEL -> {
        if (action != null) {
          cancel(action, message(control, "Cancelled"), nowMicros);
        } else if (finished.find(control.getActionId(), nowMicros) == null) {
          finisher.cancelInAdvance(
              control.getActionId(), control.getTenant(), control.getLane(), message(control, "Cancelled before it was asked for"), nowMicros);
        }
      }
      case PAUSE, RESUME -> pause(action, control.getCommand() == io.forebay.schemas.ControlCommand.PAUSE);
      case RESOLVE -> resolve(action, control, nowMicros);
      case DESCRIBE -> describe(action, control, nowMicros);
    }
  }

  /** Cancels what is left of lanes that were cancelled, at most so many. */
  void cancelSome(int actionsMax, long nowMicros) {
    for (int i = 0; i < actionsMax && !cancelled.isEmpty(); i++) {
      var next = cancelled.removeFirst();
      OpenAction action = board.actions.get(next.actionId());
      if (action != null) {
        cancel(action, next.message(), nowMicros);
      }
    }
  }

  private void takeForLane(ControlActions control, long nowMicros) {
    OpenLane lane = board.lane(control.getLane());
    lane.touchedMicros = nowMicros;
    switch (control.getCommand()) {
      case PAUSE -> {
        ledger.put(Ledger.PAUSE + lane.lane.name(), new PausedLane(lane.lane.name(), control.getBy(), control.getAt()));
        lane.block(OpenLane.PAUSED);
      }
      case RESUME -> {
        ledger.remove(Ledger.PAUSE + lane.lane.name());
        lane.unblock(OpenLane.PAUSED);
      }
      case CANCEL -> {
        String message = message(control, "Its lane was cancelled");
        board.actions.values().stream()
            .filter(action -> action.lane.equals(lane))
            .forEach(action -> cancelled.addLast(new Cancelled(action.id, message)));
      }
      case RESOLVE, DESCRIBE -> {}
    }
  }

  private void cancel(OpenAction action, String message, long nowMicros) {
    boolean mayRun = action.phase == ActionPhase.READY && (!action.once || action.claimedBy != null);
    if (action.phase == ActionPhase.READY) {
      outbox.signal(new SignalRunner(action.id, action.attempt, "", RunnerSignal.CANCEL, OutcomeReason.CANCELLED.name(), 0L));
    }
    if (mayRun && (action.once || action.runner != null)) {
      // Its runner answers; if it never does, the lease ends.
      action.cancelling = message;
      board.save(action);
      board.slim(action);
    } else {
      finisher.finish(action, End.of(ActionStatus.CANCELLED, OutcomeReason.CANCELLED, message), nowMicros);
    }
  }

  private void pause(OpenAction action, boolean paused) {
    if (action == null || action.paused == paused) {
      return;
    }
    action.paused = paused;
    board.queue(action);
    board.save(action);
    board.slim(action);
  }

  private void resolve(OpenAction action, ControlActions control, long nowMicros) {
    if (action == null || action.phase != ActionPhase.IN_DOUBT || control.getResolution() == null) {
      return;
    }
    switch (control.getResolution()) {
      case SUCCEEDED -> finisher.finish(action, End.succeeded(control.getOutput()), nowMicros);
      case FAILED ->
          finisher.finish(action, End.failed(OutcomeReason.RESOLVED.name(), message(control, "Someone said that it was not done")), nowMicros);
      case RUN_AGAIN -> {
        action.claimedBy = null;
        action.runner = null;
        board.move(action, ActionPhase.QUEUED);
        board.save(action);
        board.arm(action);
        board.slim(action);
      }
    }
  }

  private void describe(OpenAction action, ControlActions control, long nowMicros) {
    outbox.described(
        action != null
            ? Descriptions.of(action, control.getControlId(), nowMicros)
            : Descriptions.of(control, resultOf(control, nowMicros), nowMicros));
  }

  /** What it cannot see of another tenant it does not tell. */
  private io.forebay.schemas.ActionFinished resultOf(ControlActions control, long nowMicros) {
    var result = finished.find(control.getActionId(), nowMicros);
    return result == null || !result.getTenant().equals(control.getTenant()) ? null : result;
  }

  private static String message(ControlActions control, String otherwise) {
    String who = control.getBy().isEmpty() ? "" : " by " + control.getBy();
    return control.getMessage() == null ? otherwise + who + "." : control.getMessage();
  }
}
