package io.forebay.steering;

/**
 * What a robot can do: a disc that drives in any direction.
 *
 * @param radius of its circle, metres, above 0 and at most 5
 * @param maxSpeed metres a second, above 0 and at most 10
 * @param maxAcceleration metres a second squared, also when it brakes, above 0 and at most 50
 */
public record Robot(double radius, double maxSpeed, double maxAcceleration) {
  private static final double RADIUS_MAX = 5;
  private static final double SPEED_MAX = 10;
  private static final double ACCELERATION_MAX = 50;

  public Robot {
    within("radius", radius, RADIUS_MAX);
    within("maxSpeed", maxSpeed, SPEED_MAX);
    within("maxAcceleration", maxAcceleration, ACCELERATION_MAX);
  }

  /** Metres that it takes to stop from full speed. */
  public double stoppingMetres() {
    return maxSpeed * maxSpeed / (2 * maxAcceleration);
  }

  /** Seconds that it takes to stop from full speed. */
  public double stoppingSeconds() {
    return maxSpeed / maxAcceleration;
  }

  private static void within(String name, double value, double max) {
    if (!(value > 0 && value <= max)) {
      throw new IllegalArgumentException("A robot's " + name + " must be above 0 and at most " + max + ", got " + value + ".");
    }
  }
}
