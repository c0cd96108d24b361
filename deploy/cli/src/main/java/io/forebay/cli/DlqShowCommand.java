package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows dead letters one by one, the newest first. */
@Command(
    name = "show",
    description = {
      "Show dead letters, the newest first: reason, source, key, headers.",
      "Values are hidden, since they may hold personal data. Nothing of a letter can steer the terminal."
    },
    mixinStandardHelpOptions = true)
final class DlqShowCommand implements Callable<Integer> {
  private static final Pattern POSITION = Pattern.compile("\\d{1,9}:\\d{1,18}");
  private static final int LIMIT_MAX = 1_000;

  @Mixin private Output output;
  @Mixin private DeadLetterSelection selection;

  @Parameters(arity = "0..1", paramLabel = "PARTITION:OFFSET", description = "The one letter to show.")
  private String position;

  @Option(names = "--code", paramLabel = "CODE", description = "Only letters with this error code: ${COMPLETION-CANDIDATES}.")
  private ErrorCode code;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "At most so many, up to 1000; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--all", description = "Those that were sent back too.")
  private boolean all;

  @Option(names = "--payload", description = "Show the first 512 bytes of each value.")
  private boolean payload;

  @Option(names = "--stack-trace", description = "Show where the application failed.")
  private boolean stackTrace;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (position != null && !POSITION.matcher(position).matches()) {
      throw new ParameterException(command.commandLine(), "Give the letter as PARTITION:OFFSET, for example 0:17, not " + position + ".");
    }
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new ParameterException(command.commandLine(), "--limit must be from 1 to " + LIMIT_MAX + ", got " + limit + ".");
    }
    var topics = selection.topics();
    var letters = new ArrayList<ShownLetter>();
    try (var _ = selection.connection().admin()) {
      for (String topic : topics) {
        try (var reader = DeadLetterReader.open(selection.connection().kafka(), topic, output)) {
          letters.addAll(read(topic, reader));
        }
      }
    }
    letters.sort(Comparator.comparing(ShownLetter::at).reversed());
    String where = String.join(", ", topics);
    if (position != null && letters.isEmpty()) {
      throw new CommandFailedException("There is no dead letter " + position + " in " + where + "; it may have expired.");
    }
    var shown = letters.subList(0, Math.min(limit, letters.size()));
    output.answer(shown, () -> text(where, shown));
    return 0;
  }

  private List<ShownLetter> read(String topic, DeadLetterReader reader) {
    var markers = reader.markers();
    var newest = new ArrayDeque<ShownLetter>();
    reader.letters(
        letter -> {
          boolean isRedriven = markers.contains(letter.record());
          boolean isWanted =
              position == null ? (all || !isRedriven) && DeadLetterSelection.hasCode(letter, code) : letter.position().equals(position);
          if (isWanted) {
            newest.addFirst(ShownLetter.of(topic, letter, isRedriven, payload, stackTrace));
          }
          if (newest.size() > limit) {
            newest.removeLast();
          }
          return position == null || newest.isEmpty();
        });
    return new ArrayList<>(newest);
  }

  private static String text(String where, List<ShownLetter> letters) {
    return letters.isEmpty()
        ? where + ": no such dead letters"
        : letters.stream().map(ShownLetter::text).collect(Collectors.joining(System.lineSeparator()));
  }
}
