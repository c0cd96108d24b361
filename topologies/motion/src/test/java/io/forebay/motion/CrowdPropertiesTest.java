package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CrowdPropertiesTest {
  private static final double[] HORIZONS = {0.1, 0.4, 1, 4.8, 8};

  @Property(tries = 200)
  void forecastsAreDistributionsWhateverWasSeen(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -50, max = 50) Double> xs,
      @ForAll @DoubleRange(min = -3, max = 3) double slope,
      @ForAll @IntRange(min = 1, max = 40) int tenths) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    Forecast forecast = crowd.newForecast();
    for (int at = 0; at < xs.size(); at++) {
      crowd.observe("p" + at % 2, at * tenths / 10.0, xs.get(at), slope * xs.get(at));
      crowd.forecast("p" + at % 2, forecast);
      assertDistribution(forecast);
    }
  }

  @Property(tries = 100)
  void measuredVelocitiesThatContradictThePositionsKeepForecastsSound(
      @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = -12, max = 12) Double> velocities, @ForAll @DoubleRange(min = -4, max = 4) double heading) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    Forecast forecast = crowd.newForecast();
    for (int at = 0; at < velocities.size(); at++) {
      crowd.observe("ann", at * 0.04, 0.05 * at, 0, velocities.get(at), -velocities.get(at), heading, Double.NaN);
      crowd.forecast("ann", forecast);
      assertDistribution(forecast);
      assertThat(crowd.velocityX("ann")).isBetween(-30.0, 30.0);
    }
  }

  @Property(tries = 100)
  void sameObservationsGiveTheSameBytes(@ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = -2, max = 2) Double> steps) {
    assertThat(after(steps)).isEqualTo(after(steps));
  }

  /** Where the axes lie does not matter to a person of whom nothing but the way is known. */
  @Property(tries = 100)
  void aForecastTurnsWithTheWay(@ForAll @Size(min = 8, max = 8) List<@DoubleRange(min = 0.1, max = 0.8) Double> steps, @ForAll @DoubleRange(min = 0, max = 6.28) double angle) {
    Forecast straight = forecast(steps, 0);
    Forecast turned = forecast(steps, angle);
    for (int component = 0; component < straight.components(); component++) {
      double x = straight.x(component, 3);
      double y = straight.y(component, 3);
      assertThat(turned.x(component, 3)).isCloseTo(x * Math.cos(angle) - y * Math.sin(angle), within(1e-6));
      assertThat(turned.y(component, 3)).isCloseTo(x * Math.sin(angle) + y * Math.cos(angle), within(1e-6));
    }
  }

  /** Nor to where they are heading who walk where others went before. */
  @Property(tries = 50)
  void whereSomebodyHeadsDoesNotDependOnTheAxes(@ForAll @DoubleRange(min = 0, max = 6.28) double angle, @ForAll boolean mirrored, @ForAll @DoubleRange(min = -0.3, max = 0.3) double slope) {
    double[] before = headings(0, 1, slope);
    double[] after = headings(angle, mirrored ? -1 : 1, slope);
    for (int goal = 0; goal < before.length; goal++) {
      assertThat(after[goal]).isCloseTo(before[goal], within(0.02));
    }
  }

  /** What each goal is given by somebody on a slope, after thirty people went to three goals. */
  private static double[] headings(double angle, int mirror, double slope) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    for (int person = 0; person < 30; person++) {
      walk(crowd, "p" + person, 100 * person, 31, 0.3 * (person % 3 - 1), angle, mirror);
      crowd.end("p" + person);
    }
    walk(crowd, "ann", 10_000, 12, slope, angle, mirror);
    double[] probabilities = new double[Ground.GOALS_MAX];
    crowd.goals("ann", probabilities);
    return probabilities;
  }

  private static void walk(Crowd crowd, String subject, double begin, int steps, double slope, double angle, int mirror) {
    for (int step = 0; step < steps; step++) {
      double x = 0.5 * step;
      double y = mirror * slope * x;
      crowd.observe(subject, begin + 0.4 * step, x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle));
    }
  }

  private static Forecast forecast(List<Double> steps, double angle) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    double along = 0;
    for (int at = 0; at < steps.size(); at++) {
      along += steps.get(at);
      double across = 0.05 * at * at;
      crowd.observe("ann", 0.4 * at, along * Math.cos(angle) - across * Math.sin(angle), along * Math.sin(angle) + across * Math.cos(angle));
    }
    Forecast forecast = crowd.newForecast();
    crowd.forecast("ann", forecast);
    return forecast;
  }

  private static byte[] after(List<Double> steps) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    double x = 0;
    for (int at = 0; at < steps.size(); at++) {
      x += steps.get(at);
      crowd.observe("ann", 0.4 * at, x, 0);
    }
    crowd.end("ann");
    return crowd.writeScene();
  }

  private static void assertDistribution(Forecast forecast) {
    double weights = 0;
    for (int component = 0; component < forecast.components(); component++) {
      weights += forecast.weight(component);
      for (int horizon = 0; horizon < HORIZONS.length; horizon++) {
        assertThat(forecast.x(component, horizon)).isFinite();
        assertThat(forecast.y(component, horizon)).isFinite();
        double determinant = forecast.varianceX(component, horizon) * forecast.varianceY(component, horizon) - Math.pow(forecast.covariance(component, horizon), 2);
        assertThat(forecast.varianceX(component, horizon)).isPositive().isFinite();
        assertThat(determinant).isPositive().isFinite();
      }
    }
    assertThat(weights).isCloseTo(1, within(1e-9));
  }
}
