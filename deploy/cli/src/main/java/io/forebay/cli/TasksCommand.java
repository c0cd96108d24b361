package io.forebay.cli;

import picocli.CommandLine.Command;

/** Parent of the commands about tasks. */
@Command(
    name = "tasks",
    description = "Work for agents: give it, see how it stands, step in, run it again from any step.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TasksSubmitCommand.class,
      TasksLookCommand.Get.class,
      TasksLookCommand.ListTasks.class,
      TasksLookCommand.History.class,
      TasksSignalCommand.class,
      TasksSignalCommand.Cancel.class,
      TasksForkCommand.class,
      TasksReplayCommand.class
    })
final class TasksCommand {}
