package io.forebay.steering;

/**
 * What a shield takes for granted of people and of its own side.
 *
 * @param swerveSpeed how far a person may stray from walking on straight, metres for each second since the last observation, 0 to 5
 * @param swerveShare the same as a share of how fast the person walks, 0 to 1; the larger of both counts
 * @param reserveMetres room that is kept beyond that: errors of measurement of person and robot (C, Zd and Zr of ISO/TS 15066), 0 to 5
 * @param horizonSeconds how far ahead it looks, above 0 and at most 10; at least what the robot needs to stop
 * @param reactionSeconds until the next decision is sure to act (Tr of ISO/TS 15066), above 0 and at most 2
 */
public record ShieldLimits(double swerveSpeed, double swerveShare, double reserveMetres, double horizonSeconds, double reactionSeconds) {
  /** For decisions at 10 Hz among walking people. */
  public static final ShieldLimits DEFAULT = new ShieldLimits(0.2, 0.15, 0.05, 1.5, 0.1);

  public ShieldLimits {
    within("swerveSpeed", swerveSpeed, 5);
    within("swerveShare", swerveShare, 1);
    within("reserveMetres", reserveMetres, 5);
    within("horizonSeconds", horizonSeconds, 10);
    within("reactionSeconds", reactionSeconds, 2);
    if (reactionSeconds == 0 || horizonSeconds == 0) {
      throw new IllegalArgumentException("reactionSeconds and horizonSeconds must be above 0, got " + reactionSeconds + " and " + horizonSeconds + ".");
    }
  }

  private static void within(String name, double value, double max) {
    if (!(value >= 0 && value <= max)) {
      throw new IllegalArgumentException(name + " must be 0 to " + max + ", got " + value + ".");
    }
  }
}
