package io.forebay.steering;

import java.nio.ByteBuffer;

/**
 * What a robot has learned from what came of its decisions: what a risk is worth, and how people respond to it. The same lessons in the same order give the same weights.
 *
 * <p>The price of risk is the multiplier of the constraint that the robot is seldom too near to somebody, found by dual ascent (Tessler, Mankowitz, Mannor, "Reward constrained policy optimization", 2019). How far people step
 * aside is a least-squares estimate of what they did beyond what was forecast, of which the planner counts on no more than is sure.
 */
public final class Experience {
  /** Length of {@link #write}. */
  public static final int BYTES = 1 + 4 * Double.BYTES;

  private static final byte VERSION = 1;
  /** Share of decisions among people at which somebody may be nearer than half of comfort. */
  private static final double NEAR_SHARE = 0.05;
  private static final double RATE = 0.002;
  /** A robot that has nobody so near is not among people: an empty hall makes nobody careless. */
  private static final double AMONG_PEOPLE_METRES = 5;
  private static final double FACTOR_MAX = 2;
  private static final double YIELD_MAX = 0.3;
  /** As if so many encounters had shown that nobody steps aside. */
  private static final double PRIOR_ENCOUNTERS = 20;

  private final Weights first;
  private double logFactor;
  private double encounters = PRIOR_ENCOUNTERS;
  private double yields;
  private double squares;

  public Experience(Weights first) {
    this.first = first;
  }

  /** What to plan with. */
  public Weights weights() {
    return new Weights(first.risk() * Math.exp(logFactor), first.nearness(), first.comfortMetres(), first.effort(), first.yieldMetres() + yieldMetres());
  }

  /**
   * Learns from a decision what a risk is worth.
   *
   * @param separationMetres between the circles of the robot and the nearest person, now; what is NaN teaches nothing, nor does a place where nobody is near
   */
  public void learnSeparation(double separationMetres) {
    if (separationMetres <= AMONG_PEOPLE_METRES) {
      double near = separationMetres < first.comfortMetres() / 2 ? 1 : 0;
      double bound = Math.log(FACTOR_MAX);
      logFactor = Math.clamp(logFactor + RATE * (near - NEAR_SHARE), -bound, bound);
    }
  }

  /**
   * Learns from a person who was met how far people step aside.
   *
   * @param awayMetres how much farther from the robot the person is than was forecast; beyond 1 m counts as 1 m; what is NaN teaches nothing
   * @param closeness of the robot to where the person was forecast: 1 at a touch, 0 from comfort on
   */
  public void learnResponse(double awayMetres, double closeness) {
    if (Double.isNaN(awayMetres) || !(closeness > 0)) {
      return;
    }
    double share = Math.min(1, closeness);
    double away = Math.clamp(awayMetres, -1, 1);
    encounters += share * share;
    yields += share * away;
    squares += away * away;
  }

  /** Lower bound of the estimate: two standard errors below it. */
  private double yieldMetres() {
    double mean = yields / encounters;
    double error = Math.sqrt(Math.max(0, squares / encounters - mean * mean) / encounters);
    return Math.clamp(mean - 2 * error, 0, YIELD_MAX);
  }

  /** What was learned, for {@link #read}. */
  public byte[] write() {
    return ByteBuffer.allocate(BYTES).put(VERSION).putDouble(logFactor).putDouble(encounters).putDouble(yields).putDouble(squares).array();
  }

  /**
   * Takes what was learned.
   *
   * @throws IllegalArgumentException where the bytes are not as {@link #write} writes them
   */
  public void read(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      throw new IllegalArgumentException("These are not the " + BYTES + " bytes of an experience of version " + VERSION + ".");
    }
    var buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    logFactor = buffer.getDouble();
    encounters = buffer.getDouble();
    yields = buffer.getDouble();
    squares = buffer.getDouble();
  }
}
