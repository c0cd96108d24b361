package io.forebay.steering;

import java.util.Arrays;

/**
 * Looks for what to do in the next seconds: imagines a fixed number of ways to go on, and betters the best of them by path-integral control (MPPI: Williams, Aldrich, Theodorou, "Model predictive path integral control",
 * 2017) under a chance constraint. The model is what people are expected to do ({@link Neighbours}) and what was learned of them.
 *
 * <p>The first ways are simple: off the straight line by some angle for a while, or waiting for a while, then to the goal. They find on which side of whom to pass; the noise then shapes the way. The work is bounded: the
 * number of ways is fixed, and one is given up as soon as it cannot come to count. The numbers are the same for the same seed. It belongs to one thread.
 */
public final class Planner {
  /** Chance of a touch within the horizon, discounted; what is above it costs more than twice as much as what is below. */
  static final double RISK_MAX = 0.03;

  private static final double[] TURNS_DEGREES = {0, 20, -20, 40, -40, 70, -70, 110, -110, 180};
  private static final double[] SPEEDS = {1, 0.5};
  private static final int[] DETOUR_STEPS = {2, 4};
  private static final int[] WAITS = {1, 2, 4, 7, 12};
  private static final int ROUNDS = 3;
  private static final int SAMPLES = 40;
  private static final int KNOTS = 4;
  private static final int NUMBERS = 2 * Hazards.STEPS;
  /** Seconds: how much worse a sample is that counts e times less. */
  private static final double TEMPERATURE = 0.15;
  /** Temperatures beyond which a sample counts for nothing. */
  private static final double NEGLIGIBLE = 10;

  private static final double SPREAD = 0.35;

  private final Robot robot;
  private final Hazards hazards;
  private final Rollouts rollouts;
  private final Noise noise = new Noise();
  private final double[] best = new double[NUMBERS];
  private final double[] trial = new double[NUMBERS];
  private final double[] samples = new double[SAMPLES * NUMBERS];
  private final double[] costs = new double[SAMPLES];
  private final double[] knots = new double[2 * KNOTS];
  private double bestCost;
  private double bestRisk;

  public Planner(Robot robot) {
    this.robot = robot;
    hazards = new Hazards(robot);
    rollouts = new Rollouts(robot, hazards);
  }

  /**
   * Plans from now on.
   *
   * @param goalX metres
   * @param goalY metres
   * @param seed the same gives the same plan
   */
  public Plan plan(Body body, double goalX, double goalY, Neighbours people, Clearance ground, Weights weights, long seed) {
    hazards.load(body, people, weights.comfortMetres());
    bestCost = Double.POSITIVE_INFINITY;
    Arrays.fill(trial, 0);
    simpleWays(body, goalX, goalY, ground, weights);
    noise.seed(seed);
    for (int round = 0; round < ROUNDS; round++) {
      better(SPREAD * robot.maxSpeed() / (1 + round), body, goalX, goalY, ground, weights);
    }
    return new Plan(best[0], best[1], -bestCost, bestRisk);
  }

  private void simpleWays(Body body, double goalX, double goalY, Clearance ground, Weights weights) {
    attempt(0, 0, body, goalX, goalY, ground, weights);
    double straight = Math.atan2(goalY - body.y(), goalX - body.x());
    for (double turn : TURNS_DEGREES) {
      for (double speed : SPEEDS) {
        for (int steps : DETOUR_STEPS) {
          double angle = straight + Math.toRadians(turn);
          hold(Math.cos(angle) * speed * robot.maxSpeed(), Math.sin(angle) * speed * robot.maxSpeed(), steps);
          attempt(steps, 0, body, goalX, goalY, ground, weights);
        }
      }
    }
    for (int steps : WAITS) {
      hold(0, 0, steps);
      attempt(steps, 0, body, goalX, goalY, ground, weights);
    }
  }

  private void hold(double vx, double vy, int steps) {
    for (int step = 0; step < steps; step++) {
      trial[2 * step] = vx;
      trial[2 * step + 1] = vy;
    }
  }

  private double attempt(int own, double slack, Body body, double goalX, double goalY, Clearance ground, Weights weights) {
    double cost = rollouts.run(trial, own, body, goalX, goalY, ground, weights, RISK_MAX, bestCost + slack);
    if (cost < bestCost) {
      bestCost = cost;
      bestRisk = rollouts.risk();
      System.arraycopy(trial, 0, best, 0, NUMBERS);
    }
    return cost;
  }

  /** One round of path-integral control around the best so far. */
  private void better(double spread, Body body, double goalX, double goalY, Clearance ground, Weights weights) {
    double least = Double.POSITIVE_INFINITY;
    for (int sample = 0; sample < SAMPLES; sample++) {
      disturb(spread);
      System.arraycopy(trial, 0, samples, sample * NUMBERS, NUMBERS);
      costs[sample] = attempt(Hazards.STEPS, NEGLIGIBLE * TEMPERATURE, body, goalX, goalY, ground, weights);
      least = Math.min(least, costs[sample]);
    }
    if (least < Double.POSITIVE_INFINITY) {
      mix(least);
      attempt(Hazards.STEPS, 0, body, goalX, goalY, ground, weights);
    }
  }

  /** The best so far, with noise that is smooth in time. */
  private void disturb(double spread) {
    for (int i = 0; i < knots.length; i++) {
      knots[i] = spread * noise.next();
    }
    for (int step = 0; step < Hazards.STEPS; step++) {
      double along = (double) step * (KNOTS - 1) / (Hazards.STEPS - 1);
      int knot = Math.min(KNOTS - 2, (int) along);
      double share = along - knot;
      double vx = best[2 * step] + (1 - share) * knots[2 * knot] + share * knots[2 * knot + 2];
      double vy = best[2 * step + 1] + (1 - share) * knots[2 * knot + 1] + share * knots[2 * knot + 3];
      double possible = Math.min(1, robot.maxSpeed() / Math.sqrt(vx * vx + vy * vy + Double.MIN_NORMAL));
      trial[2 * step] = vx * possible;
      trial[2 * step + 1] = vy * possible;
    }
  }

  private void mix(double least) {
    Arrays.fill(trial, 0);
    double total = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double share = Math.exp((least - costs[sample]) / TEMPERATURE);
      total += share;
      for (int i = 0; i < NUMBERS; i++) {
        trial[i] += share * samples[sample * NUMBERS + i];
      }
    }
    for (int i = 0; i < NUMBERS; i++) {
      trial[i] /= total;
    }
  }
}
