package io.forebay.motion;

/**
 * The way of a round body to one place, around the obstacles of a scene: where to head for next. Where no way is known, which leaves a fifth more than its radius on each side, and outside of the
 * {@link PathField}, that is the place itself. Belongs to one thread.
 */
public final class Route {
  private static final int CELLS_MAX = 1_000;
  private static final int LOOKS_MAX = 400;

  /** Radii that a way keeps from what is in the way, so that a body that follows it inexactly touches nothing. */
  private static final double AMPLE = 1.2;

  private final Ground ground;
  private final PathField field;
  private final double goalX;
  private final double goalY;
  private final double radius;
  private double nextX;
  private double nextY;

  /**
   * @param goalX metres
   * @param goalY metres
   * @param radius of the body, metres
   */
  public Route(Ground ground, double goalX, double goalY, double radius) {
    this.ground = ground;
    this.goalX = goalX;
    this.goalY = goalY;
    this.radius = radius;
    field = ground.obstacles().isEmpty() ? null : new PathField(ground, goalX, goalY, AMPLE * radius);
    nextX = goalX;
    nextY = goalY;
  }

  /** Looks from a place for the farthest one of the way that can be headed for straight on. */
  public void from(double x, double y) {
    nextX = goalX;
    nextY = goalY;
    if (field == null || isClear(x, y, goalX, goalY)) {
      return;
    }
    int at = field.cell(x, y);
    for (int cells = 0; cells < CELLS_MAX && at >= 0; cells++) {
      at = field.nearer(at);
      // The first is beside the body: one that is too near to a corner to see any gets away from it.
      if (at < 0 || (cells > 0 && !isClear(x, y, field.x(at), field.y(at)))) {
        return;
      }
      nextX = field.x(at);
      nextY = field.y(at);
    }
  }

  /** Where to head for from the place that was given last, metres. */
  public double nextX() {
    return nextX;
  }

  /** The same. */
  public double nextY() {
    return nextY;
  }

  /** Whether the body fits through on a straight line; goes on each time as far as the ground is known to be free. */
  private boolean isClear(double fromX, double fromY, double toX, double toY) {
    double length = Math.hypot(toX - fromX, toY - fromY);
    double done = 0;
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      double share = length > 0 ? Math.min(1, done / length) : 1;
      double room = ground.clearance(fromX + share * (toX - fromX), fromY + share * (toY - fromY)) - radius;
      if (room < 0 && done > 0) {
        return false; // where it stands, it stands
      }
      if (done >= length) {
        return true;
      }
      done += Math.max(room, radius / 16);
    }
    return false;
  }
}
