package io.forebay.intents;

import io.forebay.motion.Heed;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;

/** What robots tell of themselves: where they are and how fast, unless it cannot be. A robot that was carried or has found its place anew is believed at the third report in a row. */
final class Odometry {
  private static final int JUMPS_MAX = 3;

  /** Errors of measurement, metres. */
  private static final double SLACK_METRES = 0.5;

  /** By how much a robot may be faster than its scene says. */
  private static final double SLACK_SHARE = 1.5;

  /** Two places say how fast a robot is only if they are this far apart in time; nearer, they say how exactly it measures. */
  private static final double INTERVAL_MIN_SECONDS = 0.05;

  private final String steered;
  private final double maxSpeed;

  /**
   * @param steered the robot whose limits are known; null: none
   * @param maxSpeed of that one, metres a second
   */
  Odometry(String steered, double maxSpeed) {
    this.steered = steered;
    this.maxSpeed = maxSpeed;
  }

  /** Takes a report, and moves the robot there unless it cannot be believed. */
  Heed take(Subject robot, IntentSignal signal, double seconds) {
    double limit = robot.name.equals(steered) ? maxSpeed * SLACK_SHARE : Double.POSITIVE_INFINITY;
    Point at = signal.getPosition();
    Point velocity = signal.getVelocity();
    if (velocity != null && Math.hypot(velocity.getX(), velocity.getY()) > limit) {
      return Heed.UNUSABLE;
    }
    boolean isFar = robot.observations > 0 && Math.hypot(at.getX() - robot.x, at.getY() - robot.y) > limit * (seconds - robot.seconds) + SLACK_METRES;
    robot.jumps = isFar ? robot.jumps + 1 : 0;
    if (isFar && robot.jumps < JUMPS_MAX) {
      return Heed.JUMPED;
    }
    if (velocity != null) {
      robot.place(at, seconds, velocity.getX(), velocity.getY());
    } else if (isFar || robot.observations == 0) {
      robot.place(at, seconds, 0, 0);
    } else {
      follow(robot, at, seconds);
    }
    robot.jumps = 0;
    return Heed.FOLLOWED;
  }

  /** Its velocity follows from where it was. */
  private void follow(Subject robot, Point at, double seconds) {
    double passed = seconds - robot.seconds;
    if (passed < INTERVAL_MIN_SECONDS) {
      robot.place(at, seconds, robot.velocityX, robot.velocityY);
      return;
    }
    double vx = (at.getX() - robot.x) / passed;
    double vy = (at.getY() - robot.y) / passed;
    double most = robot.name.equals(steered) ? maxSpeed : Double.POSITIVE_INFINITY;
    double share = Math.min(1, most / Math.max(Math.hypot(vx, vy), Double.MIN_NORMAL));
    robot.place(at, seconds, vx * share, vy * share);
  }
}
