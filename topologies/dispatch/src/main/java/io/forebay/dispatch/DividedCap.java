package io.forebay.dispatch;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The cap of one capability and what each partition may have of it; see {@link CapabilityShares} for the rules.
 *
 * <p>Whoever wants less than an equal part gets what it wants, and the others share the rest equally (water-filling). What nobody wants
 * stays where it is, so that a partition that has been idle starts at once. If there are fewer than partitions that want one, they
 * have it in turns of a second.
 */
final class DividedCap {
  private static final long REPEAT_MICROS = 1_000_000;
  private static final long TURN_MICROS = 1_000_000;

  private final String capability;
  private final Holder[] holders;
  private final long graceMicros;
  private long waitingSince = Long.MIN_VALUE;
  private long version;

  DividedCap(String capability, int partitions, long graceMicros) {
    this.capability = capability;
    this.graceMicros = graceMicros;
    holders = new Holder[partitions];
    Arrays.setAll(holders, Holder::new);
  }

  void told(Demand demand) {
    Holder holder = holders[demand.partition()];
    if (demand.sequence() > holder.sequence) {
      holder.told(demand);
      version = Math.max(version, demand.version());
    }
  }

  List<Share> rebalance(int cap, long nowMicros) {
    if (waitingSince == Long.MIN_VALUE) {
      waitingSince = nowMicros;
    }
    int[] limits = targets(cap, nowMicros);
    holdBackRaises(limits, cap, nowMicros);
    List<Share> shares = new ArrayList<>();
    for (Holder holder : holders) {
      boolean changes = holder.isHeard() && (limits[holder.partition] != holder.limit || !holder.sent);
      if (changes) {
        version = Math.max(version + 1, nowMicros);
        holder.send(limits[holder.partition], version, nowMicros);
      }
      if (changes || holder.repeatAt <= nowMicros) {
        holder.repeatAt = nowMicros + REPEAT_MICROS;
        shares.add(new Share(capability, holder.partition, holder.limit, holder.version, holder.sequence));
      }
    }
    return shares;
  }

  /** What each partition should have in the end. */
  private int[] targets(int cap, long nowMicros) {
    int level = level(cap);
    int[] targets = new int[holders.length];
    int spare = cap;
    for (Holder holder : holders) {
      targets[holder.partition] = Math.min(holder.wanted, level);
      spare -= targets[holder.partition];
    }
    List<Holder> wantMore =
        Arrays.stream(holders).filter(holder -> holder.wanted > level).sorted(forOneMore(level, nowMicros)).limit(spare).toList();
    for (Holder holder : wantMore) {
      targets[holder.partition]++;
      spare--;
    }
    for (Holder holder : holders) {
      int kept = Math.clamp((long) holder.limit - targets[holder.partition], 0, spare);
      targets[holder.partition] += kept;
      spare -= kept;
    }
    return targets;
  }

  /** The most that every partition can have that wants so much. */
  private int level(int cap) {
    int low = 0;
    int high = cap;
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      long needed = Arrays.stream(holders).mapToLong(holder -> Math.min(holder.wanted, middle)).sum();
      if (needed <= cap) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Who has one more than the level: who has it already; if the level is nothing, only for a turn, and then who has waited longest. */
  private static Comparator<Holder> forOneMore(int level, long nowMicros) {
    if (level > 0) {
      return Comparator.comparing(holder -> holder.limit <= level);
    }
    return Comparator.<Holder, Boolean>comparing(holder -> !holder.isInTurn(nowMicros))
        .thenComparingLong(holder -> holder.limit > 0 ? nowMicros : holder.lastHad);
  }

  /** Raises only who keeps to the latest limit, and by what is free whatever is still on its way; who has nothing comes first. */
  private void holdBackRaises(int[] limits, int cap, long nowMicros) {
    boolean mayRaise = nowMicros - waitingSince >= graceMicros || Arrays.stream(holders).allMatch(holder -> holder.settled);
    long free = mayRaise ? cap - Arrays.stream(holders).mapToLong(Holder::most).sum() : 0;
    for (Holder holder : Arrays.stream(holders).sorted(Comparator.comparingInt(holder -> holder.limit)).toList()) {
      if (limits[holder.partition] > holder.limit) {
        long reach = mayRaise && holder.keepsToTheLatest() ? holder.most() + Math.max(0, free) : holder.limit;
        int limit = (int) Math.max(holder.limit, Math.min(limits[holder.partition], reach));
        free -= Math.max(0, limit - holder.most());
        limits[holder.partition] = limit;
      }
    }
  }

  /** What is known of a partition. */
  private static final class Holder {
    final int partition;
    long sequence;
    int wanted;
    int holding;

    /** The latest limit, and its version. */
    int limit;

    long version;

    /** The largest limit that the partition may keep to until it repeats the latest version. */
    int limitMax;

    long repeated;

    /** Whether this owner has sent it anything since it last began, and whether anything of that was repeated. */
    boolean sent;

    boolean settled;
    long repeatAt = Long.MIN_VALUE;
    long turnSince;
    long lastHad;

    Holder(int partition) {
      this.partition = partition;
    }

    boolean isHeard() {
      return sequence > 0;
    }

    void told(Demand demand) {
      boolean restarted = demand.version() < repeated;
      boolean keepsToAnotherOwners = demand.version() > version;
      if (!isHeard() || restarted || keepsToAnotherOwners) {
        limit = demand.limit();
        limitMax = demand.limit();
        version = demand.version();
        sent = false;
        settled = false;
      }
      sequence = demand.sequence();
      wanted = Math.max(0, demand.wanted());
      holding = Math.max(0, demand.holding());
      repeated = demand.version();
      if (keepsToTheLatest()) {
        settled = true;
        limit = demand.limit();
        limitMax = demand.limit();
        repeatAt = Long.MAX_VALUE;
      } else if (!settled) {
        limit = Math.min(limit, demand.limit()); // what it told first may have been long past
        limitMax = Math.max(limitMax, demand.limit());
      }
    }

    /** Whether it has repeated the latest version, so that nothing that is still on its way can raise its limit. */
    boolean keepsToTheLatest() {
      return sent && repeated == version;
    }

    boolean isInTurn(long nowMicros) {
      return limit > 0 && nowMicros - turnSince < TURN_MICROS;
    }

    void send(int newLimit, long newVersion, long nowMicros) {
      if (limit > 0) {
        lastHad = nowMicros;
      } else if (newLimit > 0) {
        turnSince = nowMicros;
      }
      limit = newLimit;
      version = newVersion;
      limitMax = Math.max(limitMax, newLimit);
      sent = true;
    }

    /** The most that it may have under way now, or before this owner hears of it. */
    int most() {
      return Math.max(limitMax, holding);
    }
  }
}
