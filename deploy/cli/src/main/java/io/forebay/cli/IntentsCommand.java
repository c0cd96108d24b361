package io.forebay.cli;

import picocli.CommandLine.Command;

/** Parent of the commands about what people intend. */
@Command(
    name = "intents",
    description = "What people will do, and what the machine beside them should.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IntentsSceneCommand.class,
      IntentsReplayCommand.class,
      IntentsTailCommand.class,
      IntentsTrainCommand.class
    })
final class IntentsCommand {}
