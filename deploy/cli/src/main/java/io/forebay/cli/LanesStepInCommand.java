package io.forebay.cli;

import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Steps in on a whole lane, and waits until it stands as was wanted.
 *
 * <p>Dispatch tells how a lane stands only when that has changed, so what is there already is not waited for.
 */
abstract sealed class LanesStepInCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "LANE", description = "For example acme/llm.chat.")
  private String name;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "Give up when the lane does not stand like that after so long; default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  /** What the command does to the lane. */
  abstract ControlCommand kind();

  /** Whether it has a meaning for a lane only that is there. */
  boolean needsLane() {
    return true;
  }

  /** Why; null for no reason. */
  String message() {
    return null;
  }

  /** Whether the lane stands as is wanted. */
  abstract boolean hasWorked(LaneStatus status);

  @Override
  public Integer call() {
    Lane lane = LaneChoice.lane(command, name);
    LaneStatus before = LanesCommand.read(connection).values().get(name);
    if (before == null && needsLane()) {
      throw LanesCommand.missing(name);
    }
    try (var controls = ActionControls.open(connection);
        var statuses = new TopicReader<>(connection.kafka(), connection.topics().actionsLanes(), new ByteArrayDeserializer(), false)) {
      controls.send(lane, ActionControls.control(lane, kind()).setMessage(message()).build());
      var after = before != null && hasWorked(before) ? Optional.of(before) : await(statuses);
      var status =
          after.orElseThrow(
              () ->
                  new CommandFailedException(
                      "%s of %s was sent, but dispatch has not said within %s that the lane stands like that; see forebay lanes show %s."
                          .formatted(kind(), name, timeout, name)));
      output.answer(AvroJson.of(status), () -> LaneText.of(status, Instant.now()));
    }
    return 0;
  }

  private Optional<LaneStatus> await(TopicReader<byte[]> statuses) {
    var decoder = Decoder.of(connection.serdes(), LaneStatus.class);
    long startNanos = System.nanoTime();
    try {
      while (System.nanoTime() - startNanos < timeout.toNanos()) {
        LaneStatus latest = null;
        for (var record : statuses.poll()) {
          latest = decoder.value(record).filter(status -> status.getLane().equals(name)).orElse(latest);
        }
        if (latest != null && hasWorked(latest)) {
          return Optional.of(latest);
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }

  /** Keeps a lane from starting anything. */
  @Command(name = "pause", description = "Let a lane start nothing until it is resumed; what runs goes on.", mixinStandardHelpOptions = true)
  static final class Pause extends LanesStepInCommand {
    @Override
    ControlCommand kind() {
      return ControlCommand.PAUSE;
    }

    @Override
    boolean needsLane() {
      return false;
    }

    @Override
    boolean hasWorked(LaneStatus status) {
      return status.getPaused();
    }
  }

  /** Lets a paused lane start again. */
  @Command(name = "resume", description = "Let a paused lane start its actions again.", mixinStandardHelpOptions = true)
  static final class Resume extends LanesStepInCommand {
    @Override
    ControlCommand kind() {
      return ControlCommand.RESUME;
    }

    @Override
    boolean hasWorked(LaneStatus status) {
      return !status.getPaused();
    }
  }

  /** Ends everything in a lane. */
  @Command(
      name = "cancel",
      description = "End every action that is in a lane now: at once what waits; what runs is told to stop.",
      mixinStandardHelpOptions = true)
  static final class Cancel extends LanesStepInCommand {
    @Option(names = "--message", paramLabel = "TEXT", description = "Why; goes into the results.")
    private String message;

    @Override
    ControlCommand kind() {
      return ControlCommand.CANCEL;
    }

    @Override
    String message() {
      return message;
    }

    @Override
    boolean hasWorked(LaneStatus status) {
      return status.getQueued() == 0 && status.getWaiting() == 0;
    }
  }
}
