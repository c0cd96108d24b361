package io.forebay.cli;

import io.forebay.cli.Redrive.Report;
import io.forebay.schemas.ErrorCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends dead letters back to where they came from. */
@Command(
    name = "redrive",
    description = {
      "Send dead letters back to the topics that they came from; without --execute only say what would go where.",
      "Each application's dead letters are an answer of their own. A letter goes back once: key, value and headers as they were, and a header forebay-redrives that counts. What fails again is a new letter."
    },
    mixinStandardHelpOptions = true)
final class DlqRedriveCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private DeadLetterSelection selection;

  @Option(names = "--code", paramLabel = "CODE", description = "Only letters with this error code: ${COMPLETION-CANDIDATES}.")
  private ErrorCode code;

  @Option(names = "--topic", paramLabel = "SOURCE", description = "Only letters that came from this topic.")
  private String source;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many in all, the oldest of each application first; default: all.")
  private Long limit;

  @Option(
      names = "--redrives-max",
      paramLabel = "N",
      defaultValue = "3",
      description = "Leave records that were sent back so often already; default: ${DEFAULT-VALUE}.")
  private long redrivesMax;

  @Option(names = "--execute", description = "Do it.")
  private boolean execute;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    requirePositive("--limit", limit == null ? 1 : limit);
    requirePositive("--redrives-max", redrivesMax);
    long left = limit == null ? Long.MAX_VALUE : limit;
    try (var admin = selection.connection().admin()) {
      var lanes = LaneKeys.of(selection.connection().topics());
      for (String topic : selection.topics()) {
        var rules = new RedriveRules(code, source, left, redrivesMax);
        var redrive = new Redrive(admin, selection.connection().kafka(), topic, lanes, rules, output);
        Report report = execute ? redrive.execute() : redrive.plan();
        left -= report.letters();
        output.answer(report, () -> text(report));
      }
    }
    return 0;
  }

  private void requirePositive(String option, long number) {
    if (number < 1) {
      throw new ParameterException(command.commandLine(), option + " must be at least 1, got " + number + ".");
    }
  }

  private static String text(Report report) {
    if (report.sent().isEmpty() && report.stayed().isEmpty()) {
      return report.topic() + ": no dead letters";
    }
    var text = new StringBuilder(report.topic());
    text.append(report.executed() ? ": sent back" : ": would go back (a dry run; --execute does it)");
    if (report.sent().isEmpty()) {
      line(text, 0, "letters");
    }
    report.sent().forEach((topic, count) -> line(text, count, "to " + topic));
    if (!report.stayed().isEmpty()) {
      text.append(System.lineSeparator()).append(report.executed() ? "stayed" : "would stay");
      report.stayed().forEach((stay, count) -> line(text, count, stay.phrase()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, long count, String what) {
    text.append(String.format(Locale.ROOT, "%n%,8d  %s", count, what));
  }
}
