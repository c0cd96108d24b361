package io.forebay.dispatch;

import io.forebay.schemas.BreakerState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one partition knows of a capability: who waits for it, how much of it is in use, which of its endpoints fail. */
final class Capability {
  private static final int WINDOW_INITIAL = 256;
  private static final int WINDOW_MIN = 32;
  private static final int WINDOW_MAX = 8192;
  private static final int ENDPOINTS_MAX = 1000;

  final String name;
  final FairQueue queue = new FairQueue();
  final ConcurrencyWindow window = new ConcurrencyWindow(WINDOW_INITIAL, WINDOW_MIN, WINDOW_MAX);
  int inFlight;

  /** This partition's share of a cap over all partitions. */
  int limit = Integer.MAX_VALUE;

  private final Map<String, CircuitBreaker> breakers = new HashMap<>();

  /** Endpoints whose breakers still keep to the rule from before policies changed. */
  private final Set<String> outdated = new HashSet<>();

  Capability(String name) {
    this.name = name;
  }

  boolean hasRoom() {
    return inFlight < limit && window.hasRoom(inFlight);
  }

  /** The breaker of an endpoint; beyond a bound of endpoints, that of the capability as a whole. Null where the policy has none. */
  CircuitBreaker breaker(OpenLane lane, String endpoint) {
    var rule = lane.policy.breaker();
    if (rule == null) {
      return null;
    }
    String key = endpoint == null ? "" : endpoint;
    CircuitBreaker breaker = breakers.get(key);
    if (breaker == null && breakers.size() >= ENDPOINTS_MAX) {
      key = "";
      breaker = breakers.get(key);
    }
    if (breaker == null) {
      breaker = new CircuitBreaker(rule);
      breakers.put(key, breaker);
    } else if (outdated.remove(key)) {
      breaker.rule(rule);
    }
    return breaker;
  }

  /** The worst state of its breakers. */
  BreakerState breakerState(long nowMicros) {
    var worst = BreakerState.CLOSED;
    for (CircuitBreaker breaker : breakers.values()) {
      var state = breaker.state(nowMicros);
      if (state == BreakerState.OPEN) {
        return state;
      }
      worst = state == BreakerState.HALF_OPEN ? state : worst;
    }
    return worst;
  }

  /** The rules may have changed: each breaker takes over that of its next call, and stays as open as it is. */
  void policiesChanged() {
    outdated.addAll(breakers.keySet());
  }
}
