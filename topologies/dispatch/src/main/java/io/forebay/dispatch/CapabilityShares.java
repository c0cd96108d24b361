package io.forebay.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Caps of capabilities over all partitions of dispatch, divided by the partition that owns a capability.
 *
 * <p>Partitions tell what they want and hold ({@link Demand}, by {@link HeldShare}); the owner answers with limits ({@link Share}). What may be held by all together never exceeds the cap: a limit is lowered first, and
 * only when its partition has told that it keeps to the lower one, and holds no more, is the difference given to another.
 *
 * <p>Messages may come late, twice, out of order or not at all:
 *
 * <ul>
 *   <li>Demands have a sequence; the owner drops those older than one that it knows.
 *   <li>Shares have a version, which the next demands repeat; a partition drops those not newer than the one it keeps to. Until the
 *       latest version is repeated, the owner counts the largest limit that may still be on its way, and sends no larger one.
 *   <li>Shares name the demand that they answer; if that did not tell the version that the partition keeps to, the share may only
 *       lower its limit. So nothing that was meant for an earlier life of a partition, or comes from an earlier owner, allows anything.
 *   <li>An owner that has been restarted knows nothing. It asks every partition, sends each the limit that it tells as its own, and
 *       raises none before all have repeated that. It waits for a partition that says nothing no longer than a grace time; what
 *       that one holds is not counted until it tells it.
 * </ul>
 *
 * <p>Sequences and versions follow the clocks of the machines. Where a partition moves to one whose clock is behind, it is heard again only
 * when that has caught up.
 */
final class CapabilityShares {
  private final int partitions;
  private final long graceMicros;
  private final Map<String, DividedCap> caps = new HashMap<>();

  /**
   * What a partition wants of a capability.
   *
   * @param sequence later ones are larger, over restarts too
   * @param version of the share that it keeps to; 0: none
   * @param limit of the share that it keeps to; 0 without one
   * @param wanted how many actions it would have under way if nothing bounded it, those that it holds among them
   * @param holding how many actions it has under way
   */
  record Demand(String capability, int partition, long sequence, long version, int limit, int wanted, int holding) {}

  /**
   * What a partition may have under way of a capability.
   *
   * @param limit it starts nothing while it holds so many or more
   * @param version later ones are larger; 0: it is only a question
   * @param answers sequence of the latest demand that the owner knew; 0: it knows none and asks for one
   */
  record Share(String capability, int partition, int limit, long version, long answers) {}

  /**
   * Begins with no knowledge, as after a restart.
   *
   * @param partitions how many there are, at least 1
   * @param graceMicros how long to wait for partitions that say nothing, in microseconds; longer than messages take
   */
  CapabilityShares(int partitions, long graceMicros) {
    this.partitions = partitions;
    this.graceMicros = graceMicros;
  }

  /** Takes in what a partition tells; {@link #rebalance} afterwards. */
  void demand(Demand demand) {
    caps.computeIfAbsent(demand.capability(), name -> new DividedCap(name, partitions, graceMicros)).told(demand);
  }

  /**
   * Divides a cap anew. To be called after a demand, and once a second for what has to be repeated or passed on in turn.
   *
   * @param cap most actions of the capability at once, at least 1
   * @return the shares to be sent, at most one for each partition: those that changed, those that have not been repeated for a second, and
   *     questions to partitions that have told nothing
   */
  List<Share> rebalance(String capability, int cap, long nowMicros) {
    DividedCap divided = caps.get(capability);
    return divided == null ? List.of() : divided.rebalance(cap, nowMicros);
  }

  /** The capabilities of which something has been told. */
  Set<String> capabilities() {
    return Set.copyOf(caps.keySet());
  }

  /** Lets go of a capability that has no cap any more. */
  void forget(String capability) {
    caps.remove(capability);
  }
}
