package io.forebay.dispatch;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Keeps capabilities to their caps over all partitions: as one that has a share of each, and as the one that divides some. */
final class Caps {
  /** Longer than a notice takes from partition to partition. */
  private static final long GRACE_MICROS = 5_000_000;

  private static final long REPEAT_MICROS = 1_000_000;

  private final Board board;
  private final Outbox outbox;
  private final int partition;
  private final int partitions;
  private final CapabilityShares divided;
  private final Map<String, HeldShare> held = new HashMap<>();
  private long repeatedMicros;

  Caps(Board board, Outbox outbox, int partition, int partitions) {
    this.board = board;
    this.outbox = outbox;
    this.partition = partition;
    this.partitions = partitions;
    divided = new CapabilityShares(partitions, GRACE_MICROS);
  }

  /** Sets a capability's limit by its cap, and tells what is wanted where that has changed. */
  void follow(Capability capability, long nowMicros) {
    if (board.policies.capabilityConcurrency(capability.name) == null) {
      if (held.remove(capability.name) != null) {
        capability.limit = Integer.MAX_VALUE;
      }
      return;
    }
    HeldShare share = held.computeIfAbsent(capability.name, name -> new HeldShare(name, partition));
    capability.limit = share.limit();
    int wanted = (int) Math.min(Integer.MAX_VALUE, (long) capability.inFlight + capability.queue.offered());
    if (share.mustTell(wanted, capability.inFlight, nowMicros)) {
      outbox.demand(share.tell(wanted, capability.inFlight, nowMicros), divider(capability.name));
    }
  }

  /** As the one that divides: takes what a partition wants. */
  void demand(Demand demand, long nowMicros) {
    divided.demand(demand);
    divide(demand.capability(), nowMicros);
  }

  /** As one that has a share: takes it. */
  void share(Share share, long nowMicros) {
    // Also where nothing is wanted: the one that divides waits for everybody's answer before it raises a limit.
    held.computeIfAbsent(share.capability(), name -> new HeldShare(name, partition)).take(share);
    follow(board.capability(share.capability()), nowMicros);
  }

  /** Passes on in turn, and repeats what may have been lost. */
  void repeat(long nowMicros) {
    if (nowMicros - repeatedMicros >= REPEAT_MICROS) {
      repeatedMicros = nowMicros;
      divided.capabilities().forEach(capability -> divide(capability, nowMicros));
    }
  }

  private void divide(String capability, long nowMicros) {
    Integer cap = board.policies.capabilityConcurrency(capability);
    if (cap == null) {
      divided.forget(capability);
    } else {
      divided.rebalance(capability, cap, nowMicros).forEach(outbox::share);
    }
  }

  /** The partition that divides a capability's cap: by its name, so that all of them agree. */
  private int divider(String capability) {
    var hash = new CRC32C();
    hash.update(capability.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % partitions);
  }
}
