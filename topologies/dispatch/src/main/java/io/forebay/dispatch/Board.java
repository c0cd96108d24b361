package io.forebay.dispatch;

import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.Lane;
import java.util.HashMap;
import java.util.Map;

/**
 * What is in memory of one partition: every unfinished action, its lane and its capability, and the timers of all.
 *
 * <p>Built from the {@link ActionBook} at the start. Whatever changes the phase of an action does it by {@link #move}, so that the counts
 * always agree with the actions.
 */
final class Board {
  final ActionBook book;
  final PolicyBook policies = new PolicyBook();
  final Fleet fleet = new Fleet();
  final Deadlines deadlines = new Deadlines();
  final Deadlines laneTimers = new Deadlines();
  final Map<String, OpenAction> actions = new HashMap<>();
  final Map<String, OpenLane> lanes = new HashMap<>();
  final Map<String, Capability> capabilities = new HashMap<>();

  Board(ActionBook book) {
    this.book = book;
  }

  OpenLane lane(String name) {
    OpenLane lane = lanes.get(name);
    if (lane == null) {
      var parsed = Lane.of(name);
      lane = new OpenLane(parsed, capability(parsed.capability()), policies.of(parsed));
      lanes.put(name, lane);
    }
    return lane;
  }

  Capability capability(String name) {
    return capabilities.computeIfAbsent(name, Capability::new);
  }

  /** Takes in an action in the phase that its state says. */
  OpenAction open(ActionState state) {
    var action = new OpenAction(state, lane(state.getRequest().getLane()));
    actions.put(action.id, action);
    enter(action, action.phase);
    return action;
  }

  /** All of an action, from memory or from the book. */
  ActionState state(OpenAction action) {
    if (action.state == null) {
      action.state = book.find(action.id);
      if (action.state == null) {
        throw new IllegalStateException("action " + action.id + " is on the board and not in the book");
      }
    }
    return action.state;
  }

  /** Keeps what was changed in an action's state, with what the board knows better. */
  void save(OpenAction action) {
    ActionState state = state(action);
    state.setPhase(action.phase);
    state.setAttempt(action.attempt);
    state.setFailures(action.failures);
    state.setPaused(action.paused);
    state.setClaimedBy(action.claimedBy);
    state.setCancelling(action.cancelling);
    state.setWaitUntil(action.waitMicros == Micros.NEVER ? null : Micros.instant(action.waitMicros));
    book.put(state);
  }

  /** Lets go of an action's state where that would take much memory. */
  void slim(OpenAction action) {
    if (action.state != null && (action.phase != ActionPhase.READY || action.state.getRequest().getInput().length() > STATE_CHARS_MAX)) {
      action.state = null;
    }
  }

  private static final int STATE_CHARS_MAX = 4096;

  void move(OpenAction action, ActionPhase phase) {
    leave(action);
    action.phase = phase;
    enter(action, phase);
  }

  /** Sets the action's timer to what happens to it next. */
  void arm(OpenAction action) {
    long due = action.dueMicros();
    if (due == Micros.NEVER) {
      deadlines.clear(action.id);
    } else {
      deadlines.set(action.id, due);
    }
  }

  void close(OpenAction action) {
    leave(action);
    if (action.failures > 0) {
      action.lane.retrying--;
    }
    deadlines.clear(action.id);
    actions.remove(action.id);
  }

  void failed(OpenAction action) {
    if (action.failures++ == 0) {
      action.lane.retrying++;
    }
  }

  /** Puts an action that may start into its queue, or takes one that was paused out of it. */
  void queue(OpenAction action) {
    boolean wanted = action.phase == ActionPhase.QUEUED && !action.paused;
    var lane = action.lane;
    if (wanted && !action.queued) {
      lane.capability.queue.add(lane.lane.tenant(), lane.policy.weight(), lane.lane.name(), action.id, action.orderMicros);
    } else if (!wanted && action.queued) {
      lane.capability.queue.remove(lane.lane.name(), action.id, action.orderMicros);
    }
    action.queued = wanted;
  }

  private void enter(OpenAction action, ActionPhase phase) {
    var lane = action.lane;
    switch (phase) {
      case QUEUED -> {
        lane.queued++;
        queue(action);
      }
      case WAITING -> lane.waiting++;
      case READY -> {
        lane.running++;
        lane.capability.inFlight++;
        lane.checkConcurrency();
      }
      case IN_DOUBT -> lane.inDoubt++;
      case FINISHED, UNKNOWN -> throw new IllegalStateException(phase + " is no phase of an unfinished action");
    }
    lane.changed = true;
  }

  private void leave(OpenAction action) {
    var lane = action.lane;
    switch (action.phase) {
      case QUEUED -> {
        lane.queued--;
        if (action.queued) {
          lane.capability.queue.remove(lane.lane.name(), action.id, action.orderMicros);
          action.queued = false;
        }
      }
      case WAITING -> lane.waiting--;
      case READY -> {
        lane.running--;
        lane.capability.inFlight--;
        lane.checkConcurrency();
      }
      case IN_DOUBT -> lane.inDoubt--;
      case FINISHED, UNKNOWN -> {}
    }
    lane.changed = true;
  }
}
