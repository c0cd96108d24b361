package io.forebay.steering;

/**
 * What a plan is judged by, in seconds: what the way takes, and what costs as much.
 *
 * @param risk of certainly touching somebody
 * @param nearness of a second within touch of somebody; falls to 0 at {@code comfortMetres}
 * @param comfortMetres room between the circles that people like to have
 * @param effort of a second of full acceleration
 * @param yieldMetres how far a person steps aside for a robot that comes within touch; falls to 0 at {@code comfortMetres}
 */
public record Weights(double risk, double nearness, double comfortMetres, double effort, double yieldMetres) {
  /** What is taken for granted before anything is learned: nobody steps aside. */
  public static final Weights DEFAULT = new Weights(8, 1.5, 0.5, 0.1, 0);

  public Weights {
    notNegative("risk", risk);
    notNegative("nearness", nearness);
    notNegative("effort", effort);
    notNegative("yieldMetres", yieldMetres);
    notNegative("comfortMetres", comfortMetres);
    if (comfortMetres == 0) {
      throw new IllegalArgumentException("comfortMetres must be above 0.");
    }
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be at least 0 and finite, got " + value + ".");
    }
  }
}
