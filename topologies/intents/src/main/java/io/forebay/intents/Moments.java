package io.forebay.intents;

import io.forebay.motion.Forecast;
import io.forebay.schemas.PredictedPosition;
import java.util.ArrayList;
import java.util.List;

/** Mean and covariance of a mixture (law of total covariance). */
final class Moments {
  private Moments() {}

  /** One normal distribution for each horizon. */
  static List<PredictedPosition> of(Forecast forecast, List<Double> horizonsSeconds) {
    var positions = new ArrayList<PredictedPosition>(forecast.horizons());
    for (int horizon = 0; horizon < forecast.horizons() && forecast.components() > 0; horizon++) {
      positions.add(position(forecast, horizon, horizonsSeconds.get(horizon)));
    }
    return positions;
  }

  private static PredictedPosition position(Forecast forecast, int horizon, double seconds) {
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
      double dx = forecast.x(part, horizon) - x;
      double dy = forecast.y(part, horizon) - y;
      varianceX += weight * (forecast.varianceX(part, horizon) + dx * dx);
      covariance += weight * (forecast.covariance(part, horizon) + dx * dy);
      varianceY += weight * (forecast.varianceY(part, horizon) + dy * dy);
    }
    return new PredictedPosition(seconds, x, y, varianceX, covariance, varianceY);
  }
}
