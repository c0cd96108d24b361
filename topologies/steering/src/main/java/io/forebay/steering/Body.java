package io.forebay.steering;

/** Where a robot is and how it moves. Mutable, so that thousands of imagined ones cost nothing; belongs to one thread. */
public final class Body {
  private double x;
  private double y;
  private double vx;
  private double vy;

  /** Puts it somewhere: metres, and metres a second. */
  public void set(double newX, double newY, double newVx, double newVy) {
    x = newX;
    y = newY;
    vx = newVx;
    vy = newVy;
  }

  /** Makes it like another. */
  public void set(Body other) {
    set(other.x, other.y, other.vx, other.vy);
  }

  /**
   * Moves on for some time, turning the velocity towards the wanted one as fast as the robot can.
   *
   * @param wantedVx metres a second; more than the robot can is as much as it can
   * @param wantedVy the same
   */
  public void drive(double wantedVx, double wantedVy, Robot robot, double seconds) {
    double speed = Math.sqrt(wantedVx * wantedVx + wantedVy * wantedVy);
    double scale = speed > robot.maxSpeed() ? robot.maxSpeed() / speed : 1;
    double dvx = wantedVx * scale - vx;
    double dvy = wantedVy * scale - vy;
    double change = Math.sqrt(dvx * dvx + dvy * dvy);
    double possible = robot.maxAcceleration() * seconds;
    double share = change > possible ? possible / change : 1;
    double newVx = vx + dvx * share;
    double newVy = vy + dvy * share;
    // a velocity that is reached early holds for the rest of the time
    double changing = possible > 0 ? Math.min(1, change / possible) : 0;
    x += seconds * (changing * (vx + newVx) / 2 + (1 - changing) * newVx);
    y += seconds * (changing * (vy + newVy) / 2 + (1 - changing) * newVy);
    vx = newVx;
    vy = newVy;
  }

  public double x() {
    return x;
  }

  public double y() {
    return y;
  }

  public double vx() {
    return vx;
  }

  public double vy() {
    return vy;
  }

  public double speed() {
    return Math.sqrt(vx * vx + vy * vy);
  }

  /** Metres to a point. */
  public double distance(double toX, double toY) {
    double dx = toX - x;
    double dy = toY - y;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** Whether nothing of it is NaN or infinite. */
  public boolean isKnown() {
    return Double.isFinite(x + y + vx + vy);
  }
}
