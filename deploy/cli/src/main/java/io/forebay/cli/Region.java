package io.forebay.cli;

import io.forebay.motion.Forecast;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How a place that came true lies in a forecast: its density, and the smallest region of the forecast that holds it (the highest density region, Hyndman 1996), told by the share of the
 * probability that is denser; that share is counted from points drawn with a fixed seed, the same for each forecast.
 */
final class Region {
  private static final int DRAWS = 200;
  private static final long SEED = 7;

  private final double[] uniform = new double[DRAWS];
  private final double[] first = new double[DRAWS];
  private final double[] second = new double[DRAWS];

  Region() {
    var random = new SplittableRandom(SEED);
    Arrays.setAll(uniform, draw -> (draw + 0.5) / DRAWS);
    Arrays.setAll(first, _ -> random.nextGaussian());
    Arrays.setAll(second, _ -> random.nextGaussian());
  }

  /** Logarithm of the density at a point, of 1/m². */
  static double logDensity(Forecast forecast, int horizon, double x, double y) {
    return Math.log(Math.max(1e-300, density(forecast, horizon, x, y)));
  }

  private static double density(Forecast forecast, int horizon, double x, double y) {
    double sum = 0;
    for (int component = 0; component < forecast.components(); component++) {
      double varianceX = forecast.varianceX(component, horizon);
      double varianceY = forecast.varianceY(component, horizon);
      double covariance = forecast.covariance(component, horizon);
      double determinant = varianceX * varianceY - covariance * covariance;
      double offX = x - forecast.x(component, horizon);
      double offY = y - forecast.y(component, horizon);
      double distance = (varianceY * offX * offX - 2 * covariance * offX * offY + varianceX * offY * offY) / determinant;
      sum += forecast.weight(component) * Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant));
    }
    return sum;
  }

  /** Share of the forecast that is denser than a point, 0 to 1. */
  double share(Forecast forecast, int horizon, double x, double y) {
    double there = density(forecast, horizon, x, y);
    int denser = 0;
    int component = 0;
    double passed = forecast.weight(0);
    for (int draw = 0; draw < DRAWS; draw++) {
      while (uniform[draw] > passed && component < forecast.components() - 1) {
        passed += forecast.weight(++component);
      }
      double deviationX = Math.sqrt(forecast.varianceX(component, horizon));
      double across = forecast.covariance(component, horizon) / deviationX;
      double rest = Math.sqrt(Math.max(0, forecast.varianceY(component, horizon) - across * across));
      double drawnX = forecast.x(component, horizon) + deviationX * first[draw];
      double drawnY = forecast.y(component, horizon) + across * first[draw] + rest * second[draw];
      denser += density(forecast, horizon, drawnX, drawnY) > there ? 1 : 0;
    }
    return (double) denser / DRAWS;
  }
}
