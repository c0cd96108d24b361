package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where somebody will be, from what is known of them now: a mixture over the likely goals, and straight on as the fallback, each narrow for those who go on as expected and
 * wide for those who do not. Learns from each prediction whose time has come.
 */
final class Predictor {
  /** Most parts of a forecast. */
  static final int COMPONENTS = Cues.GOALS * Spread.PARTS;

  /** A region is one of many that are counted: it need not be sharp, but found while somebody walks. */
  private static final int REGION_DRAWS = 64;

  private final Habits habits = new Habits();
  private final Spread spread = new Spread();
  private final double[] densities = new double[COMPONENTS];
  private final Region region = new Region(REGION_DRAWS);
  private final Forecast past = new Forecast(COMPONENTS, 1);
  private final double[] moment = new double[1];
  private double alongX;
  private double alongY;

  /**
   * Fills a forecast.
   *
   * @param horizons seconds ahead, each above 0
   */
  void forecast(Cues cues, double[] horizons, Forecast forecast) {
    forecast.clear();
    turnTo(cues);
    for (int goal = 0; goal < Cues.GOALS; goal++) {
      if (cues.goalWeights[goal] <= 0) {
        continue;
      }
      for (int part = 0; part < Spread.PARTS; part++) {
        int component = forecast.add(cues.goalWeights[goal] * Spread.weight(part));
        for (int horizon = 0; horizon < horizons.length; horizon++) {
          fill(cues, goal, part, horizons[horizon], forecast, component, horizon);
        }
      }
    }
  }

  private void fill(Cues cues, int goal, int part, double seconds, Forecast forecast, int component, int horizon) {
    int knot = Knots.below(seconds);
    double share = Knots.share(knot, seconds);
    double pull = (1 - share) * habits.weight(Cues.GOAL, knot) + share * habits.weight(Cues.GOAL, knot + 1);
    habits.mean(cues, knot);
    double velocityX = (1 - share) * habits.x();
    double velocityY = (1 - share) * habits.y();
    habits.mean(cues, knot + 1);
    velocityX += share * habits.x() + pull * (cues.goalXs[goal] - cues.xs[Cues.GOAL]);
    velocityY += share * habits.y() + pull * (cues.goalYs[goal] - cues.ys[Cues.GOAL]);
    int pace = Spread.pace(cues.speed());
    double along = seconds * between(share, spread.along(knot, pace, part), knot, spread.along(knot + 1, pace, part));
    double across = seconds * between(share, spread.across(knot, pace, part), knot, spread.across(knot + 1, pace, part));
    double unknown = cues.deviation * seconds * cues.deviation * seconds;
    double alongVariance = along * along + unknown;
    double acrossVariance = across * across + unknown;
    forecast.set(
        component,
        horizon,
        cues.x + seconds * velocityX,
        cues.y + seconds * velocityY,
        alongX * alongX * alongVariance + alongY * alongY * acrossVariance,
        alongX * alongY * (alongVariance - acrossVariance),
        alongY * alongY * alongVariance + alongX * alongX * acrossVariance);
  }

  /** Standard deviation for each second ahead, between two knots. */
  private static double between(double share, double variance, int knot, double nextVariance) {
    return (1 - share) * Math.sqrt(variance) / Knots.seconds(knot) + share * Math.sqrt(nextVariance) / Knots.seconds(knot + 1);
  }

  /** Learns where somebody was when the time of a knot had come. */
  void learn(Cues cues, int knot, double x, double y) {
    turnTo(cues);
    double seconds = Knots.seconds(knot);
    int pace = Spread.pace(cues.speed());
    double pull = habits.weight(Cues.GOAL, knot);
    habits.mean(cues, knot);
    double errorX = x - cues.x - seconds * habits.x();
    double errorY = y - cues.y - seconds * habits.y();
    double sum = 0;
    for (int component = 0; component < COMPONENTS; component++) {
      int goal = component / Spread.PARTS;
      densities[component] = cues.goalWeights[goal] * spread.density(knot, pace, component % Spread.PARTS, along(cues, goal, pull * seconds, errorX, errorY), across(cues, goal, pull * seconds, errorX, errorY));
      sum += densities[component];
    }
    for (int component = 0; component < COMPONENTS && sum > 0; component++) {
      int goal = component / Spread.PARTS;
      double responsibility = densities[component] / sum;
      spread.learn(knot, pace, component % Spread.PARTS, responsibility, along(cues, goal, pull * seconds, errorX, errorY), across(cues, goal, pull * seconds, errorX, errorY));
    }
    habits.learn(cues, knot, x - cues.x, y - cues.y);
  }

  private double along(Cues cues, int goal, double pull, double errorX, double errorY) {
    return alongX * (errorX - pull * (cues.goalXs[goal] - cues.xs[Cues.GOAL])) + alongY * (errorY - pull * (cues.goalYs[goal] - cues.ys[Cues.GOAL]));
  }

  private double across(Cues cues, int goal, double pull, double errorX, double errorY) {
    return alongX * (errorY - pull * (cues.goalYs[goal] - cues.ys[Cues.GOAL])) - alongY * (errorX - pull * (cues.goalXs[goal] - cues.xs[Cues.GOAL]));
  }

  private void turnTo(Cues cues) {
    double velocityX = cues.xs[Cues.TRACKED];
    double velocityY = cues.ys[Cues.TRACKED];
    double speed = Math.hypot(velocityX, velocityY);
    alongX = speed > 1e-3 ? velocityX / speed : 1;
    alongY = speed > 1e-3 ? velocityY / speed : 0;
  }

  /** Distance from the mean of the prediction for a knot, metres. */
  double error(Cues cues, int knot, double x, double y) {
    habits.mean(cues, knot);
    return Math.hypot(x - cues.x - Knots.seconds(knot) * habits.x(), y - cues.y - Knots.seconds(knot) * habits.y());
  }

  /** Share of the probability that was denser than a place, in the prediction for a knot: the place is in each region that holds more. */
  double share(Cues cues, int knot, double x, double y) {
    moment[0] = Knots.seconds(knot);
    forecast(cues, moment, past);
    return region.share(past, 0, x, y);
  }

  void write(DataOutput out) throws IOException {
    habits.write(out);
    spread.write(out);
  }

  void read(DataInput in) throws IOException {
    habits.read(in);
    spread.read(in);
  }
}
