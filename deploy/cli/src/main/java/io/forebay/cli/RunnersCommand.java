package io.forebay.cli;

import io.forebay.schemas.RunnerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Parent of the commands about runners. */
@Command(
    name = "runners",
    description = "The processes that do the outside work.",
    mixinStandardHelpOptions = true,
    subcommands = RunnersCommand.ListRunners.class)
final class RunnersCommand {
  /** A runner says that it is there every second; who has said nothing for so long is gone. */
  static final Duration GONE_AFTER = Duration.ofSeconds(5);

  /** How a runner is. */
  enum State {
    /** Takes work. */
    UP,
    /** Ends what it has and takes nothing more. */
    STOPPING,
    /** Has said that it stops, or nothing, and says nothing any more. */
    GONE
  }

  /**
   * A runner of the answer.
   *
   * @param state as of now
   * @param stuck handlers that did not end when they were interrupted; they hold slots
   * @param startedAt when its process started
   * @param heardAt when it last said that it is there
   */
  record Row(
      String runner,
      State state,
      String host,
      String version,
      List<String> capabilities,
      List<String> reconciles,
      int inFlight,
      int inFlightMax,
      int stuck,
      Instant startedAt,
      Instant heardAt) {

    static Row of(RunnerHeartbeat heartbeat, Instant now) {
      boolean isGone = heartbeat.getAt().isBefore(now.minus(GONE_AFTER));
      return new Row(
          SafeText.of(heartbeat.getRunner()),
          isGone ? State.GONE : heartbeat.getStopping() ? State.STOPPING : State.UP,
          SafeText.of(heartbeat.getHost()),
          SafeText.of(heartbeat.getVersion()),
          heartbeat.getCapabilities().stream().map(SafeText::of).toList(),
          heartbeat.getReconciles().stream().map(SafeText::of).toList(),
          heartbeat.getInFlight(),
          heartbeat.getInFlightMax(),
          heartbeat.getStuck(),
          heartbeat.getStartedAt(),
          heartbeat.getAt());
    }
  }

  /** Shows the runners. */
  @Command(
      name = "list",
      description = "Show the runners: what they can do, how much they have in flight, since when; with --json a document each.",
      mixinStandardHelpOptions = true)
  static final class ListRunners implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Option(names = "--all", description = "Those too that have stopped or vanished in the last minute.")
    private boolean all;

    @Override
    public Integer call() {
      var now = Instant.now();
      Latest<RunnerHeartbeat> latest;
      try (var _ = connection.admin()) {
        var since = Optional.of(now.minus(Duration.ofMinutes(1)));
        latest = Latest.read(connection.kafka(), connection.serdes(), connection.topics().opsHeartbeats(), RunnerHeartbeat.class, since);
      }
      var rows =
          latest.values().values().stream()
              .map(heartbeat -> Row.of(heartbeat, now))
              .filter(row -> all || row.state() != State.GONE)
              .sorted(Comparator.comparing(Row::startedAt))
              .toList();
      if (output.isJson()) {
        rows.forEach(row -> output.answer(row, () -> ""));
      } else {
        output.answer(rows, () -> text(rows, now));
      }
      return 0;
    }

    private static String text(List<Row> rows, Instant now) {
      if (rows.isEmpty()) {
        return "No runner has said in the last seconds that it is there; start one with forebay runner.";
      }
      var table = new TextTable("runner", "state", "host", "version", "up for", "in flight", "stuck", "capabilities");
      for (Row row : rows) {
        String state = row.state() == State.GONE ? "gone for " + LaneText.age(row.heardAt(), now) : row.state().name().toLowerCase(Locale.ROOT);
        table.add(
            row.runner(),
            state,
            row.host(),
            row.version(),
            LaneText.age(row.startedAt(), row.heardAt()),
            row.inFlight() + "/" + row.inFlightMax(),
            row.stuck(),
            String.join(" ", row.capabilities()));
      }
      return table.toString();
    }
  }
}
