package io.forebay.cli;

import io.forebay.connect.worker.WorkerException;
import io.forebay.embedded.StackStartException;
import io.forebay.runtime.ConfigException;
import io.forebay.schemas.RegistryUnavailableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code forebay} command.
 *
 * <p>Exit codes: 0 fine, 1 failed with one sentence on standard error, 2 wrong usage.
 */
@Command(
    name = "forebay",
    description = "The work of AI agents, run durably on Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DevCommand.class,
      DemoCommand.class,
      EmailsCommand.class,
      AgentsCommand.class,
      TasksCommand.class,
      ActionsCommand.class,
      LanesCommand.class,
      PoliciesCommand.class,
      IntentsCommand.class,
      RunnersCommand.class,
      IngestCommand.class,
      ConnectorsCommand.class,
      RunnerCommand.class,
      ErrorsCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      DlqCommand.class,
      HealthCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      TrainCommand.class,
    })
public final class Forebay implements Runnable {
  /** Set to anything: an unexpected failure shows its stack trace. */
  private static final String TRACE_VARIABLE = "FOREBAY_TRACE";

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv(TRACE_VARIABLE) != null).execute(arguments));
  }

  static CommandLine commandLine(boolean trace) {
    return new CommandLine(new Forebay())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((e, command, parsed) -> fail(command, e, trace));
  }

  private static int fail(CommandLine command, Exception e, boolean trace) {
    PrintWriter err = command.getErr();
    if (e instanceof CommandFailedException
        || e instanceof StackStartException
        || e instanceof ConfigException
        || e instanceof RegistryUnavailableException
        || e instanceof WorkerException) {
      err.println("forebay: " + e.getMessage());
    } else {
      err.println("forebay: unexpected failure: " + e + "; set " + TRACE_VARIABLE + "=1 to see where");
    }
    if (trace) {
      e.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: forebay COMMAND");
  }
}
