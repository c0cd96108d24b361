package io.forebay.features;

import java.util.Arrays;

/**
 * Trains a model of named features: linear scores and boosted trees, blended as cross-validation within the examples finds best.
 *
 * <p>Some things are told by straight lines and few examples (crossings), others by narrow bands of single features (gestures);
 * which it is shows on rows that were held out, and so does how much a probability is worth.
 */
public final class FeatureTrainer {
  private static final double[] COSTS = {0.001, 0.01, 0.1, 1};
  private static final int ROUNDS_BETWEEN = 25;

  private final TrainingOptions options;

  public FeatureTrainer(TrainingOptions options) {
    this.options = options;
  }

  /** Which cost and how many rounds serve best on rows held out, and the blend of what comes of them. */
  private record Choice(double cost, int rounds, Blend blend) {}

  /**
   * Trains on all examples.
   *
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public FeatureModel train(Examples examples) {
    Choice choice = choose(examples);
    var boosting = new TreeBoosting(examples, options);
    for (int round = 0; round < (choice.blend().trees() > 0 ? choice.rounds() : 0); round++) {
      boosting.grow();
    }
    LinearScores linear = new LinearTrainer(examples).train(choice.cost());
    return new FeatureModel(examples.labels(), examples.features(), linear, boosting.scores(), choice.blend());
  }

  private Choice choose(Examples examples) {
    long groups = Arrays.stream(examples.group()).distinct().count();
    int folds = (int) Math.min(options.folds(), groups);
    GroupFolds parts = GroupFolds.of(examples, folds, options.seed());
    int labels = examples.labels().size();
    int checkpoints = (options.rounds() + ROUNDS_BETWEEN - 1) / ROUNDS_BETWEEN;
    double[][][] linear = new double[COSTS.length][examples.size()][labels];
    double[][][] trees = new double[checkpoints][examples.size()][labels];
    for (int fold = 0; fold < folds; fold++) {
      Examples training = examples.at(parts.notIn(fold));
      int[] held = parts.in(fold);
      var trainer = new LinearTrainer(training);
      for (int c = 0; c < COSTS.length; c++) {
        LinearScores scores = trainer.train(COSTS[c]);
        for (int row : held) {
          scores.addTo(examples.rows()[row], 1, linear[c][row]);
        }
      }
      var boosting = new TreeBoosting(training, options);
      for (int round = 1; round <= options.rounds(); round++) {
        boosting.grow();
        if (round % ROUNDS_BETWEEN == 0 || round == options.rounds()) {
          TreeScores scores = boosting.scores();
          for (int row : held) {
            scores.addTo(examples.rows()[row], 1, trees[(round - 1) / ROUNDS_BETWEEN][row]);
          }
        }
      }
    }
    return best(linear, trees, examples.label());
  }

  private Choice best(double[][][] linear, double[][][] trees, int[] label) {
    Choice best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < linear.length; c++) {
      for (int t = 0; t < trees.length; t++) {
        Blend.Fit fit = Blend.fit(linear[c], trees[t], label);
        if (best == null || fit.logLoss() < least) {
          least = fit.logLoss();
          best = new Choice(COSTS[c], Math.min(options.rounds(), (t + 1) * ROUNDS_BETWEEN), fit.blend());
        }
      }
    }
    return best;
  }
}
