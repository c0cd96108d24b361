package io.forebay.motion;

/**
 * How a place that came true lies in a forecast: its density, and the smallest region of the forecast that holds it (the highest density region: Hyndman, The American Statistician 50,
 * 1996), told by the share of the probability that is denser. That share is counted from points that lie evenly (Halton, Numerische Mathematik 2, 1960; made normal as Box and Muller do,
 * 1958), the same for each forecast. Allocates nothing but for the first forecast, or one of more parts than any before; belongs to one thread.
 */
public final class Region {
  private static final double DENSITY_MIN = 1e-300;

  /** Numbers for each part of a mixture: the inverse of its covariance (xx, xy, yy), and its density in the middle, times its weight. */
  private static final int NUMBERS = 4;

  private final double[] evenly;
  private final double[] first;
  private final double[] second;
  private double[] parts = new double[0];

  /**
   * @param draws how many points there are; the share is a multiple of one over it
   */
  public Region(int draws) {
    evenly = new double[draws];
    first = new double[draws];
    second = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      evenly[draw] = radicalInverse(draw + 1, 5);
      double length = Math.sqrt(-2 * Math.log(radicalInverse(draw + 1, 2)));
      double angle = 2 * Math.PI * radicalInverse(draw + 1, 3);
      first[draw] = length * Math.cos(angle);
      second[draw] = length * Math.sin(angle);
    }
  }

  /** The digits of a number in a base, behind the point and the other way round. */
  private static double radicalInverse(int number, int base) {
    double sum = 0;
    double place = 1.0 / base;
    for (int rest = number; rest > 0; rest /= base) {
      sum += rest % base * place;
      place /= base;
    }
    return sum;
  }

  /** Logarithm of the density at a point, of 1/m². */
  public static double logDensity(Forecast forecast, int horizon, double x, double y) {
    return Math.log(Math.max(DENSITY_MIN, density(forecast, horizon, x, y)));
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

  /** Share of the forecast that is denser than a point, 0 to 1; the forecast must not be empty. */
  public double share(Forecast forecast, int horizon, double x, double y) {
    prepare(forecast, horizon);
    double there = prepared(forecast, horizon, x, y);
    int denser = 0;
    for (int draw = 0; draw < evenly.length; draw++) {
      int component = component(forecast, evenly[draw]);
      double deviationX = Math.sqrt(forecast.varianceX(component, horizon));
      double across = forecast.covariance(component, horizon) / deviationX;
      double rest = Math.sqrt(Math.max(0, forecast.varianceY(component, horizon) - across * across));
      double drawnX = forecast.x(component, horizon) + deviationX * first[draw];
      double drawnY = forecast.y(component, horizon) + across * first[draw] + rest * second[draw];
      denser += prepared(forecast, horizon, drawnX, drawnY) > there ? 1 : 0;
    }
    return (double) denser / evenly.length;
  }

  /** Most of a density is the same for each point; it is found once. */
  private void prepare(Forecast forecast, int horizon) {
    if (parts.length < forecast.components() * NUMBERS) {
      parts = new double[forecast.components() * NUMBERS];
    }
    for (int component = 0; component < forecast.components(); component++) {
      double varianceX = forecast.varianceX(component, horizon);
      double varianceY = forecast.varianceY(component, horizon);
      double covariance = forecast.covariance(component, horizon);
      double determinant = varianceX * varianceY - covariance * covariance;
      int at = component * NUMBERS;
      parts[at] = varianceY / determinant;
      parts[at + 1] = -covariance / determinant;
      parts[at + 2] = varianceX / determinant;
      parts[at + 3] = forecast.weight(component) / (2 * Math.PI * Math.sqrt(determinant));
    }
  }

  private double prepared(Forecast forecast, int horizon, double x, double y) {
    double sum = 0;
    for (int component = 0; component < forecast.components(); component++) {
      int at = component * NUMBERS;
      double offX = x - forecast.x(component, horizon);
      double offY = y - forecast.y(component, horizon);
      sum += parts[at + 3] * Math.exp(-(parts[at] * offX * offX + 2 * parts[at + 1] * offX * offY + parts[at + 2] * offY * offY) / 2);
    }
    return sum;
  }

  /** The part of the mixture at a share of the probability. */
  private static int component(Forecast forecast, double share) {
    int component = 0;
    double passed = forecast.weight(0);
    while (share > passed && component < forecast.components() - 1) {
      passed += forecast.weight(++component);
    }
    return component;
  }
}
