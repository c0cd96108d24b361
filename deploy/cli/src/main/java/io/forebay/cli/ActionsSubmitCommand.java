package io.forebay.cli;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.Lane;
import io.forebay.schemas.RequestAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for an action, and waits for its result where that is wanted. */
@Command(
    name = "submit",
    description = {
      "Ask for outside work. With --wait print what its handler answers; exits with 1 if it did not succeed.",
      "TRACEPARENT and TRACESTATE of the environment go with it."
    },
    mixinStandardHelpOptions = true)
final class ActionsSubmitCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;
  @Mixin private ActionRequestOptions options;

  @Parameters(paramLabel = "CAPABILITY", description = "What is to be done, for example llm.chat.")
  private String capability;

  @Option(names = "--wait", description = "Wait for the result and print it; asks again every 10 s.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "With --wait, give up after so long; the action goes on. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Spec private CommandSpec command;

  /** What was asked for. */
  record Submitted(String actionId, String lane, String topic) {}

  @Override
  public Integer call() {
    var topics = connection.topics();
    var request = options.request(capability);
    if (!topics.allOrigins().contains(request.getOrigin())) {
      throw new ParameterException(
          command.commandLine(),
          "--origin must be one of " + String.join(", ", topics.allOrigins()) + ", got " + request.getOrigin() + "; --topic-origins names more.");
    }
    try (var asker = ActionAsker.open(connection, request, System.getenv())) {
      if (wait) {
        return answer(request, await(request, asker));
      }
      asker.ask();
    }
    var submitted = new Submitted(request.getActionId(), request.getLane(), topics.actionsResults(request.getOrigin()).name());
    output.answer(submitted, () -> "Submitted %s; its result comes on %s, and %s tells how it stands".formatted(submitted.actionId(), submitted.topic(), get(request)));
    return 0;
  }

  private Optional<ActionFinished> await(RequestAction request, ActionAsker asker) {
    try (var results = ResultReader.open(connection, request);
        var line = StandingLine.of(connection, Lane.of(request.getLane()), request.getActionId(), output)) {
      return new ResultWait(timeout, ResultWait.ASK_AGAIN).await(asker::ask, results::poll, line::tick);
    }
  }

  private int answer(RequestAction request, Optional<ActionFinished> result) {
    var finished =
        result.orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no result of %s within %s; it goes on, and %s tells how it stands.".formatted(request.getActionId(), timeout, get(request))));
    boolean hasSucceeded = finished.getStatus() == ActionStatus.SUCCEEDED;
    if (hasSucceeded || output.isJson()) {
      output.answer(AvroJson.of(finished), () -> ActionText.output(finished.getOutput()));
    }
    if (!hasSucceeded) {
      throw new CommandFailedException(finished.getActionId() + " " + ActionText.ending(finished));
    }
    return 0;
  }

  /** The command that tells how the action stands. */
  private static String get(RequestAction request) {
    return "forebay actions get " + request.getActionId() + " --lane " + request.getLane();
  }
}
