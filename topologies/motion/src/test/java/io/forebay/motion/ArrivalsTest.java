package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private final Arrivals arrivals = new Arrivals();

  @Test
  void expectsNoDirectionWhereNobodyCameYet() {
    assertThat(arrivals.velocityX(1, 1)).isZero();
    assertThat(arrivals.velocityY(1, 1)).isZero();
    assertThat(Math.sqrt(arrivals.variance(1, 1))).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void expectsOfNewcomersWhatThoseBeforeThemDid() {
    for (int person = 0; person < 30; person++) {
      arrivals.learn(1, 1, 0.4, 1 + 0.4 * 1.2, 1 + (person % 2 == 0 ? 0.04 : -0.04));
    }
    assertThat(arrivals.velocityX(1.5, 1.5)).isCloseTo(1.2, within(0.1));
    assertThat(arrivals.velocityY(1.5, 1.5)).isCloseTo(0, within(1e-6));
    assertThat(Math.sqrt(arrivals.variance(1.5, 1.5))).isLessThan(0.4);
    assertThat(arrivals.velocityX(40, 40)).as("elsewhere").isZero();
  }

  @Test
  void isUnsureWhereTheyGoBothWays() {
    for (int person = 0; person < 30; person++) {
      arrivals.learn(1, 1, 0.4, 1 + (person % 2 == 0 ? 0.5 : -0.5), 1);
    }
    assertThat(arrivals.velocityX(1, 1)).isCloseTo(0, within(1e-6));
    assertThat(Math.sqrt(arrivals.variance(1, 1))).isGreaterThan(0.8);
  }

  @Test
  void expectsTheSpeedsOfItsSceneWhereNobodyCameYet() {
    for (int person = 0; person < 50; person++) {
      arrivals.learn(1, 1, 0.4, 1 + 0.4 * 3, 1);
    }
    assertThat(Math.sqrt(arrivals.variance(40, 40))).isGreaterThan(1.9);
  }

  @Test
  void learnsNothingFromSomebodyWhoWasNotSeenForLong() {
    arrivals.learn(1, 1, 2.1, 9, 1);
    assertThat(arrivals.velocityX(1, 1)).isZero();
  }
}
