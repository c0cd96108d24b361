package io.forebay.features;

/**
 * How models are trained.
 *
 * @param rounds of boosting at most; how many serve is found by cross-validation. 1 to 400
 * @param learningRate share of each tree's answer that counts, above 0, up to 1
 * @param leaves of a tree at most, 2 to 32
 * @param leafRowsMin rows behind each leaf, at least 1
 * @param featureShare share of the features that a split chooses from, above 0, up to 1
 * @param members boosted side by side with other draws of features, whose answers add up, 1 to 8
 * @param leafPenalty L2 penalty of a leaf's value, in units of summed curvature, at least 0
 * @param folds within training, for choosing and calibrating, 2 to 20
 * @param seed of what is drawn: the same seed and examples give the same model
 */
public record TrainingOptions(
    int rounds, double learningRate, int leaves, int leafRowsMin, double featureShare, int members, double leafPenalty, int folds, long seed) {
  /** Chosen by cross-validation on gestures and crossings. */
  public static final TrainingOptions DEFAULT = new TrainingOptions(200, 0.1, 8, 5, 0.6, 1, 0.1, 5, 1);

  public TrainingOptions {
    check(rounds >= 1 && rounds <= 400, "rounds must be 1 to 400, got " + rounds);
    check(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0, up to 1, got " + learningRate);
    check(leaves >= 2 && leaves <= 32, "leaves must be 2 to 32, got " + leaves);
    check(leafRowsMin >= 1, "rows of a leaf must be at least 1, got " + leafRowsMin);
    check(featureShare > 0 && featureShare <= 1, "the share of features must be above 0, up to 1, got " + featureShare);
    check(members >= 1 && members <= 8, "members must be 1 to 8, got " + members);
    check(leafPenalty >= 0 && leafPenalty <= 1e6, "the penalty of leaves must be 0 to 1e6, got " + leafPenalty);
    check(folds >= 2 && folds <= 20, "folds must be 2 to 20, got " + folds);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
