package io.forebay.features;

/**
 * How models are trained.
 *
 * @param rounds of boosting at most; how many serve is found by cross-validation. 1 to 400
 * @param learningRate share of each tree's answer that counts, above 0, up to 1
 * @param leaves of a middling tree at most, 2 to 32; small ones have half as many and one more, large ones half as many again
 * @param leafRowsMin rows behind each leaf of small trees, at least 1; middling and large ones want one and two more
 * @param folds within training, for choosing and calibrating, 2 to 20
 * @param seed of the order in which groups are dealt into folds
 */
public record TrainingOptions(int rounds, double learningRate, int leaves, int leafRowsMin, int folds, long seed) {
  /** Chosen by cross-validation; see the module's README. */
  public static final TrainingOptions DEFAULT = new TrainingOptions(100, 0.15, 8, 2, 5, 1);

  public TrainingOptions {
    check(rounds >= 1 && rounds <= 400, "rounds must be 1 to 400, got " + rounds);
    check(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0, up to 1, got " + learningRate);
    check(leaves >= 2 && leaves <= 32, "leaves must be 2 to 32, got " + leaves);
    check(leafRowsMin >= 1, "rows of a leaf must be at least 1, got " + leafRowsMin);
    check(folds >= 2 && folds <= 20, "folds must be 2 to 20, got " + folds);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
