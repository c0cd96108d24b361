package io.forebay.dispatch;

import io.forebay.dispatch.Finisher.End;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.CachedAnswer;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.PausedLane;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.Severity;
import io.forebay.schemas.SignalRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * Decides for one partition which action starts when, and what becomes of it. Plain Java: what it reads and writes is handed in, time
 * comes with every call, and the same calls give the same decisions.
 *
 * <p>Every action that is taken in ends in one result. What is lost in a crash between two saved states is made good by those who ask
 * again, by leases that end, and by {@link #restore}.
 */
final class Dispatcher {
  private static final long REPORT_MICROS = 1_000_000;

  /** Due actions, cancelled actions, told lanes and swept entries of one tick. */
  private static final int WORK_MAX = 1000;

  private final Ledger ledger;
  private final Outbox outbox;
  private final String source;
  private final Board board;
  private final Intake intake;
  private final AnswerCache cache;
  private final Finisher finisher;
  private final Starter starter;
  private final Attempts attempts;
  private final Controls controls;
  private final LaneReports reports;
  private final LedgerSweep sweep;
  private final Caps caps;
  private long reportedMicros;

  /**
   * A dispatcher without actions; {@link #restore} brings them.
   *
   * @param capabilities that runners may have
   * @param source name under which errors are raised
   * @param partition of the topics that it works on
   * @param partitions that they have
   */
  Dispatcher(
      DispatchConfig config,
      Set<String> capabilities,
      ActionBook book,
      FinishedBook finished,
      Ledger ledger,
      Outbox outbox,
      String source,
      int partition,
      int partitions) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.source = source;
    board = new Board(book);
    cache = new AnswerCache(ledger);
    var budgets = new Budgets(ledger);
    finisher = new Finisher(board, finished, budgets, outbox);
    intake = new Intake(config, capabilities, board, cache, finisher);
    starter = new Starter(board, ledger, budgets, finisher, outbox, partition);
    var doubts = new Doubts(board, starter, outbox, source);
    attempts = new Attempts(board, starter, finisher, budgets, doubts, cache, outbox);
    controls = new Controls(board, ledger, finished, finisher, outbox);
    reports = new LaneReports(board, budgets, outbox);
    sweep = new LedgerSweep(ledger);
    caps = new Caps(board, outbox, partition, partitions);
  }

  /** Takes up what was there before: policies, pauses, cached answers, and every action without a result. Sends nothing; the first tick does. */
  void restore(long nowMicros) {
    var answers = new ArrayList<Map.Entry<String, CachedAnswer>>();
    var paused = new ArrayList<PausedLane>();
    ledger.forEach(
        (key, entry) -> {
          switch (entry) {
            case ActionPolicy policy -> board.policies.put(policy);
            case PausedLane lane -> paused.add(lane);
            case CachedAnswer answer -> answers.add(Map.entry(key, answer));
            default -> {}
          }
        });
    answers.sort(Comparator.comparing(answer -> answer.getValue().getStoredAt()));
    answers.forEach(answer -> cache.restore(answer.getKey(), answer.getValue()));
    paused.forEach(lane -> board.lane(lane.getLane()).block(OpenLane.PAUSED));
    board.book.forEach(state -> intake.restore(state, nowMicros));
  }

  /** Someone asks for an action. */
  void request(RequestAction request, Map<String, String> headers, long nowMicros) {
    OpenAction action = intake.take(request, headers, nowMicros);
    if (action == null) {
      return;
    }
    ActionState state = action.state;
    if (action.dueMicros() <= nowMicros) {
      due(action, nowMicros);
    } else {
      start(action.lane.capability, nowMicros);
    }
    if (board.actions.get(action.id) == action && action.attempt == 0) {
      action.state = state;
      board.save(action);
      board.arm(action);
      board.slim(action);
    }
  }

  /** A runner says something; false if it is about an attempt that is over. */
  boolean outcome(ActionOutcome outcome, long nowMicros) {
    boolean taken = attempts.take(outcome, nowMicros);
    if (taken) {
      start(board.capability(outcome.getCapability()), nowMicros);
    }
    return taken;
  }

  /** Someone steps in. */
  void control(ControlActions control, long nowMicros) {
    controls.take(control, nowMicros);
    startAll(nowMicros);
  }

  /** A policy changed; null: it was removed. */
  void policy(String pattern, ActionPolicy policy, long nowMicros) {
    if (policy == null) {
      ledger.remove(Ledger.POLICY + pattern);
      board.policies.remove(pattern);
    } else {
      ledger.put(Ledger.POLICY + pattern, policy);
      board.policies.put(policy);
    }
    board.capabilities.values().forEach(Capability::policiesChanged);
    for (OpenLane lane : board.lanes.values()) {
      lane.policy = board.policies.of(lane.lane);
      lane.rateMicros = Micros.NEVER;
      lane.unblock(OpenLane.OVER_RATE);
      lane.checkConcurrency();
    }
    startAll(nowMicros);
  }

  void heartbeat(RunnerHeartbeat heartbeat, long nowMicros) {
    board.fleet.heard(heartbeat, nowMicros);
  }

  /** A partition wants some of a capability whose cap this one divides. */
  void demand(CapabilityShares.Demand demand, long nowMicros) {
    caps.demand(demand, nowMicros);
  }

  /** This partition may have so many of a capability under way. */
  void share(CapabilityShares.Share share, long nowMicros) {
    caps.share(share, nowMicros);
    startAll(nowMicros);
  }

  /** Does what time has come for; at most so much that the next records need not wait. */
  void tick(long nowMicros) {
    for (int i = 0; i < WORK_MAX; i++) {
      String id = board.deadlines.pollDue(nowMicros);
      if (id == null) {
        break;
      }
      due(board.actions.get(id), nowMicros);
    }
    for (String lane = board.laneTimers.pollDue(nowMicros); lane != null; lane = board.laneTimers.pollDue(nowMicros)) {
      OpenLane over = board.lanes.get(lane);
      over.rateMicros = Micros.NEVER;
      over.unblock(OpenLane.OVER_RATE);
    }
    controls.cancelSome(WORK_MAX, nowMicros);
    caps.repeat(nowMicros);
    startAll(nowMicros);
    if (nowMicros - reportedMicros >= REPORT_MICROS) {
      reportedMicros = nowMicros;
      reports.tell(WORK_MAX, nowMicros);
      board.fleet.forgetSilent(nowMicros);
      cache.forgetExpired(WORK_MAX, nowMicros);
      sweep.next(WORK_MAX, nowMicros);
    }
  }

  /** Every unfinished action, for tests and metrics. */
  Board board() {
    return board;
  }

  private void startAll(long nowMicros) {
    for (Capability capability : board.capabilities.values()) {
      start(capability, nowMicros);
    }
  }

  private void start(Capability capability, long nowMicros) {
    caps.follow(capability, nowMicros);
    starter.startDue(capability, nowMicros);
  }

  private void due(OpenAction action, long nowMicros) {
    if (nowMicros >= action.deadlineMicros) {
      expire(action, OutcomeReason.DEADLINE_PASSED, "Its deadline passed.", nowMicros);
    } else if (action.attempt == 0 && nowMicros >= action.startByMicros) {
      expire(action, OutcomeReason.NOT_STARTED_IN_TIME, "It had not started by the time it was to start.", nowMicros);
    } else if (nowMicros >= action.stuckMicros) {
      stuck(action, nowMicros);
      board.arm(action);
    } else if (action.phase == ActionPhase.WAITING && nowMicros >= action.waitMicros) {
      action.waitMicros = Micros.NEVER;
      action.waitReason = null;
      board.move(action, ActionPhase.QUEUED);
      board.arm(action);
    } else if (action.phase == ActionPhase.READY && nowMicros >= action.leaseMicros) {
      attempts.leaseEnded(action, nowMicros);
    } else {
      board.arm(action);
    }
  }

  private void expire(OpenAction action, OutcomeReason reason, String message, long nowMicros) {
    if (action.phase == ActionPhase.READY) {
      outbox.signal(new SignalRunner(action.id, action.attempt, "", RunnerSignal.CANCEL, reason.name(), 0L));
    }
    finisher.finish(action, End.of(ActionStatus.EXPIRED, reason, message), nowMicros);
  }

  private void stuck(OpenAction action, long nowMicros) {
    action.stuckMicros = Micros.NEVER;
    board.state(action).setReported(true);
    board.save(action);
    board.slim(action);
    outbox.described(Descriptions.of(action, null, nowMicros));
    outbox.error(
        new ErrorRaised(
            source,
            Severity.WARNING,
            ErrorCode.ACTION_STUCK.name(),
            "Action "
                + action.id
                + " is "
                + action.phase
                + " and older than its policy's bound of "
                + action.lane.policy.stuckAfterMs()
                + " ms; look at it with forebay actions get, and at its lane with forebay lanes show.",
            action.lane.lane.tenant(),
            action.lane.lane.name(),
            action.id,
            action.runner,
            Micros.instant(nowMicros)));
  }
}
