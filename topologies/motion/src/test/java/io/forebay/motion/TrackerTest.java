package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrackerTest {
  private final Tracker tracker = new Tracker();

  @Test
  void findsTheVelocityOfASteadyWalker() {
    tracker.begin(0, 0, 0, 0, 2.25);
    for (int step = 1; step <= 20; step++) {
      tracker.follow(0.4, 0.5 * step, -0.2 * step);
    }
    assertThat(tracker.velocityX()).isCloseTo(1.25, within(0.02));
    assertThat(tracker.velocityY()).isCloseTo(-0.5, within(0.02));
    assertThat(tracker.probability(0)).isGreaterThan(0.5);
  }

  @Test
  void recognisesATurnToTheLeft() {
    tracker.begin(2, 0, 0, 0, 2.25);
    for (int step = 1; step <= 15; step++) {
      tracker.follow(0.4, 2 * Math.cos(0.24 * step), 2 * Math.sin(0.24 * step));
    }
    assertThat(tracker.probability(1)).isGreaterThan(tracker.probability(0)).isGreaterThan(tracker.probability(2));
  }

  @Test
  void recognisesAStop() {
    tracker.begin(0, 0, 0, 0, 2.25);
    for (int step = 1; step <= 10; step++) {
      tracker.follow(0.4, 0.5 * step, 0);
    }
    for (int step = 1; step <= 8; step++) {
      tracker.follow(0.4, 5, 0);
    }
    assertThat(tracker.probability(Tracker.STOP)).isGreaterThan(tracker.probability(0));
    assertThat(tracker.velocityX()).isCloseTo(0, within(0.1));
  }

  @Test
  void believesAMeasuredVelocityAtOnce() {
    tracker.begin(0, 0, 0, 0, 2.25);
    tracker.measured(1, 0);
    assertThat(tracker.velocityX()).isGreaterThan(0.9);
  }
}
