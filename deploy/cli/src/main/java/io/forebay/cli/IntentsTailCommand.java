package io.forebay.cli;

import io.forebay.schemas.IntentDecided;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows decisions as they come. */
@Command(
    name = "tail",
    description = "Show decisions as they come, a line each: who, heading where, where in 1 s and at the last horizon, what the robot is to do, what the shield made of it.",
    mixinStandardHelpOptions = true)
final class IntentsTailCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @Option(names = "--scene", paramLabel = "ID", description = "Only this scene's.")
  private String scene;

  @Option(names = "--from-beginning", description = "Begin with the oldest decision that is kept.")
  private boolean fromBeginning;

  @Option(
      names = "--until-idle",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop when nothing has come for so long, for example 5s; default: never.")
  private Duration untilIdle;

  @Override
  public Integer call() {
    var decisions = Decoder.of(connection.serdes(), IntentDecided.class);
    try (var _ = connection.admin();
        var reader = new TopicReader<>(connection.kafka(), connection.topics().intentsDecisions(), new ByteArrayDeserializer(), fromBeginning)) {
      long lastNanos = System.nanoTime();
      while (untilIdle == null || System.nanoTime() - lastNanos < untilIdle.toNanos()) {
        for (var record : reader.poll()) {
          lastNanos = System.nanoTime();
          if (scene == null || scene.equals(Decoder.key(record))) {
            decisions.value(record).ifPresent(decision -> output.answer(AvroJson.of(decision), () -> DecisionText.of(decision)));
          }
        }
      }
      return 0;
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }
}
