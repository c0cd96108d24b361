package io.forebay.cli;

import io.forebay.connect.worker.ConnectorStatus;
import io.forebay.connect.worker.WorkerRest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Parent of the commands about connectors. */
@Command(
    name = "connectors",
    description = "What brings events in and takes results out by Kafka Connect: check, list, look at, restart, remove.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ConnectorsValidateCommand.class,
      ConnectorsCommand.ListConnectors.class,
      ConnectorsCommand.Status.class,
      ConnectorsCommand.Restart.class,
      ConnectorsCommand.Remove.class
    })
final class ConnectorsCommand {

  /** Shows all connectors. */
  @Command(name = "list", description = "Show the connectors of a worker's group; with --json a document each.", mixinStandardHelpOptions = true)
  static final class ListConnectors implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private WorkerAddress worker;

    @Override
    public Integer call() {
      List<ConnectorStatus> connectors;
      try (WorkerRest rest = worker.open()) {
        connectors = rest.connectors();
      }
      if (output.isJson()) {
        connectors.forEach(connector -> output.answer(connector, () -> ""));
      } else {
        output.answer(connectors, () -> text(connectors));
      }
      return 0;
    }

    private static String text(List<ConnectorStatus> connectors) {
      if (connectors.isEmpty()) {
        return "No connectors; forebay dev --connect FILE starts one.";
      }
      var table = new TextTable("connector", "type", "state", "tasks running", "problem");
      for (ConnectorStatus connector : connectors) {
        long running = connector.tasks().stream().filter(task -> task.state().equals("RUNNING")).count();
        table.add(SafeText.of(connector.name()), connector.type(), connector.state(), running + "/" + connector.tasks().size(), SafeText.of(connector.firstProblem()));
      }
      return table.toString();
    }
  }

  /** Shows connectors and their tasks. */
  @Command(
      name = "status",
      description = {"Show connectors with their tasks and what these failed at; with --json a document each.", "Exits with 1 if one has failed."},
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private WorkerAddress worker;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only this connector.")
    private String name;

    @Override
    public Integer call() {
      List<ConnectorStatus> connectors = ask();
      if (output.isJson()) {
        connectors.forEach(connector -> output.answer(connector, () -> ""));
      } else {
        output.answer(connectors, () -> connectors.isEmpty() ? "No connectors." : connectors.stream().map(Status::text).collect(Collectors.joining(System.lineSeparator())));
      }
      var failed = connectors.stream().filter(ConnectorStatus::isFailed).map(connector -> SafeText.of(connector.name())).toList();
      if (!failed.isEmpty()) {
        throw new CommandFailedException("%d of %d connectors failed: %s.".formatted(failed.size(), connectors.size(), String.join(", ", failed)));
      }
      return 0;
    }

    private List<ConnectorStatus> ask() {
      try (WorkerRest rest = worker.open()) {
        return name == null ? rest.connectors() : List.of(rest.status(name).orElseThrow(() -> missing(name)));
      }
    }

    private static String text(ConnectorStatus connector) {
      var text = new StringBuilder(SafeText.of(connector.name()) + "  " + connector.type() + "  " + line(connector.state(), connector.worker(), connector.problem()));
      for (ConnectorStatus.Task task : connector.tasks()) {
        text.append("%n  task %d  %s".formatted(task.id(), line(task.state(), task.worker(), task.problem())));
      }
      return text.toString();
    }

    private static String line(String state, String worker, String problem) {
      return state + " on " + SafeText.of(worker) + (problem.isEmpty() ? "" : ": " + SafeText.of(problem));
    }
  }

  /** Starts a connector anew. */
  @Command(name = "restart", description = "Start a connector and all its tasks anew; it goes on where it was.", mixinStandardHelpOptions = true)
  static final class Restart implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private WorkerAddress worker;

    @Parameters(paramLabel = "NAME", description = "The connector.")
    private String name;

    /** The answer. */
    record Restarted(String name, int tasks) {}

    @Override
    public Integer call() {
      try (WorkerRest rest = worker.open()) {
        Optional<ConnectorStatus> before = rest.status(name);
        if (!rest.restart(name)) {
          throw missing(name);
        }
        var restarted = new Restarted(name, before.map(status -> status.tasks().size()).orElse(0));
        output.answer(restarted, () -> "%s and its tasks (%d) start anew.".formatted(SafeText.of(name), restarted.tasks()));
      }
      return 0;
    }
  }

  /** Removes a connector. */
  @Command(
      name = "remove",
      description = {"Stop a connector and forget its settings.", "How far it has read is kept: one that is made anew under the same name goes on there."},
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private WorkerAddress worker;

    @Parameters(paramLabel = "NAME", description = "The connector.")
    private String name;

    /** The answer. */
    record Removed(String name) {}

    @Override
    public Integer call() {
      try (WorkerRest rest = worker.open()) {
        if (!rest.remove(name)) {
          throw missing(name);
        }
        output.answer(new Removed(name), () -> SafeText.of(name) + " is removed; one made anew under this name goes on where it was.");
      }
      return 0;
    }
  }

  private static CommandFailedException missing(String name) {
    return new CommandFailedException("There is no connector " + SafeText.of(name) + "; forebay connectors list shows all.");
  }
}
