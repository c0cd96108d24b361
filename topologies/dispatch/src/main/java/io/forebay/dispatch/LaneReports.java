package io.forebay.dispatch;

import io.forebay.schemas.BudgetState;
import io.forebay.schemas.LaneStatus;
import java.util.ArrayList;

/** Tells how lanes stand: those that changed, at most once a second; forgets those in which nothing happens. */
final class LaneReports {
  private static final long IDLE_MICROS = 600L * 1_000_000;

  private final Board board;
  private final Budgets budgets;
  private final Outbox outbox;

  LaneReports(Board board, Budgets budgets, Outbox outbox) {
    this.board = board;
    this.budgets = budgets;
    this.outbox = outbox;
  }

  /** Tells at most so many. */
  void tell(int lanesMax, long nowMicros) {
    var idle = new ArrayList<OpenLane>();
    int told = 0;
    for (OpenLane lane : board.lanes.values()) {
      if (lane.changed && told < lanesMax) {
        outbox.lane(status(lane, nowMicros));
        lane.changed = false;
        lane.touchedMicros = nowMicros;
        told++;
      } else if (!lane.changed && lane.unfinished() == 0 && !lane.isPaused() && nowMicros - lane.touchedMicros > IDLE_MICROS) {
        idle.add(lane);
      }
    }
    for (OpenLane lane : idle) {
      board.lanes.remove(lane.lane.name());
      board.laneTimers.clear(lane.lane.name());
      outbox.laneForgotten(lane.lane.name());
    }
  }

  private LaneStatus status(OpenLane lane, long nowMicros) {
    String name = lane.lane.name();
    long oldest = lane.queued == 0 ? Micros.NEVER : lane.capability.queue.oldestOrder(name);
    var rule = lane.policy.budget();
    BudgetState used = rule == null ? null : budgets.ofDay(lane.lane.tenant(), nowMicros);
    return new LaneStatus(
        name,
        lane.lane.tenant(),
        lane.lane.capability(),
        lane.queued,
        lane.waiting,
        lane.retrying,
        lane.running,
        lane.inDoubt,
        lane.isPaused(),
        oldest == Micros.NEVER ? null : Micros.instant(Math.min(nowMicros, oldest)),
        lane.rateMicros == Micros.NEVER ? null : Micros.instant(lane.rateMicros),
        lane.capability.breakerState(nowMicros),
        rule == null || rule.getTokensPerDay() == null ? null : Budget.tokensLeft(used, rule.getTokensPerDay()),
        rule == null || rule.getCostMicroUsdPerDay() == null ? null : Budget.costLeft(used, rule.getCostMicroUsdPerDay()),
        Micros.instant(nowMicros));
  }
}
