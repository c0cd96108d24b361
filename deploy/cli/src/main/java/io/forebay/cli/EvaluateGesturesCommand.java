package io.forebay.cli;

import io.forebay.features.CrossValidation;
import io.forebay.features.Examples;
import io.forebay.features.TrainingOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how well features of gestures are told apart. */
@Command(
    name = "gestures",
    description = {
      "Measure by cross-validation how well labelled features are told apart.",
      "FILE is a CSV with a header; the label is the column label, else what sequence_id says before its last underscore.",
      "Rows of one group (column group, else sequence_id) are never in training and test at once."
    })
final class EvaluateGesturesCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", description = "The labelled features.")
  private Path file;

  @Option(names = "--folds", paramLabel = "N", defaultValue = "5", description = "Parts of the cross-validation, 2 to 20; default: ${DEFAULT-VALUE}.")
  private int folds;

  @Override
  public Integer call() {
    LabelFigures figures = evaluate(FeatureTable.read(file), folds, file);
    output.answer(figures, figures::text);
    return 0;
  }

  /** Trains and asks, fold by fold. */
  static LabelFigures evaluate(Examples examples, int folds, Path from) {
    if (folds < 2 || folds > 20) {
      throw new CommandFailedException("--folds must be 2 to 20, got " + folds + ".");
    }
    try {
      return LabelFigures.of(examples, new CrossValidation(TrainingOptions.DEFAULT).probabilities(examples, folds));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(from + " has too little to learn from: " + e.getMessage() + ".", e);
    }
  }
}
