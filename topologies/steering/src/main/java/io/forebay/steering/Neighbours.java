package io.forebay.steering;

import io.forebay.motion.Forecast;

/**
 * The people around a robot at the moment of a decision. Filled anew for each; belongs to one thread. A person who cannot be placed (NaN, infinite) makes
 * {@link #isKnown()} false until the next {@link #begin}: nobody is left out in silence.
 */
public final class Neighbours {
  private final double personRadius;
  private final double[] horizons;
  private final double[] x;
  private final double[] y;
  private final double[] vx;
  private final double[] vy;
  private final double[] deviation;
  private final double[] age;
  private final Forecast[] forecasts;
  private double robotX;
  private double robotY;
  private int count;
  private boolean known = true;

  /**
   * @param peopleMax most people that are heeded; of more, the nearest are; at least 1
   * @param personRadius of the circle around a person, metres
   * @param horizonsSeconds the times of the forecasts, from the observation on, ascending and above 0
   */
  public Neighbours(int peopleMax, double personRadius, double... horizonsSeconds) {
    if (peopleMax < 1) {
      throw new IllegalArgumentException("Room for at least one person is needed, got " + peopleMax + ".");
    }
    this.personRadius = personRadius;
    horizons = horizonsSeconds.clone();
    x = new double[peopleMax];
    y = new double[peopleMax];
    vx = new double[peopleMax];
    vy = new double[peopleMax];
    deviation = new double[peopleMax];
    age = new double[peopleMax];
    forecasts = new Forecast[peopleMax];
  }

  /** Begins with nobody around a robot. */
  public void begin(Body robot) {
    robotX = robot.x();
    robotY = robot.y();
    count = 0;
    known = true;
  }

  /**
   * Adds a person.
   *
   * @param personX where the person was seen last, metres
   * @param personY the same
   * @param personVx velocity then, metres a second
   * @param personVy the same
   * @param deviation how uncertain that velocity is, metres a second, at least 0
   * @param ageSeconds how long ago that was, at least 0
   * @param forecast from then on, with the horizons of this; kept until the next {@link #begin}, so it must not change
   */
  public void add(double personX, double personY, double personVx, double personVy, double deviation, double ageSeconds, Forecast forecast) {
    if (!Double.isFinite(personX + personY + personVx + personVy + deviation + ageSeconds) || ageSeconds < 0 || deviation < 0) {
      known = false;
      return;
    }
    int at = count < x.length ? count++ : farthestBeyond(squared(personX - robotX, personY - robotY));
    if (at >= 0) {
      x[at] = personX;
      y[at] = personY;
      vx[at] = personVx;
      vy[at] = personVy;
      this.deviation[at] = deviation;
      age[at] = ageSeconds;
      forecasts[at] = forecast;
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Whether everybody could be placed. */
  public boolean isKnown() {
    return known;
  }

  /** Where somebody is some seconds from now, when walking on straight. */
  double xAfter(int person, double seconds) {
    return x[person] + vx[person] * (age[person] + seconds);
  }

  double yAfter(int person, double seconds) {
    return y[person] + vy[person] * (age[person] + seconds);
  }

  double vx(int person) {
    return vx[person];
  }

  double vy(int person) {
    return vy[person];
  }

  double speed(int person) {
    return Math.sqrt(squared(vx[person], vy[person]));
  }

  /** Metres a second, of the velocity. */
  double deviation(int person) {
    return deviation[person];
  }

  double ageSeconds(int person) {
    return age[person];
  }

  Forecast forecast(int person) {
    return forecasts[person];
  }

  double horizonSeconds(int horizon) {
    return horizons[horizon];
  }

  double personRadius() {
    return personRadius;
  }

  /** Metres between the circle of a robot and the nearest person's, now; negative where they touch, {@link Double#MAX_VALUE} with nobody there. */
  public double separationMetres(Body robot, double robotRadius) {
    double nearest = Double.MAX_VALUE;
    for (int person = 0; person < count; person++) {
      nearest = Math.min(nearest, robot.distance(xAfter(person, 0), yAfter(person, 0)) - robotRadius - personRadius);
    }
    return nearest;
  }

  private int farthestBeyond(double squaredDistance) {
    int farthest = -1;
    double most = squaredDistance;
    for (int person = 0; person < count; person++) {
      double distance = squared(x[person] - robotX, y[person] - robotY);
      if (distance > most) {
        most = distance;
        farthest = person;
      }
    }
    return farthest;
  }

  private static double squared(double dx, double dy) {
    return dx * dx + dy * dy;
  }
}
