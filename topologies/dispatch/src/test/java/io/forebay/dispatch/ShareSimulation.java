package io.forebay.dispatch;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Partitions that start and end actions within the limits that reach them over a network that delays, repeats, reorders and loses. */
final class ShareSimulation {
  private static final String CAPABILITY = "llm.chat";
  private static final long STEP = 20_000;
  private static final long TICK = 1_000_000;

  private final Random random;
  private final int cap;
  private final long graceMicros;
  private final HeldShare[] held;
  private final int[] wanted;
  private final int[] holding;
  private final long[] starts;
  private final PriorityQueue<Message> network = new PriorityQueue<>(Comparator.comparingLong(Message::at));
  private CapabilityShares owner;
  private long now = 1_700_000_000_000_000L;
  private int mostHeld;

  private record Message(long at, Record content) {}

  ShareSimulation(long seed, int cap, int partitions, long graceMicros) {
    random = new Random(seed);
    this.cap = cap;
    this.graceMicros = graceMicros;
    owner = new CapabilityShares(partitions, graceMicros);
    held = new HeldShare[partitions];
    Arrays.setAll(held, p -> new HeldShare(CAPABILITY, p));
    wanted = new int[partitions];
    holding = new int[partitions];
    starts = new long[partitions];
  }

  void run(long micros, boolean faults) {
    for (long end = now + micros; now < end; now += STEP) {
      while (!network.isEmpty() && network.peek().at <= now) {
        deliver(network.poll().content, faults);
      }
      if (faults) {
        fail();
      }
      for (int p = 0; p < held.length; p++) {
        work(p, faults);
      }
      mostHeld = Math.max(mostHeld, Arrays.stream(holding).sum());
      if (now % TICK == 0) {
        send(owner.rebalance(CAPABILITY, cap, now), faults);
      }
    }
  }

  void wantEverything() {
    Arrays.fill(wanted, 100);
  }

  void forgetStarts() {
    Arrays.fill(starts, 0);
    mostHeld = 0;
  }

  int mostHeld() {
    return mostHeld;
  }

  long[] starts() {
    return starts;
  }

  int limitsInSum() {
    return Arrays.stream(held).mapToInt(HeldShare::limit).sum();
  }

  private void deliver(Record content, boolean faults) {
    switch (content) {
      case Demand demand -> {
        owner.demand(demand);
        send(owner.rebalance(CAPABILITY, cap, now), faults);
      }
      case Share share -> held[share.partition()].take(share);
      default -> throw new IllegalStateException();
    }
  }

  private void fail() {
    if (random.nextInt(400) == 0) {
      owner = new CapabilityShares(held.length, graceMicros);
    }
    if (random.nextInt(200) == 0) {
      int p = random.nextInt(held.length);
      held[p] = new HeldShare(CAPABILITY, p);
    }
  }

  private void work(int p, boolean faults) {
    if (faults && random.nextInt(20) == 0) {
      wanted[p] = random.nextInt(4) == 0 ? 0 : random.nextInt(2 * cap + 1);
    }
    if (holding[p] > 0 && random.nextInt(3) == 0) {
      holding[p] -= 1 + random.nextInt(holding[p]);
    }
    while (holding[p] < Math.min(wanted[p], held[p].limit())) {
      holding[p]++;
      starts[p]++;
    }
    int wants = Math.max(wanted[p], holding[p]);
    if (held[p].mustTell(wants, holding[p], now)) {
      send(List.of(held[p].tell(wants, holding[p], now)), faults);
    }
  }

  private void send(List<? extends Record> messages, boolean faults) {
    for (Record message : messages) {
      List<Long> delays = new ArrayList<>();
      if (!faults) {
        delays.add(2L * STEP);
      } else if (random.nextInt(20) > 0) {
        delays.add(delay());
        if (random.nextInt(5) == 0) {
          delays.add(delay());
        }
      }
      delays.forEach(delay -> network.add(new Message(now + delay, message)));
    }
  }

  private long delay() {
    return random.nextInt(10) == 0 ? random.nextLong(4_000_000) : random.nextLong(60_000);
  }
}
