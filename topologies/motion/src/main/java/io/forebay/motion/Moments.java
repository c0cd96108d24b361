package io.forebay.motion;

/**
 * Mean and covariance of all that may happen at one time (law of total covariance), as decisions tell it, and the ellipses that go with it.
 *
 * @param x metres
 * @param y metres
 * @param varianceX square metres
 * @param covariance square metres
 * @param varianceY square metres
 */
public record Moments(double x, double y, double varianceX, double covariance, double varianceY) {

  /**
   * Those of a forecast, which must not be empty.
   *
   * @param horizon number of the time ahead
   */
  public static Moments of(Forecast forecast, int horizon) {
    double x = 0;
    double y = 0;
    for (int part = 0; part < forecast.components(); part++) {
      x += forecast.weight(part) * forecast.x(part, horizon);
      y += forecast.weight(part) * forecast.y(part, horizon);
    }
    double varianceX = 0;
    double covariance = 0;
    double varianceY = 0;
    for (int part = 0; part < forecast.components(); part++) {
      double weight = forecast.weight(part);
      double offX = forecast.x(part, horizon) - x;
      double offY = forecast.y(part, horizon) - y;
      varianceX += weight * (forecast.varianceX(part, horizon) + offX * offX);
      covariance += weight * (forecast.covariance(part, horizon) + offX * offY);
      varianceY += weight * (forecast.varianceY(part, horizon) + offY * offY);
    }
    return new Moments(x, y, varianceX, covariance, varianceY);
  }

  /**
   * The ellipse that holds a share of a normal distribution: its two half axes in metres, and the angle of the first in radians. With two dimensions the squared distance that holds a
   * share p is −2 ln(1 − p) (chi-squared with two degrees of freedom).
   *
   * @param share above 0, below 1
   */
  public double[] ellipse(double share) {
    double reach = Math.sqrt(-2 * Math.log1p(-share));
    double mean = (varianceX + varianceY) / 2;
    double spread = Math.hypot((varianceX - varianceY) / 2, covariance);
    double longer = Math.sqrt(Math.max(0, mean + spread));
    double shorter = Math.sqrt(Math.max(0, mean - spread));
    return new double[] {reach * longer, reach * shorter, Math.atan2(2 * covariance, varianceX - varianceY) / 2};
  }
}
