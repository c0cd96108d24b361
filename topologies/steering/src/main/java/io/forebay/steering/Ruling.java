package io.forebay.steering;

/**
 * What the robot is to do, once the shield has looked at it.
 *
 * @param vx velocity from now on, metres a second
 * @param vy the same
 * @param verdict what was changed
 * @param reason why, one short sentence; empty where what was planned is safe
 * @param marginMetres least room that is left until the robot could stand still, people at their worst; negative: there may be contact
 */
public record Ruling(double vx, double vy, Verdict verdict, String reason, double marginMetres) {
  /** Stands still, whatever was planned. */
  public static Ruling stop(String reason) {
    return new Ruling(0, 0, Verdict.STOPPED, reason, Double.NEGATIVE_INFINITY);
  }
}
