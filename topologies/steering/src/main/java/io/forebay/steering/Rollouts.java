package io.forebay.steering;

import java.util.Arrays;

/** Imagines what comes of a sequence of velocities among people, and what it costs. */
final class Rollouts {
  /** What risk and nearness a second later count of those now: there will be other decisions before. */
  private static final double DISCOUNT = 0.5;
  private static final double VARIANCE_MIN = 1e-4;
  /** Costs more than any way round. */
  private static final double BLOCKED = 10;
  private static final int LOOKS_MAX = 16;

  private static final double STEP = Hazards.STEP_SECONDS;

  private final Robot robot;
  private final Hazards hazards;
  private final Body body = new Body();
  private final double[] discounts = new double[Hazards.STEPS];
  private final double[] peak = new double[Hazards.ENTRIES_MAX];
  private final NormalTail tail = new NormalTail();
  /** The most that one part of a forecast adds to the risk. */
  private double worst;
  /** Metres around a place in which nothing is in the way. */
  private double free;
  private double freeX;
  private double freeY;
  private double risk;

  Rollouts(Robot robot, Hazards hazards) {
    this.robot = robot;
    this.hazards = hazards;
    for (int step = 0; step < Hazards.STEPS; step++) {
      discounts[step] = Math.pow(DISCOUNT, step * STEP);
    }
  }

  /** Chance of touching somebody in the last one that was run. */
  double risk() {
    return risk;
  }

  /**
   * Runs one.
   *
   * @param commands velocities, x and y of each step; from {@code own} on they are written: those that lead to the goal
   * @param own how many of them are followed as they are
   * @param enough seconds of cost from which on it does not matter how much more it is
   * @return seconds that it costs; infinite where that is more than enough
   */
  double run(double[] commands, int own, Body from, double goalX, double goalY, Clearance ground, Weights weights, double riskMax, double enough) {
    body.set(from);
    Arrays.fill(peak, 0, hazards.slots, 0);
    worst = 0;
    free = 0;
    double cost = 0;
    double before = from.distance(goalX, goalY);
    boolean arrived = false;
    boolean waiting = before < robot.radius();
    for (int step = 0; step < Hazards.STEPS && !arrived; step++) {
      if (step >= own) {
        headFor(goalX, goalY, before, commands, 2 * step);
      }
      cost += drive(step, commands, ground, weights);
      double after = body.distance(goalX, goalY);
      if (waiting) {
        cost += STEP * after / robot.radius();
      } else if (after < robot.radius()) {
        arrived = true;
        cost += STEP * Math.clamp((before - robot.radius()) / (before - after), 0, 1);
      } else {
        cost += STEP;
      }
      before = after;
      double ahead = arrived || waiting ? 0 : (before - robot.radius()) / robot.maxSpeed();
      if (cost + priceOf(worst, weights, riskMax) + ahead > enough) {
        return Double.POSITIVE_INFINITY;
      }
    }
    risk = touch();
    double ahead = arrived || waiting ? 0 : (before - robot.radius()) / robot.maxSpeed();
    return cost + priceOf(risk, weights, riskMax) + ahead;
  }

  private void headFor(double goalX, double goalY, double metres, double[] commands, int at) {
    double share = metres > 0 ? Course.speed(metres, robot) / metres : 0;
    commands[at] = (goalX - body.x()) * share;
    commands[at + 1] = (goalY - body.y()) * share;
  }

  /** Follows one command; seconds that its effort, nearness to people and obstacles cost. */
  private double drive(int step, double[] commands, Clearance ground, Weights weights) {
    double x = body.x();
    double y = body.y();
    double vx = body.vx();
    double vy = body.vy();
    body.drive(commands[2 * step], commands[2 * step + 1], robot, STEP);
    double dvx = body.vx() - vx;
    double dvy = body.vy() - vy;
    double cost = weights.effort() * (dvx * dvx + dvy * dvy) / (robot.maxAcceleration() * robot.maxAcceleration() * STEP);
    cost += weights.nearness() * discounts[step] * meet(step, x, y, weights) * STEP;
    return isBlocked(x, y, ground) ? cost + BLOCKED : cost;
  }

  /** Whether something is in the way of one step: looks so often that nothing fits in between. */
  private boolean isBlocked(double x, double y, Clearance ground) {
    double wayX = body.x() - x;
    double wayY = body.y() - y;
    int looks = Math.min(LOOKS_MAX, 1 + (int) (Math.sqrt(wayX * wayX + wayY * wayY) / (2 * robot.radius())));
    boolean blocked = false;
    for (int look = 1; look <= looks && !blocked; look++) {
      blocked = !isFree(x + wayX * look / looks, y + wayY * look / looks, ground);
    }
    return blocked;
  }

  /** Asks the ground only beyond what it said last to be free. */
  private boolean isFree(double x, double y, Clearance ground) {
    double dx = x - freeX;
    double dy = y - freeY;
    if (free > 0 && dx * dx + dy * dy < free * free) {
      return true;
    }
    freeX = x;
    freeY = y;
    free = ground.metres(x, y) - robot.radius();
    return free >= 0;
  }

  private static double priceOf(double risk, Weights weights, double riskMax) {
    return weights.risk() * risk + BLOCKED * Math.max(0, risk - riskMax);
  }

  /** How near the way of one step comes to people, 1 for each touch; notes the chance of touching each. */
  private double meet(int step, double x, double y, Weights weights) {
    double wayX = body.x() - x;
    double wayY = body.y() - y;
    double midX = x + wayX / 2;
    double midY = y + wayY / 2;
    double nearness = 0;
    int end = step * Hazards.ENTRIES_MAX + hazards.entries[step];
    for (int i = step * Hazards.ENTRIES_MAX; i < end; i++) {
      double dx = hazards.midX[i] - midX;
      double dy = hazards.midY[i] - midY;
      if (dx * dx + dy * dy < hazards.reachSquared[i]) {
        nearness += pass(i, dx, dy, hazards.wayX[i] - wayX, hazards.wayY[i] - wayY, discounts[step], weights);
      }
    }
    return nearness;
  }

  /**
   * Passes one part of somebody's forecast. The chance of a touch is that of being beyond the line that touches both circles (Zhu and Alonso-Mora, "Chance-constrained collision avoidance", 2019), where both are nearest.
   *
   * @param midX from the middle of the robot's way to that of the person's, metres
   * @param midY the same
   * @param wayX of the person beside the robot, metres
   * @param wayY the same
   * @return how near it comes
   */
  private double pass(int i, double midX, double midY, double wayX, double wayY, double discount, Weights weights) {
    double length = wayX * wayX + wayY * wayY;
    double along = length > 0 ? Math.clamp(-(midX * wayX + midY * wayY) / length, -0.5, 0.5) : 0;
    double dx = midX + along * wayX;
    double dy = midY + along * wayY;
    double squared = dx * dx + dy * dy;
    if (squared >= hazards.nearSquared[i]) {
      return 0;
    }
    double distance = Math.sqrt(squared);
    double room = distance - hazards.circles();
    double nearness = 0;
    if (room < weights.comfortMetres()) {
      double share = 1 - Math.max(0, room) / weights.comfortMetres();
      nearness = hazards.weight[i] * share * share;
      room += weights.yieldMetres() * share;
    }
    double spread = dx * dx * hazards.varianceX[i] + 2 * dx * dy * hazards.covariance[i] + dy * dy * hazards.varianceY[i];
    double touch = discount * tail.beyond(room * distance / Math.sqrt(spread + VARIANCE_MIN * squared + Double.MIN_NORMAL));
    int slot = hazards.slot[i];
    peak[slot] = Math.max(peak[slot], touch);
    worst = Math.max(worst, hazards.weight[i] * touch);
    return nearness;
  }

  /** Chance of touching anybody: of each person that at the worst moment of the way. */
  private double touch() {
    double untouched = 1;
    for (int slot = 0; slot < hazards.slots; ) {
      int person = hazards.slotPerson[slot];
      double touched = 0;
      for (; slot < hazards.slots && hazards.slotPerson[slot] == person; slot++) {
        touched += hazards.slotWeight[slot] * peak[slot];
      }
      untouched *= 1 - Math.min(1, touched);
    }
    return 1 - untouched;
  }
}
