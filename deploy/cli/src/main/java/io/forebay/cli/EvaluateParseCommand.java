package io.forebay.cli;

import io.forebay.cli.ParseEvaluation.Report;
import io.forebay.mail.EmailParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Parses everything in some folders as mail, and fails if anything fails. */
@Command(
    name = "parse",
    description = {
      "Parse everything in folders as mail, malformed mail and other files too.",
      "Counts results and named defects; fails if a message ends in an exception or takes longer than a second."
    })
final class EvaluateParseCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders, message files, mbox files, or - for standard input.")
  private List<Path> paths;

  @Override
  public Integer call() {
    MailSource source = MailSource.of(paths, System.in);
    ParseEvaluation evaluation = new ParseEvaluation(new EmailParser());
    try (Progress progress = Progress.of("messages", source.files().size(), output)) {
      source.forEach(
          message -> {
            evaluation.take(message);
            progress.add(1);
          });
    }
    Report report = evaluation.report();
    output.answer(report, () -> text(report));
    return report.isGood() ? 0 : 1;
  }

  private static String text(Report report) {
    StringBuilder text = new StringBuilder();
    line(text, "messages", count(report.messages()));
    line(text, "without defects", count(report.clean()));
    line(text, "with named defects", count(report.withDefects()));
    new TreeMap<>(report.defects()).forEach((defect, count) -> line(text, "  " + defect, count(count)));
    line(text, "exceptions", count(report.exceptions()));
    report.failures().forEach(failure -> text.append("  ").append(failure).append(System.lineSeparator()));
    line(text, "over 1 s", count(report.overOneSecond()));
    line(text, "slowest", "%.1f ms, %s".formatted(report.slowestMillis(), report.slowest()));
    line(text, "mean", "%.0f µs a message".formatted(report.microsPerMessage()));
    line(text, "throughput", "%.1f MB/s".formatted(report.megabytesPerSecond()));
    return text.toString().stripTrailing();
  }

  private static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-30s %s%n", name, value));
  }
}
