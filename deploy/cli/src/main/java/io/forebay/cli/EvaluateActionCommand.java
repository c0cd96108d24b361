package io.forebay.cli;

import io.forebay.cli.ActionEvaluation.Report;
import io.forebay.classifier.BaseModel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the needs-action verdict on labelled sentences. */
@Command(
    name = "action",
    description = {
      "Measure the needs-action verdict on labelled sentences.",
      "Without --cross-validate the shipped model is measured, with the pipeline's own code."
    })
final class EvaluateActionCommand implements Callable<Integer> {
  private static final int MAX_FOLDS = 50;

  @Mixin private Output output;

  @Option(names = "--pos", required = true, paramLabel = "FILE", description = "Sentences that want something of their reader, one a line.")
  private Path positive;

  @Option(names = "--neg", required = true, paramLabel = "FILE", description = "Sentences that do not, one a line.")
  private Path negative;

  @Option(names = "--cross-validate", paramLabel = "N", description = "Train on N-1 of N folds and test on the one left, for each.")
  private Integer folds;

  @Override
  public Integer call() {
    if (folds != null && (folds < 2 || folds > MAX_FOLDS)) {
      throw new CommandFailedException("--cross-validate must be 2 to " + MAX_FOLDS + ", not " + folds + ".");
    }
    LabelledSentences sentences = LabelledSentences.read(positive, negative);
    if (sentences.size() == 0) {
      throw new CommandFailedException("There is no sentence in the files given.");
    }
    Report report = measure(new ActionEvaluation(sentences));
    output.answer(report, () -> text(report));
    return 0;
  }

  private Report measure(ActionEvaluation evaluation) {
    if (folds == null) {
      return evaluation.ofShipped(BaseModel.shipped());
    }
    try (Progress progress = Progress.of("folds", folds, output)) {
      return evaluation.crossValidated(folds, progress::add);
    }
  }

  private static String text(Report report) {
    return String.format(Locale.ROOT, "model                %s%n%s%nclassify             %.1f µs a sentence", report.model(), report.figures().text(), report.microsPerSentence());
  }
}
