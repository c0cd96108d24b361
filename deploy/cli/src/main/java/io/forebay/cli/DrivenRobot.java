package io.forebay.cli;

import io.forebay.schemas.RobotPlan;

/** A robot that does what it is told, within its acceleration. Stands until told. */
final class DrivenRobot {
  private final double acceleration;
  private double x;
  private double y;
  private double velocityX;
  private double velocityY;
  private double wantedX;
  private double wantedY;

  /**
   * @param x metres
   * @param y metres
   * @param acceleration metres a second squared, at most
   */
  DrivenRobot(double x, double y, double acceleration) {
    this.x = x;
    this.y = y;
    this.acceleration = acceleration;
  }

  void follow(RobotPlan plan) {
    wantedX = plan.getVelocityX();
    wantedY = plan.getVelocityY();
  }

  void move(double seconds) {
    double changeX = wantedX - velocityX;
    double changeY = wantedY - velocityY;
    double change = Math.hypot(changeX, changeY);
    double share = change <= acceleration * seconds ? 1 : acceleration * seconds / change;
    double beforeX = velocityX;
    double beforeY = velocityY;
    velocityX += share * changeX;
    velocityY += share * changeY;
    x += (beforeX + velocityX) / 2 * seconds;
    y += (beforeY + velocityY) / 2 * seconds;
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  double velocityX() {
    return velocityX;
  }

  double velocityY() {
    return velocityY;
  }
}
