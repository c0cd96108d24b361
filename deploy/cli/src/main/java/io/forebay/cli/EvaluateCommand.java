package io.forebay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well the steps of the triage do their work, on data that the user gives. */
@Command(
    name = "evaluate",
    description = "Measure how well the triage does on labelled data, through the pipeline's own code.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvaluateSpamCommand.class,
      EvaluateActionCommand.class,
      EvaluateLanguageCommand.class,
      EvaluatePiiCommand.class,
      EvaluateParseCommand.class,
      EvaluateGesturesCommand.class,
      EvaluateCrossingsCommand.class,
      EvaluateTrajectoriesCommand.class,
      EvaluateGoalsCommand.class,
      EvaluatePlanningCommand.class
    })
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to evaluate: forebay evaluate COMMAND");
  }
}
