package io.forebay.cli;

import io.forebay.cli.LanguageEvaluation.Report;
import io.forebay.mail.LanguageIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures the language identifier on labelled texts. */
@Command(
    name = "language",
    description = {
      "Measure how often the language of labelled texts is told.",
      "DIR holds a folder per set, in it a file per language (en.txt), in it a text per line."
    })
final class EvaluateLanguageCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "DIR", description = "The labelled texts.")
  private Path folder;

  @Override
  public Integer call() {
    List<Report> reports;
    try {
      reports = new LanguageEvaluation(new LanguageIdentifier()).run(folder);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read the texts in " + folder + ": " + e.getMessage() + ".", e);
    }
    if (reports.isEmpty()) {
      throw new CommandFailedException("There is no folder with texts in " + folder + ".");
    }
    output.answer(reports, () -> text(reports));
    return 0;
  }

  private static String text(List<Report> reports) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%-16s%8s%8s%8s%10s%n", "set", "texts", "six", "all", "µs/text"));
    for (Report report : reports) {
      text.append(
          String.format(
              Locale.ROOT, "%-16s%8d%8.4f%8.4f%10.1f%n", report.set(), report.texts(), report.required(), report.all(), report.microsPerText()));
    }
    for (Report report : reports) {
      text.append(String.format("%n%-16s", report.set()));
      report.languages().forEach((code, score) -> text.append(String.format(Locale.ROOT, "%4s %.3f", code, score.accuracy())));
    }
    return text.append(String.format("%n%nsix: en es fr de ja zh")).toString();
  }
}
