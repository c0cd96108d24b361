package io.forebay.cli;

import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Parent of the commands about what applications report. */
@Command(
    name = "errors",
    description = "What the applications report that someone should look at: actions that are stuck or in doubt, handlers that do not end.",
    mixinStandardHelpOptions = true,
    subcommands = {ErrorsCommand.ListErrors.class, ErrorsCommand.Tail.class})
final class ErrorsCommand {

  /** Which reports are shown. */
  static final class Choice {
    @Option(names = "--severity", paramLabel = "S", defaultValue = "INFO", description = "${COMPLETION-CANDIDATES}: only this bad or worse; default: all.")
    private Severity severity;

    @Option(names = "--tenant", description = "Only those that concern this tenant.")
    private String tenant;

    boolean isWanted(ErrorRaised error) {
      return error.getSeverity().compareTo(severity) >= 0 && (tenant == null || tenant.equals(error.getTenant()));
    }
  }

  /** Shows the newest. */
  @Command(name = "list", description = "Show the newest reports, the newest last; with --json a document each.", mixinStandardHelpOptions = true)
  static final class ListErrors implements Callable<Integer> {
    private static final int LIMIT_MAX = 10_000;
    private static final Comparator<ErrorRaised> BY_TIME = Comparator.comparing(ErrorRaised::getAt);

    @Mixin private Output output;
    @Mixin private Connection connection;
    @Mixin private Choice choice;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many, up to 10000; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
        names = "--since",
        paramLabel = "DURATION",
        defaultValue = "PT24H",
        converter = DurationConverter.class,
        description = "Of the last so long; default: ${DEFAULT-VALUE}.")
    private Duration since;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
      if (limit < 1 || limit > LIMIT_MAX) {
        throw new ParameterException(command.commandLine(), "--limit must be from 1 to " + LIMIT_MAX + ", got " + limit + ".");
      }
      var from = Instant.now().minus(since);
      var newest = new PriorityQueue<>(BY_TIME);
      var errors = Decoder.of(connection.serdes(), ErrorRaised.class);
      try (var _ = connection.admin();
          var reader = new TopicReader<>(connection.kafka(), connection.topics().opsErrors(), new ByteArrayDeserializer(), true)) {
        do {
          reader.poll().forEach(record -> add(newest, errors, record, from));
        } while (!reader.isAtEnd());
      } catch (KafkaException e) {
        throw KafkaFailures.sentence(connection.kafka(), e);
      }
      var shown = newest.stream().sorted(BY_TIME).toList();
      if (output.isJson()) {
        shown.forEach(error -> output.answer(AvroJson.of(error), () -> ""));
      } else {
        output.answer(shown, () -> shown.isEmpty() ? "No reports." : shown.stream().map(ErrorsCommand::text).collect(Collectors.joining(System.lineSeparator())));
      }
      return 0;
    }

    private void add(Queue<ErrorRaised> newest, Decoder<ErrorRaised> errors, ConsumerRecord<byte[], byte[]> record, Instant from) {
      errors.value(record).filter(choice::isWanted).filter(error -> !error.getAt().isBefore(from)).ifPresent(newest::add);
      if (newest.size() > limit) {
        newest.remove();
      }
    }
  }

  /** Shows them as they come. */
  @Command(name = "tail", description = "Show reports as they come.", mixinStandardHelpOptions = true)
  static final class Tail implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;
    @Mixin private Choice choice;

    @Option(
        names = "--until-idle",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "Stop when nothing has come for so long, for example 5s; default: never.")
    private Duration untilIdle;

    @Override
    public Integer call() {
      var errors = Decoder.of(connection.serdes(), ErrorRaised.class);
      try (var _ = connection.admin();
          var reader = new TopicReader<>(connection.kafka(), connection.topics().opsErrors(), new ByteArrayDeserializer(), false)) {
        long lastNanos = System.nanoTime();
        while (untilIdle == null || System.nanoTime() - lastNanos < untilIdle.toNanos()) {
          for (var record : reader.poll()) {
            lastNanos = System.nanoTime();
            errors.value(record).filter(choice::isWanted).ifPresent(error -> output.answer(AvroJson.of(error), () -> text(error)));
          }
        }
        return 0;
      } catch (KafkaException e) {
        throw KafkaFailures.sentence(connection.kafka(), e);
      }
    }
  }

  private static String text(ErrorRaised error) {
    String whose = error.getTenant().isEmpty() ? "" : "  [" + SafeText.of(error.getTenant()) + "]";
    return "%s  %-8s  %s: %s  (%s)%s"
        .formatted(
            error.getAt().truncatedTo(ChronoUnit.MILLIS),
            error.getSeverity(),
            SafeText.of(error.getCode()),
            SafeText.of(error.getMessage()),
            SafeText.of(error.getSource()),
            whose);
  }
}
