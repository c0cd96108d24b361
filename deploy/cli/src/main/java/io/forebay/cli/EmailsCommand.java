package io.forebay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands on e-mail. */
@Command(
    name = "emails",
    description = "Submit mail, watch it being triaged, and say where the triage was wrong.",
    mixinStandardHelpOptions = true,
    subcommands = {SubmitCommand.class, TailCommand.class, FeedbackCommand.class})
final class EmailsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: forebay emails COMMAND");
  }
}
