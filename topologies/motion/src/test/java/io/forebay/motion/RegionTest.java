package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {
  private final Region region = new Region(2_000);

  /** Of one round normal distribution the share is 1 − exp(−r² / 2), with r in standard deviations. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.393", "1.177, 0.5", "2.146, 0.9", "10, 1"})
  void holdsTheShareThatANormalDistributionHas(double deviations, double share) {
    var forecast = new Forecast(1, 1);
    forecast.set(forecast.add(1), 0, 3, -2, 4, 0, 4);
    assertThat(region.share(forecast, 0, 3 + 2 * deviations, -2)).isCloseTo(share, within(0.02));
  }

  @Test
  void hasNoRoomBetweenTwoPlacesWhereNobodyIsExpected() {
    var forecast = new Forecast(2, 1);
    forecast.set(forecast.add(0.5), 0, -10, 0, 1, 0, 1);
    forecast.set(forecast.add(0.5), 0, 10, 0, 1, 0, 1);
    assertThat(region.share(forecast, 0, 0, 0)).as("the mean of both").isGreaterThan(0.99);
    assertThat(region.share(forecast, 0, 10, 0)).isLessThan(0.05);
  }

  @Test
  void tellsTheDensity() {
    var forecast = new Forecast(1, 1);
    forecast.set(forecast.add(1), 0, 0, 0, 4, 0, 1);
    assertThat(Region.logDensity(forecast, 0, 2, 0)).isCloseTo(-Math.log(4 * Math.PI) - 0.5, within(1e-9));
  }
}
