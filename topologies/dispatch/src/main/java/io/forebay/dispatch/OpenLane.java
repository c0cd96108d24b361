package io.forebay.dispatch;

import io.forebay.schemas.Lane;

/** A lane in memory: its policy, what is in it, and why it starts nothing. */
final class OpenLane {
  static final int PAUSED = 1;
  static final int FULL = 2;
  static final int OVER_RATE = 4;

  final Lane lane;
  final Capability capability;
  LanePolicy policy;
  long queued;
  long waiting;
  long retrying;
  long running;
  long inDoubt;
  long touchedMicros;
  boolean changed = true;
  long rateMicros = Micros.NEVER;
  private int blocked;

  OpenLane(Lane lane, Capability capability, LanePolicy policy) {
    this.lane = lane;
    this.capability = capability;
    this.policy = policy;
  }

  boolean isPaused() {
    return (blocked & PAUSED) != 0;
  }

  long unfinished() {
    return queued + waiting + running + inDoubt;
  }

  void block(int reason) {
    if (blocked == 0) {
      capability.queue.block(lane.name());
    }
    blocked |= reason;
    changed = true;
  }

  void unblock(int reason) {
    int before = blocked;
    blocked &= ~reason;
    if (before != 0 && blocked == 0) {
      capability.queue.unblock(lane.name());
    }
    changed |= before != blocked;
  }

  /** As many run as may, or fewer. */
  void checkConcurrency() {
    if (running >= policy.laneConcurrency()) {
      block(FULL);
    } else {
      unblock(FULL);
    }
  }
}
