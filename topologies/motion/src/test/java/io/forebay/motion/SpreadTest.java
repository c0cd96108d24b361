package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final int WALKS = 2;
  private static final int RUNS = 3;

  private final Spread spread = new Spread();

  @Test
  void learnsHowFarPeopleStrayAlongAndAcross() {
    learn(1, WALKS, 2_000, 0.4, 0.1);
    assertThat(Math.sqrt(spread.along(1, WALKS, 0))).isCloseTo(0.4, within(0.01));
    assertThat(Math.sqrt(spread.across(1, WALKS, 0))).isCloseTo(0.1, within(0.01));
  }

  @Test
  void expectsOfKnotsThatItKnowsNothingOfWhatTheOthersOfThePaceSay() {
    double before = spread.along(4, WALKS, 0);
    learn(0, WALKS, 400, 0.12, 0.12); // three times as far as anywhere
    assertThat(Math.sqrt(spread.along(4, WALKS, 0) / before)).isCloseTo(3, within(0.2));
    assertThat(spread.along(4, RUNS, 0)).as("another pace").isEqualTo(new Spread().along(4, RUNS, 0));
    assertThat(spread.along(4, WALKS, 1)).as("those who do not go on as expected").isEqualTo(new Spread().along(4, WALKS, 1));
  }

  @Test
  void isNeverMuchSurerOnTheWordOfOtherKnots() {
    double before = spread.along(4, WALKS, 0);
    learn(0, WALKS, 4_000, 0, 0);
    assertThat(spread.along(4, WALKS, 0) / before).isCloseTo(0.5, within(1e-9));
    learn(4, WALKS, 4_000, 0.01, 0.01);
    assertThat(spread.along(4, WALKS, 0)).as("but on its own").isLessThan(before / 100);
  }

  @Test
  void isNotTakenInByOneWhoWasFarOff() {
    double before = spread.along(4, WALKS, 0);
    learn(0, WALKS, 1, 1_000, 0);
    assertThat(spread.along(4, WALKS, 0) / before).isLessThan(3);
  }

  private void learn(int knot, int pace, int times, double along, double across) {
    for (int time = 0; time < times; time++) {
      spread.learn(knot, pace, 0, 1, along, across);
    }
  }
}
