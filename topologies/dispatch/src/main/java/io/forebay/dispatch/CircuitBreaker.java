package io.forebay.dispatch;

import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BreakerState;

/**
 * A circuit breaker: leaves alone for a while what failed too often in its last calls, then asks with a few probes whether it is well again (Nygard,
 * Release It!, 2007).
 *
 * <p>Every permit but {@link Permit#NONE} is given back exactly once: with {@link #record} when the call has ended, with {@link #release} when it never
 * happened. Each takes the same small time whatever the window.
 *
 * <ul>
 *   <li>Closed: outcomes are counted over the last calls of the window.
 *   <li>Open: nothing is let through; outcomes of calls that began before are not counted.
 *   <li>Half open: only probes count. The first that fails opens it again, whole; so many successes as there are probes close it.
 *   <li>Closed again: the window begins empty. A call from before the opening that ends only now is counted like any other.
 * </ul>
 *
 * Times are microseconds since 1970-01-01.
 */
final class CircuitBreaker {
  /** What {@link #tryAcquire} answers. */
  enum Permit {
    /** Go on; the breaker is closed. */
    CALL,
    /** Go on; what comes of it decides about the breaker. */
    PROBE,
    /** Do not. */
    NONE
  }

  /** How long to wait for probes before asking again. */
  private static final long PROBE_PAUSE_MAX_MICROS = 1_000_000;

  private BreakerRule rule;
  private OutcomeWindow window;
  private BreakerState state = BreakerState.CLOSED;
  private long openedAtMicros;
  private int probesRunning;
  private int probesSucceeded;

  CircuitBreaker(BreakerRule rule) {
    this.rule = rule;
    this.window = new OutcomeWindow(rule.getWindow());
  }

  /** Takes over a changed rule; the last outcomes, as far as the new window reaches, and the state are kept. */
  void rule(BreakerRule changed) {
    if (changed.getWindow() != rule.getWindow()) {
      window = window.resized(changed.getWindow());
    }
    rule = changed;
  }

  Permit tryAcquire(long nowMicros) {
    state = state(nowMicros);
    if (state == BreakerState.CLOSED) {
      return Permit.CALL;
    }
    if (state == BreakerState.OPEN || !hasProbe()) {
      return Permit.NONE;
    }
    probesRunning++;
    return Permit.PROBE;
  }

  /** Takes note of how a call ended that had this permit. */
  void record(Permit permit, boolean success, long nowMicros) {
    release(permit);
    if (permit == Permit.NONE) {
      return;
    }
    state = state(nowMicros);
    if (state == BreakerState.CLOSED) {
      window.add(!success);
      if (window.size() >= Math.min(rule.getCallsMin(), rule.getWindow()) && window.failureRate() >= rule.getFailureRate()) {
        open(nowMicros);
      }
    } else if (state == BreakerState.HALF_OPEN && permit == Permit.PROBE) {
      probeEnded(success, nowMicros);
    }
  }

  /** Takes a permit back whose call never happened. */
  void release(Permit permit) {
    if (permit == Permit.PROBE && probesRunning > 0) {
      probesRunning--;
    }
  }

  /** Half open as soon as it has been open for its time, whether anyone asked since or not. */
  BreakerState state(long nowMicros) {
    return state == BreakerState.OPEN && nowMicros >= openUntilMicros() ? BreakerState.HALF_OPEN : state;
  }

  /** When asking again makes sense: now if there would be a permit, the end of the pause while open, within a second while all probes are out. */
  long retryAtMicros(long nowMicros) {
    return switch (state(nowMicros)) {
      case CLOSED -> nowMicros;
      case OPEN -> openUntilMicros();
      case HALF_OPEN -> hasProbe() ? nowMicros : nowMicros + Math.clamp(openMicros(), 1_000, PROBE_PAUSE_MAX_MICROS);
    };
  }

  private void probeEnded(boolean success, long nowMicros) {
    if (!success) {
      open(nowMicros);
    } else if (++probesSucceeded >= probesNeeded()) {
      state = BreakerState.CLOSED;
      window.clear();
    }
  }

  private void open(long nowMicros) {
    state = BreakerState.OPEN;
    openedAtMicros = nowMicros;
    probesSucceeded = 0;
    window.clear();
  }

  /** A probe of an earlier time that has not come back takes up a place: it still weighs on what may be ill. */
  private boolean hasProbe() {
    return probesRunning + probesSucceeded < probesNeeded();
  }

  private int probesNeeded() {
    return Math.max(1, rule.getProbes());
  }

  private long openUntilMicros() {
    return openedAtMicros + openMicros();
  }

  private long openMicros() {
    return Math.clamp(rule.getOpenMs(), 0, Long.MAX_VALUE / 8_000) * 1_000;
  }
}
