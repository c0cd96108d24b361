package io.forebay.cli;

import io.forebay.schemas.LaneStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parent of the commands about lanes. */
@Command(
    name = "lanes",
    description = "The queues of actions, one for each tenant and capability or finer: how they stand, pause, resume, cancel them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LanesCommand.ListLanes.class,
      LanesCommand.Show.class,
      LanesStepInCommand.Pause.class,
      LanesStepInCommand.Resume.class,
      LanesStepInCommand.Cancel.class
    })
final class LanesCommand {

  /** Shows all lanes. */
  @Command(
      name = "list",
      description = "Show how the lanes stand, those with the most queued first; with --json a document each.",
      mixinStandardHelpOptions = true)
  static final class ListLanes implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Option(names = "--tenant", description = "Only this tenant's.")
    private String tenant;

    @Option(names = "--capability", paramLabel = "C", description = "Only those of this capability.")
    private String capability;

    @Override
    public Integer call() {
      var latest = read(connection);
      var lanes =
          latest.values().values().stream()
              .filter(lane -> tenant == null || tenant.equals(lane.getTenant()))
              .filter(lane -> capability == null || capability.equals(lane.getCapability()))
              .sorted(Comparator.comparingLong(LaneStatus::getQueued).reversed().thenComparing(LaneStatus::getLane))
              .toList();
      if (output.isJson()) {
        lanes.forEach(lane -> output.answer(AvroJson.of(lane), () -> ""));
      } else {
        output.answer(lanes, () -> text(lanes, latest.leftOut()));
      }
      return 0;
    }

    private static String text(List<LaneStatus> lanes, long leftOut) {
      if (lanes.isEmpty()) {
        return "No lanes; one appears with its first action.";
      }
      var now = Instant.now();
      var table = new TextTable(LaneText.COLUMNS);
      lanes.forEach(lane -> table.add(LaneText.row(lane, now)));
      return table + (leftOut == 0 ? "" : "%n%,d more are not shown".formatted(leftOut));
    }
  }

  /** Shows one lane. */
  @Command(name = "show", description = "Show how a lane stands.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "LANE", description = "For example acme/llm.chat.")
    private String lane;

    @Override
    public Integer call() {
      var status = read(connection).values().get(lane);
      if (status == null) {
        throw missing(lane);
      }
      output.answer(AvroJson.of(status), () -> LaneText.of(status, Instant.now()));
      return 0;
    }
  }

  /** What is said of a lane that dispatch has told nothing of. */
  static CommandFailedException missing(String lane) {
    return new CommandFailedException("There is no lane " + lane + "; one appears with its first action, and forebay lanes list shows all.");
  }

  /** All lanes as they stood last. */
  static Latest<LaneStatus> read(Connection connection) {
    try (var _ = connection.admin()) {
      return Latest.read(connection.kafka(), connection.serdes(), connection.topics().actionsLanes(), LaneStatus.class, Optional.empty());
    }
  }
}
