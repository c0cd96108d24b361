package io.forebay.steering;

import io.forebay.motion.Forecast;

/** People who walk straight on, as tests need them. */
final class Surroundings {
  static final double[] HORIZONS = {0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.4, 4.8};
  static final double PERSON_RADIUS = 0.3;
  static final Robot ROBOT = new Robot(0.3, 1.4, 2);

  private Surroundings() {}

  static Body robot(double x, double y, double vx, double vy) {
    var body = new Body();
    body.set(x, y, vx, vy);
    return body;
  }

  static Neighbours nobody(Body robot) {
    var people = new Neighbours(64, PERSON_RADIUS, HORIZONS);
    people.begin(robot);
    return people;
  }

  static void add(Neighbours people, double x, double y, double vx, double vy) {
    people.add(x, y, vx, vy, 0, 0, walkingOn(x, y, vx, vy));
  }

  static Forecast walkingOn(double x, double y, double vx, double vy) {
    var forecast = new Forecast(1, HORIZONS.length);
    addWalkingOn(forecast, 1, x, y, vx, vy);
    return forecast;
  }

  static void addWalkingOn(Forecast forecast, double weight, double x, double y, double vx, double vy) {
    int part = forecast.add(weight);
    for (int horizon = 0; horizon < HORIZONS.length; horizon++) {
      double seconds = HORIZONS[horizon];
      double sigma = 0.05 + 0.1 * seconds;
      forecast.set(part, horizon, x + vx * seconds, y + vy * seconds, sigma * sigma, 0, sigma * sigma);
    }
  }
}
