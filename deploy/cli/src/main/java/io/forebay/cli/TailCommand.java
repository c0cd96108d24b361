package io.forebay.cli;

import io.forebay.schemas.EmailTriaged;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows triaged mail as it comes. */
@Command(
    name = "tail",
    description = "Show triaged mail as it comes: priority, category, language, subject, what stands out, summary.",
    mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @Option(names = "--from-beginning", description = "Begin with the oldest result that is kept.")
  private boolean fromBeginning;

  @Option(
      names = "--until-idle",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop when nothing has come for so long, for example 5s; default: never.")
  private Duration untilIdle;

  @Option(names = "--tenant", description = "Only this tenant's.")
  private String tenant;

  @Override
  public Integer call() {
    var values = connection.serdes().of(EmailTriaged.class).deserializer();
    try (var reader = new TopicReader<>(connection.kafka(), connection.topics().emailsTriaged(), values, fromBeginning)) {
      long lastNanos = System.nanoTime();
      while (untilIdle == null || System.nanoTime() - lastNanos < untilIdle.toNanos()) {
        for (var record : reader.poll()) {
          lastNanos = System.nanoTime();
          if (tenant == null || tenant.equals(record.value().getTenant())) {
            output.answer(AvroJson.of(record.value()), () -> TriagedText.of(record.value()));
          }
        }
      }
      return 0;
    } catch (KafkaException e) {
      throw new CommandFailedException("Cannot read triaged mail at " + connection.kafka() + ": " + e.getMessage(), e);
    }
  }
}
