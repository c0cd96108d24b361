package io.forebay.motion;

/** The ways to the goals of a scene: how long each is, and how it goes on from a place; straight where nothing is in the way. */
final class GoalWays {
  private static final double SLOPE_METRES = 0.5;

  private final Ground ground;
  private final Goals goals;
  private final PathField[] fields = new PathField[Goals.MOST];
  private double towardsX;
  private double towardsY;

  GoalWays(Ground ground, Goals goals) {
    this.ground = ground;
    this.goals = goals;
  }

  /** Metres to walk to a goal. */
  double distance(int goal, double x, double y) {
    if (ground.obstacles().isEmpty()) {
      return Math.hypot(goals.x(goal) - x, goals.y(goal) - y);
    }
    return field(goal).distance(x, y);
  }

  /**
   * Finds the unit vector in which the way to a goal goes on, around obstacles down the slope of the distance; read from {@link #towardsX()} and {@link #towardsY()}. The place is not the
   * goal's own.
   */
  void turnTowards(int goal, double x, double y) {
    double straightX = goals.x(goal) - x;
    double straightY = goals.y(goal) - y;
    double distance = Math.hypot(straightX, straightY);
    towardsX = straightX / distance;
    towardsY = straightY / distance;
    if (ground.obstacles().isEmpty() || distance < SLOPE_METRES) {
      return;
    }
    double slopeX = distance(goal, x - SLOPE_METRES, y) - distance(goal, x + SLOPE_METRES, y);
    double slopeY = distance(goal, x, y - SLOPE_METRES) - distance(goal, x, y + SLOPE_METRES);
    double length = Math.hypot(slopeX, slopeY);
    if (length > 0) {
      towardsX = slopeX / length;
      towardsY = slopeY / length;
    }
  }

  double towardsX() {
    return towardsX;
  }

  double towardsY() {
    return towardsY;
  }

  /** Learned goals move a little with each end; their field is that of the whole metre they are at, whenever it was made. */
  private PathField field(int goal) {
    double x = Math.rint(goals.x(goal));
    double y = Math.rint(goals.y(goal));
    if (fields[goal] == null || fields[goal].goalX() != x || fields[goal].goalY() != y) {
      fields[goal] = new PathField(ground, x, y);
    }
    return fields[goal];
  }
}
