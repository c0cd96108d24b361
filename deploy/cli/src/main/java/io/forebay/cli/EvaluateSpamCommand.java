package io.forebay.cli;

import io.forebay.cli.SpamEvaluation.Report;
import io.forebay.classifier.BaseModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the spam verdict on labelled mail. */
@Command(
    name = "spam",
    description = {
      "Measure the spam verdict on labelled folders of mail.",
      "Without --cross-validate the shipped model is measured, with the pipeline's own code."
    })
final class EvaluateSpamCommand implements Callable<Integer> {
  private static final int MAX_FOLDS = 50;

  @Mixin private Output output;

  @Option(names = "--ham", required = true, paramLabel = "DIR", description = "Wanted mail; may be given several times.")
  private List<Path> ham;

  @Option(names = "--spam", required = true, paramLabel = "DIR", description = "Unwanted mail; may be given several times.")
  private List<Path> spam;

  @Option(
      names = "--cross-validate",
      paramLabel = "N",
      description = "Train on N-1 of N folds and test on the one left, for each; messages with nearly the same body share a fold.")
  private Integer folds;

  @Override
  public Integer call() {
    if (folds != null && (folds < 2 || folds > MAX_FOLDS)) {
      throw new CommandFailedException("--cross-validate must be 2 to " + MAX_FOLDS + ", not " + folds + ".");
    }
    SpamEvaluation evaluation = new SpamEvaluation();
    int files = MailSource.of(ham, System.in).files().size() + MailSource.of(spam, System.in).files().size();
    try (Progress progress = Progress.of("messages", files, output)) {
      evaluation.addAll(ham, false, progress::add);
      evaluation.addAll(spam, true, progress::add);
    }
    if (evaluation.size() == 0) {
      throw new CommandFailedException("There is no message in the folders given.");
    }
    Report report = measure(evaluation);
    output.answer(report, () -> text(report));
    return 0;
  }

  private Report measure(SpamEvaluation evaluation) {
    if (folds == null) {
      return evaluation.ofShipped(BaseModel.shipped());
    }
    try (Progress progress = Progress.of("folds", folds, output)) {
      return evaluation.crossValidated(folds, progress::add);
    }
  }

  private static String text(Report report) {
    return String.format(Locale.ROOT, "model                %s%n%s%nclassify             %.1f µs a message", report.model(), report.figures().text(), report.microsPerMessage());
  }
}
