package io.forebay.steering;

import java.util.Arrays;

/** Imagines what comes of a sequence of velocities among people, and what it costs. */
final class Rollouts {
  static final int STEPS = Hazards.STEPS;

  private static final double STEP = Hazards.STEP_SECONDS;
  /** What risk and nearness a second later count of those now: there will be other decisions before. */
  private static final double DISCOUNT = 0.5;
  /** Of the standard deviation of a normal distribution, which this makes the logistic one that is nearest to it. */
  private static final double LOGISTIC = 1.702;
  private static final double VARIANCE_MIN = 1e-4;
  /** Costs more than any way round. */
  private static final double BLOCKED = 10;

  private final Robot robot;
  private final Hazards hazards;
  private final Body body = new Body();
  private final double[] discounts = new double[STEPS];
  private final double[] peak = new double[Hazards.ENTRIES_MAX];
  private double nearness;
  private double worst;
  private double risk;

  Rollouts(Robot robot, Hazards hazards) {
    this.robot = robot;
    this.hazards = hazards;
    for (int step = 0; step < STEPS; step++) {
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
   * @return seconds that it costs, or at least so many where that is more than enough
   */
  double run(double[] commands, int own, Body from, double goalX, double goalY, Clearance ground, Weights weights, double riskMax, double enough) {
    body.set(from);
    double cost = 0;
    Arrays.fill(peak, 0, hazards.slots, 0);
    worst = 0;
    double before = from.distance(goalX, goalY);
    boolean arrived = false;
    boolean waiting = before < robot.radius();
    for (int step = 0; step < STEPS && !arrived; step++) {
      int command = 2 * step;
      if (step >= own) {
        double share = before > 0 ? Course.speed(before, robot) / before : 0;
        commands[command] = (goalX - body.x()) * share;
        commands[command + 1] = (goalY - body.y()) * share;
      }
      double x = body.x();
      double y = body.y();
      double vx = body.vx();
      double vy = body.vy();
      body.drive(commands[command], commands[command + 1], robot, STEP);
      double dvx = body.vx() - vx;
      double dvy = body.vy() - vy;
      cost += weights.effort() * (dvx * dvx + dvy * dvy) / (robot.maxAcceleration() * robot.maxAcceleration() * STEP);
      meet(step, x, y, weights);
      cost += weights.nearness() * discounts[step] * nearness * STEP;
      if (ground.metres(body.x(), body.y()) < robot.radius()) {
        cost += BLOCKED;
      }
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
      double least = cost + priceOf(worst, weights, riskMax) + (arrived || waiting ? 0 : (before - robot.radius()) / robot.maxSpeed());
      if (least > enough) {
        return least;
      }
    }
    risk = touch();
    if (!arrived && !waiting) {
      cost += (before - robot.radius()) / robot.maxSpeed();
    }
    return cost + priceOf(risk, weights, riskMax);
  }

  private static double priceOf(double risk, Weights weights, double riskMax) {
    return weights.risk() * risk + BLOCKED * Math.max(0, risk - riskMax);
  }

  /** Chance of touching somebody on the way of one step; notes how near it comes to people. */
  private void meet(int step, double x, double y, Weights weights) {
    double circles = hazards.circles();
    double wayX = body.x() - x;
    double wayY = body.y() - y;
    double midX = x + wayX / 2;
    double midY = y + wayY / 2;
    nearness = 0;
    int end = step * Hazards.ENTRIES_MAX + hazards.entries[step];
    for (int i = step * Hazards.ENTRIES_MAX; i < end; i++) {
      double dx = hazards.midX[i] - midX;
      double dy = hazards.midY[i] - midY;
      if (dx * dx + dy * dy < hazards.reachSquared[i]) {
        double touch = discounts[step] * closest(i, dx, dy, wayX, wayY, circles, weights);
        int slot = hazards.slot[i];
        peak[slot] = Math.max(peak[slot], touch);
        worst = Math.max(worst, hazards.weight[i] * touch);
      }
    }
  }

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

  /** Chance of touching one part of somebody's forecast: that of being beyond the line that touches both circles (Zhu and Alonso-Mora, "Chance-constrained collision avoidance", 2019). */
  private double closest(int i, double midX, double midY, double wayX, double wayY, double circles, Weights weights) {
    double relativeX = hazards.wayX[i] - wayX;
    double relativeY = hazards.wayY[i] - wayY;
    double length = relativeX * relativeX + relativeY * relativeY;
    double along = length > 0 ? Math.clamp(-(midX * relativeX + midY * relativeY) / length, -0.5, 0.5) : 0;
    double dx = midX + along * relativeX;
    double dy = midY + along * relativeY;
    double squared = dx * dx + dy * dy;
    double distance = Math.sqrt(squared);
    double variance = VARIANCE_MIN;
    if (squared > 0) {
      variance += (dx * dx * hazards.varianceX[i] + 2 * dx * dy * hazards.covariance[i] + dy * dy * hazards.varianceY[i]) / squared;
    }
    double room = distance - circles;
    if (room < weights.comfortMetres()) {
      double share = 1 - Math.max(0, room) / weights.comfortMetres();
      nearness += hazards.weight[i] * share * share;
      room += weights.yieldMetres() * share;
    }
    return 1 / (1 + Math.exp(LOGISTIC * room / Math.sqrt(variance)));
  }
}
