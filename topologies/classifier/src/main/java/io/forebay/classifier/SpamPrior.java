package io.forebay.classifier;

import java.util.Map;

/**
 * What families of phrases are believed to be worth before any mail is seen, in log odds.
 *
 * <p>A small collection holds a handful of letters about lotteries or pills; it should not take hundreds to believe that they are
 * spam. The training's penalty counts from here, so that data corrects the belief where there is data. Set by hand, once, by what
 * the families mean.
 */
final class SpamPrior {
  private static final double FAMILY = 1.0;
  private static final double SUBJECT_SHARE = 0.7;
  private static final Map<String, Double> EXCEPTIONS =
      Map.of("CONVERSATION", -1.2, "TECHNICAL", -0.8, "EDITORIAL", -0.8, "TRANSACTION", -0.6, "WORK", -0.4, "WONDER", 0.6, "CLICK_HERE", 0.6);

  private SpamPrior() {}

  /** The believed weight of every place of a vector. */
  static double[] weights() {
    double[] weights = new double[SpamFeatures.DIMENSION];
    int families = SpamFeatures.LEXICON.families().size();
    for (int f = 0; f < families; f++) {
      double weight = EXCEPTIONS.getOrDefault(SpamFeatures.LEXICON.families().get(f), FAMILY);
      weights[SpamFeatures.FIRST_FAMILY + f] = weight;
      weights[SpamFeatures.FIRST_FAMILY + families + f] = SUBJECT_SHARE * weight;
    }
    return weights;
  }
}
