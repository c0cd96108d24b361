package io.forebay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how an action stands. */
@Command(
    name = "get",
    description = "Ask dispatch how an action stands: phase, attempt, runner, progress, and its result once it has ended.",
    mixinStandardHelpOptions = true)
final class ActionsGetCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private ActionChoice choice;

  @Override
  public Integer call() {
    choice.lane();
    try (var controls = choice.open()) {
      var described = choice.describe(controls);
      output.answer(AvroJson.of(described), () -> ActionText.of(described));
    }
    return 0;
  }
}
