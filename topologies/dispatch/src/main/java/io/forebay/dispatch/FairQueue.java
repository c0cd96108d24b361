package io.forebay.dispatch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may start in one capability on one partition, in the order in which it should.
 *
 * <p>Tenants share by weight: start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queueing", 1996) with every action of
 * cost one. Each tenant has a start tag; the smallest goes next, becomes the virtual time, and then lies 1/weight further on. A
 * tenant that comes back after having had nothing to start begins at the virtual time: without credit for the past, and not
 * before it has made up for its last action. Of two tenants that always had something to start, what they started differs,
 * divided by their weights, by no more than one action of each.
 *
 * <p>Within a tenant its lanes take turns, and within a lane the smallest order goes first, then the smaller id.
 *
 * <p>A lane that is blocked (paused, at its concurrency, out of rate) is not offered, but keeps what waits in it; a tenant all of
 * whose lanes are blocked counts as having nothing to start. Every call takes logarithmic time.
 */
final class FairQueue {
  private static final Comparator<Tenant> BY_START =
      Comparator.comparingDouble((Tenant tenant) -> tenant.start).thenComparingLong(tenant -> tenant.since);

  private final Map<String, WaitingLane> lanes = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private final Map<String, Tenant> tenants = new HashMap<>();
  private final TreeSet<Tenant> offering = new TreeSet<>(BY_START);
  private final TreeSet<Tenant> absent = new TreeSet<>(BY_START);
  private double virtualTime;
  private double lastStart;
  private long changes;
  private int size;
  private int offered;

  /**
   * An action that waits.
   *
   * @param orderMicros its order in its lane
   */
  record Entry(String tenant, String lane, String actionId, long orderMicros) {}

  /**
   * Adds an action; nothing happens if the lane has it already in the same order.
   *
   * @param tenant whose lane it is, the same with every action of the lane
   * @param weight share of the tenant, at least 1; the last one given counts
   */
  void add(String tenant, int weight, String lane, String actionId, long orderMicros) {
    if (weight < 1) {
      throw new IllegalArgumentException("The weight of tenant " + tenant + " must be at least 1; got " + weight);
    }
    WaitingLane known = lanes.get(lane);
    WaitingLane waiting = known != null ? known : open(tenant, lane);
    waiting.tenant.weight = weight;
    boolean added = waiting.backlog.add(orderMicros, actionId);
    if (!added) {
      return;
    }
    size++;
    if (known == null && !blocked.contains(lane)) {
      offer(waiting);
    } else if (waiting.isOffered()) {
      offered++;
    }
  }

  /** Removes an action that is not to start any more; nothing happens if it does not wait in the lane in this order. */
  void remove(String lane, String actionId, long orderMicros) {
    WaitingLane waiting = lanes.get(lane);
    if (waiting == null || !waiting.backlog.remove(orderMicros, actionId)) {
      return;
    }
    size--;
    if (waiting.isOffered()) {
      offered--;
    }
    if (waiting.backlog.isEmpty()) {
      withdraw(waiting);
      close(waiting);
    }
  }

  /** Offers nothing of this lane until it is unblocked, also what is added later. */
  void block(String lane) {
    WaitingLane waiting = lanes.get(lane);
    if (blocked.add(lane) && waiting != null) {
      withdraw(waiting);
    }
  }

  void unblock(String lane) {
    WaitingLane waiting = lanes.get(lane);
    if (blocked.remove(lane) && waiting != null) {
      offer(waiting);
    }
  }

  /** The action that should start next; null if there is none in a lane that is not blocked. */
  Entry peek() {
    return offering.isEmpty() ? null : offering.getFirst().inTurn.getFirst().first();
  }

  /** Takes the action that should start next and charges its tenant for it; null if there is none in a lane that is not blocked. */
  Entry poll() {
    Tenant tenant = offering.pollFirst();
    if (tenant == null) {
      return null;
    }
    WaitingLane lane = tenant.inTurn.removeFirst();
    Entry entry = lane.first();
    lane.backlog.removeFirst();
    size--;
    offered--;
    virtualTime = tenant.start;
    startAt(tenant, tenant.start + 1.0 / tenant.weight);
    if (!lane.backlog.isEmpty()) {
      tenant.inTurn.addLast(lane);
    }
    if (!tenant.inTurn.isEmpty()) {
      offering.add(tenant);
    }
    if (lane.backlog.isEmpty()) {
      close(lane);
    }
    forget();
    return entry;
  }

  /** How many actions wait, those of blocked lanes among them. */
  int size() {
    return size;
  }

  /** How many actions wait in lanes that are not blocked. */
  int offered() {
    return offered;
  }

  int size(String lane) {
    WaitingLane waiting = lanes.get(lane);
    return waiting == null ? 0 : waiting.backlog.size();
  }

  /** The smallest order in the lane; {@link Long#MAX_VALUE} if nothing waits in it. */
  long oldestOrder(String lane) {
    WaitingLane waiting = lanes.get(lane);
    return waiting == null ? Long.MAX_VALUE : waiting.backlog.firstOrder();
  }

  private WaitingLane open(String name, String lane) {
    Tenant tenant = tenants.computeIfAbsent(name, Tenant::new);
    absent.remove(tenant);
    tenant.lanes++;
    var waiting = new WaitingLane(tenant, lane);
    lanes.put(lane, waiting);
    return waiting;
  }

  private void close(WaitingLane lane) {
    lanes.remove(lane.name);
    lane.tenant.lanes--;
    if (lane.tenant.lanes == 0) {
      absent.add(lane.tenant);
      forget();
    }
  }

  private void offer(WaitingLane lane) {
    Tenant tenant = lane.tenant;
    if (tenant.inTurn.isEmpty()) {
      startAt(tenant, Math.max(virtualTime, tenant.start));
      offering.add(tenant);
    }
    tenant.inTurn.addLast(lane);
    offered += lane.backlog.size();
  }

  private void withdraw(WaitingLane lane) {
    Tenant tenant = lane.tenant;
    if (!tenant.inTurn.remove(lane)) {
      return;
    }
    offered -= lane.backlog.size();
    if (tenant.inTurn.isEmpty()) {
      offering.remove(tenant);
      forget();
    }
  }

  /** Sets a tenant's tag while it is in neither of the two sorted sets; of equal tags the one that was set first goes first. */
  private void startAt(Tenant tenant, double start) {
    tenant.start = start;
    tenant.since = ++changes;
    lastStart = Math.max(lastStart, start);
  }

  /** Lets go of tenants that have nothing waiting and would begin at the virtual time; when nothing can start, all would. */
  private void forget() {
    if (offering.isEmpty()) {
      virtualTime = lastStart;
    }
    while (!absent.isEmpty() && absent.getFirst().start <= virtualTime) {
      tenants.remove(absent.pollFirst().name);
    }
  }

  private static final class Tenant {
    final String name;
    final LinkedHashSet<WaitingLane> inTurn = new LinkedHashSet<>();
    int lanes;
    int weight;
    double start;
    long since;

    Tenant(String name) {
      this.name = name;
    }
  }

  /** A lane in which something waits. */
  private static final class WaitingLane {
    final Tenant tenant;
    final String name;
    final LaneBacklog backlog = new LaneBacklog();

    WaitingLane(Tenant tenant, String name) {
      this.tenant = tenant;
      this.name = name;
    }

    boolean isOffered() {
      return tenant.inTurn.contains(this);
    }

    Entry first() {
      return new Entry(tenant.name, name, backlog.firstId(), backlog.firstOrder());
    }
  }
}
