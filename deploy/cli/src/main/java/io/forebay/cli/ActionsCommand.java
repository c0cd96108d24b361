package io.forebay.cli;

import picocli.CommandLine.Command;

/** Parent of the commands about actions. */
@Command(
    name = "actions",
    description = "Outside work: ask for it, see how it stands, step in.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ActionsSubmitCommand.class,
      ActionsGetCommand.class,
      ActionsListCommand.class,
      ActionsStepInCommand.Cancel.class,
      ActionsStepInCommand.Pause.class,
      ActionsStepInCommand.Resume.class,
      ActionsStepInCommand.Resolve.class
    })
final class ActionsCommand {}
