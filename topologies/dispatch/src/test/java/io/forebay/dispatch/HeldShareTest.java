package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldShareTest {
  private static final String CHAT = "llm.chat";
  private static final long SECOND = 1_000_000;
  private static final long NOW = 1000 * SECOND;

  private final HeldShare held = new HeldShare(CHAT, 2);

  @Test
  void beginsWithNothing() {
    assertThat(held.limit()).isZero();
    assertThat(held.mustTell(0, 0, NOW)).isTrue();
    assertThat(held.tell(7, 3, NOW)).isEqualTo(new Demand(CHAT, 2, NOW, 0, 0, 7, 3));
  }

  @Test
  void repeatsTheVersionAndLimitThatItKeepsTo() {
    held.tell(7, 3, NOW);

    held.take(share(5, 88, NOW));

    assertThat(held.limit()).isEqualTo(5);
    assertThat(held.tell(7, 3, NOW + 1)).isEqualTo(new Demand(CHAT, 2, NOW + 1, 88, 5, 7, 3));
  }

  @Test
  void numbersDemandsUpwardsThoughTheClockStandsStillOrGoesBack() {
    assertThat(held.tell(1, 0, NOW).sequence()).isEqualTo(NOW);
    assertThat(held.tell(1, 0, NOW).sequence()).isEqualTo(NOW + 1);
    assertThat(held.tell(1, 0, NOW - SECOND).sequence()).isEqualTo(NOW + 2);
    assertThat(held.tell(1, 0, NOW + SECOND).sequence()).isEqualTo(NOW + SECOND);
  }

  @Test
  void dropsAShareThatIsNotNewer() {
    held.tell(7, 3, NOW);
    held.take(share(5, 88, NOW));
    long answered = held.tell(7, 3, NOW).sequence();

    held.take(share(4, 88, answered));
    held.take(share(3, 87, answered));

    assertThat(held.limit()).isEqualTo(5);
    assertThat(held.tell(7, 3, NOW).version()).isEqualTo(88);
  }

  @Test
  void takesNothingThatAnswersAnEarlierLife() {
    held.take(share(5, 88, NOW - 1));
    held.tell(7, 3, NOW);
    held.take(share(5, 89, NOW - 1));
    held.take(share(5, 90, 0));

    assertThat(held.limit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"4, 4", "9, 5"})
  void isOnlyLoweredByWhoDidNotKnowWhatItKeepsTo(int limit, int kept) {
    held.tell(7, 3, NOW);
    held.take(share(5, 88, NOW));

    held.take(share(limit, 89, NOW));

    assertThat(held.limit()).isEqualTo(kept);
    assertThat(held.tell(7, 3, NOW).version()).isEqualTo(89);
  }

  @Test
  void tellsAfterEveryShareAlsoAStaleOne() {
    held.tell(0, 0, NOW);
    assertThat(held.mustTell(0, 0, NOW)).isFalse();

    held.take(share(0, 0, 0));

    assertThat(held.mustTell(0, 0, NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // of a limit of 10: what was told, what is so now, after how long in microseconds
    "0, 0, 0, 0, 9999999, false", // unchanged and content
    "0, 0, 0, 0, 10000000, true",
    "5, 5, 4, 4, 999999, false", // changed
    "5, 5, 4, 4, 1000000, true",
    "10, 10, 11, 10, 0, true", // more than the limit for the first time
    "11, 10, 21, 10, 0, false",
    "11, 10, 22, 10, 0, true", // twice what was told
    "11, 10, 11, 10, 999999, false", // not served yet
    "11, 10, 11, 10, 1000000, true",
    "12, 12, 11, 11, 0, true", // gives back what it held above the limit
    "12, 12, 12, 12, 0, false",
    "10, 10, 9, 9, 0, false", // below the limit nobody waits for it
  })
  void tellsWhenOthersOrItselfWaitForIt(int toldWanted, int toldHolding, int wanted, int holding, long afterMicros, boolean tells) {
    held.tell(toldWanted, toldHolding, NOW);
    held.take(share(10, 88, NOW));
    held.tell(toldWanted, toldHolding, NOW);

    assertThat(held.mustTell(wanted, holding, NOW + afterMicros)).isEqualTo(tells);
  }

  private static Share share(int limit, long version, long answers) {
    return new Share(CHAT, 2, limit, version, answers);
  }
}
