package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.dispatch.FairQueue.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue queue = new FairQueue();

  @Test
  void offersNothingWhenNothingWaits() {
    assertThat(queue.peek()).isNull();
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
    assertThat(queue.size("a/x")).isZero();
    assertThat(queue.oldestOrder("a/x")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void takesWithinALaneTheSmallestOrderThenTheSmallerId() {
    queue.add("a", 1, "a/x", "late", 9);
    queue.add("a", 1, "a/x", "b", 5);
    queue.add("a", 1, "a/x", "a", 5);

    assertThat(queue.oldestOrder("a/x")).isEqualTo(5);
    assertThat(pollAll()).containsExactly("a", "b", "late");
  }

  @Test
  void peeksAtWhatItPollsAndLeavesItThere() {
    queue.add("a", 1, "a/x", "id", 5);

    assertThat(queue.peek()).isEqualTo(new Entry("a", "a/x", "id", 5)).isEqualTo(queue.peek());
    assertThat(queue.size()).isOne();
    assertThat(queue.poll()).isEqualTo(new Entry("a", "a/x", "id", 5));
    assertThat(queue.poll()).isNull();
  }

  @Test
  void takesTurnsBetweenTheLanesOfATenant() {
    for (int i = 0; i < 3; i++) {
      queue.add("a", 1, "a/x", "x" + i, i);
      queue.add("a", 1, "a/y", "y" + i, 100 + i);
    }
    queue.add("a", 1, "a/z", "z0", 1000);

    assertThat(pollAll()).containsExactly("x0", "y0", "z0", "x1", "y1", "x2", "y2");
  }

  @Test
  void sharesByWeightHoweverManyLanesATenantHas() {
    for (int i = 0; i < 100; i++) {
      queue.add("light", 1, "light/" + i % 10, "l" + i, i);
      queue.add("heavy", 3, "heavy/x", "h" + i, i);
    }

    List<String> tenants = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      tenants.add(queue.poll().tenant());
    }

    assertThat(tenants.stream().filter("heavy"::equals).count()).isBetween(59L, 61L);
  }

  @Test
  void startsTheOneActionOfAQuietTenantNextHoweverLongTheBacklogOfANoisyOne() {
    for (int i = 0; i < 1000; i++) {
      queue.add("noisy", 100, "noisy/x", "n" + i, i);
    }
    for (int i = 0; i < 500; i++) {
      queue.poll();
    }

    queue.add("quiet", 1, "quiet/x", "q", 1_000_000);

    assertThat(queue.poll().tenant()).isEqualTo("quiet");
  }

  @Test
  void givesNoCreditForThePastToATenantThatComesBack() {
    queue.add("idler", 1, "idler/x", "first", 0);
    for (int i = 0; i < 100; i++) {
      queue.add("worker", 1, "worker/x", "w" + i, i);
    }
    for (int i = 0; i < 60; i++) {
      queue.poll();
    }
    for (int i = 0; i < 10; i++) {
      queue.add("idler", 1, "idler/x", "i" + i, i);
    }

    List<String> next = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      next.add(queue.poll().tenant());
    }

    assertThat(next).containsExactly("idler", "worker", "idler", "worker", "idler", "worker");
  }

  @Test
  void doesNotLetATenantGoFirstAgainBecauseItWasEmptyForAMoment() {
    queue.add("worker", 1, "worker/x", "w1", 0);
    queue.add("worker", 1, "worker/x", "w2", 1);
    queue.add("hopper", 1, "hopper/x", "h1", 0);
    queue.poll();
    assertThat(queue.poll().actionId()).isEqualTo("h1");

    queue.add("hopper", 1, "hopper/x", "h2", 1);

    assertThat(queue.poll().actionId()).isEqualTo("w2");
  }

  @Test
  void keepsWhatWaitsInABlockedLaneAndOffersTheOthers() {
    queue.add("a", 1, "a/x", "x", 0);
    queue.add("a", 1, "a/y", "y", 0);
    queue.block("a/x");
    queue.block("a/x");

    assertThat(queue.offered()).isOne();
    assertThat(queue.poll().actionId()).isEqualTo("y");
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isOne();
    assertThat(queue.offered()).isZero();
    assertThat(queue.size("a/x")).isOne();
    assertThat(queue.oldestOrder("a/x")).isZero();

    queue.unblock("a/x");
    queue.unblock("a/x");

    assertThat(pollAll()).containsExactly("x");
  }

  @Test
  void blocksALaneBeforeAnythingWaitsInIt() {
    queue.block("a/x");
    queue.add("a", 1, "a/x", "x", 0);
    assertThat(queue.peek()).isNull();

    queue.unblock("a/x");

    assertThat(queue.peek().actionId()).isEqualTo("x");
  }

  @Test
  void staysBlockedWhenALaneRunsEmpty() {
    queue.add("a", 1, "a/x", "x", 0);
    queue.block("a/x");
    queue.remove("a/x", "x", 0);
    queue.add("a", 1, "a/x", "y", 0);

    assertThat(queue.peek()).isNull();
  }

  @Test
  void takesAnActionOnceAndRemovesExactly() {
    queue.add("a", 1, "a/x", "id", 5);
    queue.add("a", 1, "a/x", "id", 5);
    assertThat(queue.size()).isOne();

    queue.remove("a/x", "id", 6);
    queue.remove("a/x", "other", 5);
    queue.remove("a/y", "id", 5);
    assertThat(queue.size()).isOne();

    queue.remove("a/x", "id", 5);
    assertThat(queue.size()).isZero();
    assertThat(queue.peek()).isNull();
  }

  @Test
  void sharesByTheLastWeightGiven() {
    for (int i = 0; i < 400; i++) {
      queue.add("a", i < 399 ? 1 : 4, "a/x", "a" + i, i);
      queue.add("b", 1, "b/x", "b" + i, i);
    }

    Map<String, Integer> started = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      started.merge(queue.poll().tenant(), 1, Integer::sum);
    }

    assertThat(started.get("a")).isBetween(79, 81);
  }

  @Test
  void refusesAWeightBelowOne() {
    assertThatThrownBy(() -> queue.add("a", 0, "a/x", "id", 5)).hasMessage("The weight of tenant a must be at least 1; got 0");
  }

  /** What was started by tenants that always had something, divided by weight, differs by one action of each at most: theorem 1 of the paper. */
  @Property(tries = 100)
  void sharesByWeightInEveryPartOfABusyPeriod(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights, @ForAll long seed, @ForAll @IntRange(max = 300) int from) {
    var random = new Random(seed);
    var shared = new FairQueue();
    int rounds = 800;
    for (int tenant = 0; tenant < weights.size(); tenant++) {
      for (int i = 0; i < rounds; i++) {
        shared.add("t" + tenant, weights.get(tenant), "t" + tenant + "/" + i % 3, "id" + i, i);
      }
    }
    double[] share = new double[weights.size()];
    for (int i = 0; i < rounds; i++) {
      if (random.nextInt(4) == 0) { // others come and go
        shared.add("passer" + random.nextInt(20), 1 + random.nextInt(1000), "lane" + random.nextInt(20), "id" + i, i);
      }
      Entry next = shared.poll();
      if (next.tenant().startsWith("t") && i >= from) {
        int tenant = Integer.parseInt(next.tenant().substring(1));
        share[tenant] += 1.0 / weights.get(tenant);
      }
      for (int one = 0; one < share.length; one++) {
        for (int other = 0; other < one; other++) {
          double allowed = 1.0 / weights.get(one) + 1.0 / weights.get(other) + 1e-6;
          assertThat(Math.abs(share[one] - share[other])).isLessThanOrEqualTo(allowed);
        }
      }
    }
  }

  @Property(tries = 300)
  void answersWhatTheDefinitionAnswers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
    var random = new Random(seed);
    var tested = new FairQueue();
    var naive = new NaiveFairQueue();
    for (int i = 0; i < steps; i++) {
      String tenant = "t" + random.nextInt(4);
      String lane = tenant + "/" + random.nextInt(3);
      String id = "id" + random.nextInt(6);
      long order = random.nextInt(5);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          int weight = 1 + random.nextInt(3);
          tested.add(tenant, weight, lane, id, order);
          naive.add(tenant, weight, lane, id, order);
        }
        case 3 -> {
          tested.remove(lane, id, order);
          naive.remove(lane, id, order);
        }
        case 4 -> {
          tested.block(lane);
          naive.block(lane);
        }
        case 5 -> {
          tested.unblock(lane);
          naive.unblock(lane);
        }
        default -> assertThat(tested.poll()).isEqualTo(naive.poll());
      }
      assertThat(tested.peek()).isEqualTo(naive.peek());
      assertThat(tested.size()).isEqualTo(naive.size());
      assertThat(tested.offered()).isEqualTo(naive.offered());
      assertThat(tested.size(lane)).isEqualTo(naive.size(lane));
      assertThat(tested.oldestOrder(lane)).isEqualTo(naive.oldestOrder(lane));
    }
  }

  @Property(tries = 200)
  void startsEverythingThatIsNotBlocked(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int actions) {
    var random = new Random(seed);
    var tested = new FairQueue();
    for (int i = 0; i < actions; i++) {
      String tenant = "t" + random.nextInt(5);
      tested.add(tenant, 1 + random.nextInt(1000), tenant + "/" + random.nextInt(4), "id" + i, random.nextInt(50));
    }
    tested.block("t0/0");
    int kept = tested.size("t0/0");
    int started = 0;
    while (tested.poll() != null) {
      started++;
    }

    assertThat(started).isEqualTo(actions - kept);
    assertThat(tested.size()).isEqualTo(kept);
  }

  private List<String> pollAll() {
    List<String> ids = new ArrayList<>();
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      ids.add(entry.actionId());
    }
    return ids;
  }
}
