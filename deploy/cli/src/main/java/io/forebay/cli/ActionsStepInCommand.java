package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.Resolution;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Steps in on one action and tells what became of it.
 *
 * <p>Asked before, so that what cannot have an effect is refused here and not lost; and after, since dispatch answers in order.
 */
abstract sealed class ActionsStepInCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private ActionChoice choice;
  @Spec private CommandSpec command;

  CommandSpec command() {
    return command;
  }

  @Override
  public Integer call() {
    var control = control(ActionControls.control(choice.lane(), kind()).setActionId(choice.id()));
    try (var controls = choice.open()) {
      requireSense(choice.describe(controls));
      controls.send(choice.lane(), control.build());
      var after = choice.describe(controls);
      output.answer(AvroJson.of(after), () -> ActionText.of(after));
      if (!hasWorked(after)) {
        throw new CommandFailedException("%s of %s has not had its effect: it %s.".formatted(kind(), SafeText.of(choice.id()), stands(after)));
      }
    }
    return 0;
  }

  abstract ControlCommand kind();

  /** Adds what this command says beside the action. */
  ControlActions.Builder control(ControlActions.Builder control) {
    return control;
  }

  /**
   * Refuses what can have no effect.
   *
   * @throws CommandFailedException saying how the action stands
   */
  void requireSense(ActionDescribed before) {
    if (before.getPhase() == ActionPhase.FINISHED) {
      throw new CommandFailedException(SafeText.of(choice.id()) + " has ended already: it " + stands(before) + ".");
    }
  }

  /** Whether what dispatch says afterwards is what was wanted. */
  abstract boolean hasWorked(ActionDescribed after);

  static String stands(ActionDescribed described) {
    var result = described.getResult();
    return result == null ? "is " + described.getPhase() + (described.getPaused() ? ", paused" : "") : ActionText.ending(result);
  }

  /** Ends an action. */
  @Command(
      name = "cancel",
      description = "End an action: at once where it waits; where it runs, its handler is told to stop and the result follows.",
      mixinStandardHelpOptions = true)
  static final class Cancel extends ActionsStepInCommand {
    @Option(names = "--message", paramLabel = "TEXT", description = "Why; goes into the result.")
    private String message;

    @Override
    ControlCommand kind() {
      return ControlCommand.CANCEL;
    }

    @Override
    ControlActions.Builder control(ControlActions.Builder control) {
      return control.setMessage(message);
    }

    @Override
    boolean hasWorked(ActionDescribed after) {
      // With a runner it ends when the handler has stopped.
      return after.getPhase() == ActionPhase.READY
          || after.getPhase() == ActionPhase.FINISHED && (after.getResult() == null || after.getResult().getStatus() == ActionStatus.CANCELLED);
    }
  }

  /** Keeps an action from starting. */
  @Command(
      name = "pause",
      description = "Let an action start no attempt until it is resumed; one that runs goes on.",
      mixinStandardHelpOptions = true)
  static final class Pause extends ActionsStepInCommand {
    @Override
    ControlCommand kind() {
      return ControlCommand.PAUSE;
    }

    @Override
    boolean hasWorked(ActionDescribed after) {
      return after.getPaused() || after.getPhase() == ActionPhase.FINISHED;
    }
  }

  /** Lets a paused action start again. */
  @Command(
      name = "resume",
      description = "Let a paused action start again; where its lane is paused, see forebay lanes resume.",
      mixinStandardHelpOptions = true)
  static final class Resume extends ActionsStepInCommand {
    @Override
    ControlCommand kind() {
      return ControlCommand.RESUME;
    }

    @Override
    boolean hasWorked(ActionDescribed after) {
      return !after.getPaused();
    }
  }

  /** Says what became of an action in doubt. */
  @Command(
      name = "resolve",
      description = "Say what became of an action whose runner vanished and that must not run twice (phase IN_DOUBT).",
      mixinStandardHelpOptions = true)
  static final class Resolve extends ActionsStepInCommand {
    @Option(
        names = "--as",
        paramLabel = "R",
        required = true,
        description = "succeeded: it was done; failed: it was not done and shall not be; run-again: it was not done and shall be.")
    private String resolution;

    @Option(names = "--output", paramLabel = "JSON", description = "With succeeded, what it answered: JSON, @FILE, or - for standard input.")
    private String answer;

    @Option(names = "--message", paramLabel = "TEXT", description = "Why; goes into the result.")
    private String message;

    @Override
    ControlCommand kind() {
      return ControlCommand.RESOLVE;
    }

    @Override
    ControlActions.Builder control(ControlActions.Builder control) {
      var as = resolution();
      if (answer != null && as != Resolution.SUCCEEDED) {
        throw new ParameterException(command().commandLine(), "--output is for --as succeeded only.");
      }
      return control.setResolution(as).setMessage(message).setOutput(answer == null ? null : JsonInput.read("--output", answer, System.in));
    }

    private Resolution resolution() {
      return switch (resolution.toLowerCase(Locale.ROOT)) {
        case "succeeded" -> Resolution.SUCCEEDED;
        case "failed" -> Resolution.FAILED;
        case "run-again" -> Resolution.RUN_AGAIN;
        default -> throw new ParameterException(command().commandLine(), "--as must be succeeded, failed or run-again, got " + resolution + ".");
      };
    }

    @Override
    void requireSense(ActionDescribed before) {
      if (before.getPhase() != ActionPhase.IN_DOUBT) {
        throw new CommandFailedException("%s is not in doubt: it %s.".formatted(SafeText.of(before.getActionId()), stands(before)));
      }
    }

    @Override
    boolean hasWorked(ActionDescribed after) {
      return after.getPhase() != ActionPhase.IN_DOUBT;
    }
  }
}
