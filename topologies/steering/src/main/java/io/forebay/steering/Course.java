package io.forebay.steering;

/** The straight way to a goal. */
final class Course {
  private Course() {}

  /** Metres a second at which a robot can still stop at a goal that is so far away. */
  static double speed(double metres, Robot robot) {
    return Math.min(robot.maxSpeed(), Math.sqrt(2 * robot.maxAcceleration() * metres));
  }
}
