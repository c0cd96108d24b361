package io.forebay.features;

/** Trains on all folds but one and asks about that one, for each fold; nothing of a fold is seen by the model that answers for it. */
public final class CrossValidation {
  private final TrainingOptions options;

  public CrossValidation(TrainingOptions options) {
    this.options = options;
  }

  /**
   * The probabilities of each row, by labels, from a model that has not seen its group.
   *
   * @throws IllegalArgumentException if there are fewer groups than folds plus one
   */
  public double[][] probabilities(Examples examples, int folds) {
    GroupFolds parts = GroupFolds.of(examples, folds, options.seed() + 1);
    double[][] answers = new double[examples.size()][examples.labels().size()];
    var trainer = new FeatureTrainer(options);
    for (int fold = 0; fold < folds; fold++) {
      FeatureModel model = trainer.train(examples.at(parts.notIn(fold)));
      for (int row : parts.in(fold)) {
        model.fill(examples.rows()[row], answers[row]);
      }
    }
    return answers;
  }
}
