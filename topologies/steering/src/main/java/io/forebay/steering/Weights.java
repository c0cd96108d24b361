package io.forebay.steering;

/**
 * What a plan is judged by, in seconds: what the way takes and what else costs as much.
 *
 * @param risk of certainly touching somebody
 * @param nearness of a second within touch of somebody; falls to 0 at {@code comfortMetres}
 * @param comfortMetres room between the circles that people like to have
 * @param effort of a second of full acceleration
 */
public record Weights(double risk, double nearness, double comfortMetres, double effort) {
  /** What is known before anything is learned. */
  public static final Weights DEFAULT = new Weights(P.d("risk",5), P.d("near",1.5), P.d("comfort",0.5), P.d("effort",0.1));

  Weights withRisk(double newRisk) {
    return new Weights(newRisk, nearness, comfortMetres, effort);
  }
}
