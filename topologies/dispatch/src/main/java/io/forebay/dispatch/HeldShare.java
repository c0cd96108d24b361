package io.forebay.dispatch;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;

/**
 * The part of a capability's cap that one partition keeps to: nothing until the owner of the cap has answered its first demand.
 *
 * <p>Begins anew with the partition; what was sent to an earlier life of it allows nothing.
 */
final class HeldShare {
  private static final long CHANGED_MICROS = 1_000_000;
  private static final long UNCHANGED_MICROS = 10_000_000;

  private final String capability;
  private final int partition;
  private long sequence;
  private long version;
  private int limit;

  /** Demands from this one on told the version that it keeps to now. */
  private long toldFrom = Long.MAX_VALUE;

  private boolean asked = true;
  private long toldMicros;
  private int toldWanted;
  private int toldHolding;

  HeldShare(String capability, int partition) {
    this.capability = capability;
    this.partition = partition;
  }

  int limit() {
    return limit;
  }

  /**
   * Takes in a share. One that answers a demand from before the version that this partition keeps to, or from before its restart, may only
   * lower the limit: its sender did not know what it would add to.
   */
  void take(Share share) {
    asked = true;
    if (share.version() > version) {
      version = share.version();
      limit = share.answers() >= toldFrom ? share.limit() : Math.min(limit, share.limit());
      toldFrom = sequence > 0 ? sequence + 1 : Long.MAX_VALUE;
    }
  }

  /**
   * Whether the owner should be told now: after a share, when more is wanted than the limit or twice what was told, when less is held than
   * was told above the limit, and from time to time.
   */
  boolean mustTell(int wanted, int holding, long nowMicros) {
    if (asked) {
      return true;
    }
    boolean wantsMore = wanted > limit && (toldWanted <= limit || wanted >= 2L * toldWanted);
    boolean givesBack = toldHolding > limit && holding < toldHolding;
    boolean changed = wanted != toldWanted || holding != toldHolding || wanted > limit;
    return wantsMore || givesBack || nowMicros - toldMicros >= (changed ? CHANGED_MICROS : UNCHANGED_MICROS);
  }

  /**
   * What the owner of the cap is told.
   *
   * @param wanted how many actions the partition would have under way if nothing bounded it, those that it holds among them
   * @param holding how many actions it has under way, also those from before its restart
   */
  Demand tell(int wanted, int holding, long nowMicros) {
    sequence = Math.max(sequence + 1, nowMicros);
    toldFrom = Math.min(toldFrom, sequence);
    asked = false;
    toldMicros = nowMicros;
    toldWanted = wanted;
    toldHolding = holding;
    return new Demand(capability, partition, sequence, version, limit, wanted, holding);
  }
}
