package io.forebay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks. */
@Command(
    name = "bench",
    description = "Measure how fast Forebay is on this machine, beside a reference in the same run.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchEmailsCommand.class,
      BenchActionsCommand.class,
      BenchTasksCommand.class,
      BenchIntentsCommand.class,
      BenchFaultsCommand.class,
      BenchTaskFaultsCommand.class,
      BenchConnectorsCommand.class,
      BenchConnectorFaultsCommand.class,
      FaultPartCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to measure: forebay bench COMMAND");
  }
}
