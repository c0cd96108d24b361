package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CapabilitySharesTest {
  private static final String CHAT = "llm.chat";
  private static final long SECOND = 1_000_000;
  private static final long GRACE = 10 * SECOND;

  private CapabilityShares owner = new CapabilityShares(3, GRACE);
  private final HeldShare[] held = {new HeldShare(CHAT, 0), new HeldShare(CHAT, 1), new HeldShare(CHAT, 2)};
  private final int[] wanted = new int[3];
  private final int[] holding = new int[3];
  private long now = 1000 * SECOND;

  static Stream<Arguments> divisions() {
    return Stream.of(
        Arguments.of(9, new int[] {9, 9, 9}, new int[] {3, 3, 3}),
        Arguments.of(10, new int[] {9, 9, 9}, new int[] {4, 3, 3}),
        Arguments.of(11, new int[] {9, 9, 9}, new int[] {4, 4, 3}),
        Arguments.of(10, new int[] {1, 100, 100}, new int[] {1, 5, 4}),
        Arguments.of(10, new int[] {0, 0, 100}, new int[] {0, 0, 10}),
        Arguments.of(10, new int[] {2, 3, 4}, new int[] {2, 3, 4}),
        Arguments.of(10, new int[] {2, 4, 5}, new int[] {2, 4, 4}),
        Arguments.of(1, new int[] {5, 5, 5}, new int[] {1, 0, 0}),
        Arguments.of(2_000_000_000, new int[] {2_000_000_000, 2_000_000_000, 2_000_000_000}, new int[] {666_666_667, 666_666_667, 666_666_666}),
        Arguments.of(10, new int[] {-5, 0, Integer.MAX_VALUE}, new int[] {0, 0, 10}));
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void givesSmallWishesInFullAndDividesTheRestEqually(int cap, int[] wishes, int[] limits) {
    System.arraycopy(wishes, 0, wanted, 0, 3);

    settle(cap);

    assertThat(limits()).containsExactly(limits);
  }

  @Test
  void asksEveryPartitionBeforeItGivesAnythingToTheFirst() {
    wanted[0] = 5;
    owner.demand(held[0].tell(5, 0, now));

    List<Share> first = owner.rebalance(CHAT, 5, now);

    assertThat(first).extracting(Share::partition).containsExactly(0, 1, 2);
    assertThat(first).extracting(Share::limit).containsOnly(0);
    assertThat(owner.rebalance(CHAT, 5, now + SECOND - 1)).isEmpty();
    assertThat(owner.rebalance(CHAT, 5, now + SECOND)).hasSize(3);
  }

  @Test
  void saysNothingWhenNothingChanges() {
    wanted[0] = 5;
    settle(5);

    assertThat(owner.rebalance(CHAT, 5, now + 100 * SECOND)).isEmpty();
  }

  @Test
  void saysNothingOfACapabilityThatNobodyWanted() {
    assertThat(owner.rebalance(CHAT, 5, now)).isEmpty();
    assertThat(owner.capabilities()).isEmpty();
  }

  @Test
  void waitsForPartitionsThatSayNothingExactlyForTheGraceTime() {
    owner.demand(held[0].tell(5, 0, now));
    owner.rebalance(CHAT, 5, now).forEach(this::deliverToTheFirst);

    owner.rebalance(CHAT, 5, now + GRACE - 1).forEach(this::deliverToTheFirst);
    assertThat(held[0].limit()).isZero();

    owner.rebalance(CHAT, 5, now + GRACE).forEach(this::deliverToTheFirst);
    assertThat(held[0].limit()).isEqualTo(5);
  }

  @Test
  void keepsTheLimitOfAnIdlePartitionUntilAnotherWantsIt() {
    wanted[0] = 8;
    settle(10);
    wanted[0] = 0;
    settle(10);
    assertThat(limits()).containsExactly(8, 0, 0);

    wanted[1] = 5;
    settle(10);

    assertThat(limits()).containsExactly(5, 5, 0);
  }

  @Test
  void givesNothingOnBeforeThePartitionThatHadItHasSaidThatItHoldsLess() {
    wanted[0] = 10;
    settle(10);
    holding[0] = 10;
    wanted[1] = 10;
    settle(10);
    assertThat(limits()).containsExactly(5, 0, 0);

    holding[0] = 7;
    settle(10);
    assertThat(limits()).containsExactly(5, 3, 0);

    holding[0] = 2;
    settle(10);
    assertThat(limits()).containsExactly(5, 5, 0);
  }

  @Test
  void givesNothingOnBeforeTheLowerLimitIsRepeated() {
    wanted[0] = 10;
    settle(10);
    owner.demand(held[1].tell(10, 0, now));
    List<Share> lowered = owner.rebalance(CHAT, 10, now);
    assertThat(lowered).singleElement().extracting(Share::partition, Share::limit).containsExactly(0, 5);

    owner.demand(held[0].tell(10, 0, now)); // sent before it took the lower limit
    assertThat(owner.rebalance(CHAT, 10, now)).isEmpty();

    held[0].take(lowered.getFirst());
    owner.demand(held[0].tell(10, 0, now));
    assertThat(owner.rebalance(CHAT, 10, now)).singleElement().extracting(Share::partition, Share::limit).containsExactly(1, 5);
  }

  @Test
  void raisesAgainOnlyWhenTheLastRaiseIsRepeated() {
    wanted[0] = 2;
    settle(10);
    owner.demand(held[0].tell(4, 0, now));
    List<Share> raised = owner.rebalance(CHAT, 10, now);
    assertThat(raised).singleElement().extracting(Share::limit).isEqualTo(4);

    owner.demand(held[0].tell(9, 0, now));
    assertThat(owner.rebalance(CHAT, 10, now)).isEmpty();

    held[0].take(raised.getFirst());
    owner.demand(held[0].tell(9, 0, now));
    assertThat(owner.rebalance(CHAT, 10, now)).singleElement().extracting(Share::limit).isEqualTo(9);
  }

  @Test
  void lowersAllWhenTheCapIsLowered() {
    Arrays.fill(wanted, 9);
    settle(9);

    settle(3);

    assertThat(limits()).containsExactly(1, 1, 1);
  }

  @Test
  void passesOneThatThreeWantOnInTurn() {
    Arrays.fill(wanted, 1);
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      settle(1);
      turns.add(held[0].limit() == 1 ? 0 : held[1].limit() == 1 ? 1 : 2);
      now += SECOND;
    }

    assertThat(turns).containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void takesNothingFromARestartedPartitionButItsLimit() {
    wanted[0] = 10;
    settle(10);
    holding[0] = 6;
    held[0] = new HeldShare(CHAT, 0);
    wanted[0] = 6;
    wanted[1] = 10;
    now += SECOND;

    settle(10);

    assertThat(limits()).containsExactly(5, 4, 0);
  }

  @Test
  void findsEveryLimitAgainAfterItsOwnRestart() {
    Arrays.fill(wanted, 3);
    settle(9);
    Arrays.fill(holding, 3);
    owner = new CapabilityShares(3, GRACE);

    settle(9);

    assertThat(limits()).containsExactly(3, 3, 3);
  }

  @Test
  void dropsADemandThatIsOlderThanOneThatItKnows() {
    Demand old = held[0].tell(10, 0, now);
    wanted[0] = 2;
    settle(10);

    owner.demand(old);

    assertThat(owner.rebalance(CHAT, 10, now)).isEmpty();
    assertThat(held[0].limit()).isEqualTo(2);
  }

  @Test
  void forgetsACapabilityWithoutACap() {
    owner.demand(held[0].tell(10, 0, now));
    assertThat(owner.capabilities()).containsExactly(CHAT);

    owner.forget(CHAT);

    assertThat(owner.capabilities()).isEmpty();
  }

  @Property(tries = 200)
  void holdsTheCapWhateverHappensToMessagesAndProcesses(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int cap, @ForAll @IntRange(min = 1, max = 6) int partitions) {
    var simulation = new ShareSimulation(seed, cap, partitions, GRACE);

    simulation.run(60 * SECOND, true);

    assertThat(simulation.mostHeld()).isLessThanOrEqualTo(cap);
  }

  @Property(tries = 50)
  void servesEveryPartitionAndUsesTheWholeCapOnceItIsQuiet(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int cap, @ForAll @IntRange(min = 1, max = 6) int partitions) {
    var simulation = new ShareSimulation(seed, cap, partitions, GRACE);
    simulation.run(30 * SECOND, true);
    simulation.wantEverything();
    simulation.run(20 * SECOND, false);
    simulation.forgetStarts();

    simulation.run(60 * SECOND, false);

    assertThat(simulation.mostHeld()).isEqualTo(cap);
    assertThat(Arrays.stream(simulation.starts())).allMatch(starts -> starts > 0);
    if (cap >= partitions) { // otherwise one may be on its way from one to another
      assertThat(simulation.limitsInSum()).isEqualTo(cap);
    }
  }

  private int[] limits() {
    return Arrays.stream(held).mapToInt(HeldShare::limit).toArray();
  }

  /** Tells and answers, with nothing lost, until nobody has anything to say. */
  private void settle(int cap) {
    for (int p = 0; p < held.length; p++) {
      owner.demand(held[p].tell(wanted[p], holding[p], now));
    }
    for (List<Share> shares = owner.rebalance(CHAT, cap, now); !shares.isEmpty(); shares = owner.rebalance(CHAT, cap, now)) {
      for (Share share : shares) {
        int p = share.partition();
        held[p].take(share);
        assertThat(held[p].mustTell(wanted[p], holding[p], now)).isTrue();
        owner.demand(held[p].tell(wanted[p], holding[p], now));
      }
    }
  }

  private void deliverToTheFirst(Share share) {
    if (share.partition() == 0) {
      held[0].take(share);
      owner.demand(held[0].tell(5, 0, now));
    }
  }
}
