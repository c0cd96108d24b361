package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void spreadsOverAllThatMayHappen() {
    var forecast = new Forecast(2, 1);
    forecast.set(forecast.add(0.5), 0, -2, 1, 1, 0, 4);
    forecast.set(forecast.add(0.5), 0, 2, 1, 1, 0, 4);

    assertThat(Moments.of(forecast, 0)).isEqualTo(new Moments(0, 1, 5, 0, 4));
  }

  @Test
  void drawsTheEllipseThatHoldsItsShare() {
    double[] axes = new Moments(0, 0, 1, 0, 4).ellipse(0.9);

    // chi-squared with two degrees of freedom: 4.605 holds 90 %
    assertThat(axes[0]).isCloseTo(2 * Math.sqrt(4.60517), within(1e-5));
    assertThat(axes[1]).isCloseTo(Math.sqrt(4.60517), within(1e-5));
    assertThat(axes[2]).isCloseTo(Math.PI / 2, within(1e-9));
  }

  @Test
  void turnsTheEllipseWithTheCovariance() {
    assertThat(new Moments(0, 0, 2, 1, 2).ellipse(0.5)[2]).isCloseTo(Math.PI / 4, within(1e-9));
  }
}
