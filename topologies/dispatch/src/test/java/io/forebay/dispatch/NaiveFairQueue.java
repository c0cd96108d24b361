package io.forebay.dispatch;

import io.forebay.dispatch.FairQueue.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Start-time fair queueing as it is defined, with lists that are searched from end to end and nothing ever forgotten. */
final class NaiveFairQueue {
  private final List<Entry> waiting = new ArrayList<>();
  private final Set<String> blocked = new HashSet<>();
  private final Map<String, Integer> weights = new HashMap<>();
  private final Map<String, Double> starts = new HashMap<>();
  private final List<String> lanesInTurn = new ArrayList<>();
  private final List<String> tenantsInTurn = new ArrayList<>();
  private double virtualTime;

  void add(String tenant, int weight, String lane, String actionId, long orderMicros) {
    weights.put(tenant, weight);
    var entry = new Entry(tenant, lane, actionId, orderMicros);
    if (!waiting.contains(entry)) {
      waiting.add(entry);
    }
    settle();
  }

  void remove(String lane, String actionId, long orderMicros) {
    waiting.removeIf(entry -> entry.lane().equals(lane) && entry.actionId().equals(actionId) && entry.orderMicros() == orderMicros);
    settle();
  }

  void block(String lane) {
    blocked.add(lane);
    settle();
  }

  void unblock(String lane) {
    blocked.remove(lane);
    settle();
  }

  Entry peek() {
    // Of equal tags the one that was set first: the list is in that order and the search keeps it.
    return tenantsInTurn.stream().min(Comparator.comparingDouble(starts::get)).map(this::firstOf).orElse(null);
  }

  Entry poll() {
    Entry next = peek();
    if (next != null) {
      waiting.remove(next);
      virtualTime = starts.get(next.tenant());
      starts.put(next.tenant(), virtualTime + 1.0 / weights.get(next.tenant()));
      tenantsInTurn.remove(next.tenant());
      tenantsInTurn.add(next.tenant());
      lanesInTurn.remove(next.lane());
      lanesInTurn.add(next.lane());
      settle();
    }
    return next;
  }

  int size() {
    return waiting.size();
  }

  int offered() {
    return (int) waiting.stream().filter(entry -> !blocked.contains(entry.lane())).count();
  }

  int size(String lane) {
    return (int) waiting.stream().filter(entry -> entry.lane().equals(lane)).count();
  }

  long oldestOrder(String lane) {
    return waiting.stream().filter(entry -> entry.lane().equals(lane)).mapToLong(Entry::orderMicros).min().orElse(Long.MAX_VALUE);
  }

  private Entry firstOf(String tenant) {
    String lane = lanesInTurn.stream().filter(name -> tenant(name).equals(tenant)).findFirst().orElseThrow();
    return waiting.stream()
        .filter(entry -> entry.lane().equals(lane))
        .min(Comparator.comparingLong(Entry::orderMicros).thenComparing(Entry::actionId))
        .orElseThrow();
  }

  /** Who can start something now, and with which tag those begin that could not before. */
  private void settle() {
    lanesInTurn.removeIf(lane -> !canStart(lane));
    for (Entry entry : waiting) {
      if (canStart(entry.lane()) && !lanesInTurn.contains(entry.lane())) {
        lanesInTurn.add(entry.lane());
      }
    }
    tenantsInTurn.removeIf(tenant -> lanesInTurn.stream().noneMatch(lane -> tenant(lane).equals(tenant)));
    if (tenantsInTurn.isEmpty()) {
      starts.values().forEach(start -> virtualTime = Math.max(virtualTime, start));
    }
    for (String lane : lanesInTurn) {
      if (!tenantsInTurn.contains(tenant(lane))) {
        starts.merge(tenant(lane), virtualTime, Math::max);
        tenantsInTurn.add(tenant(lane));
      }
    }
  }

  private boolean canStart(String lane) {
    return !blocked.contains(lane) && waiting.stream().anyMatch(entry -> entry.lane().equals(lane));
  }

  private static String tenant(String lane) {
    return lane.substring(0, lane.indexOf('/'));
  }
}
