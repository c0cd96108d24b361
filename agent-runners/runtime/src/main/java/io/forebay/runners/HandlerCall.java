package io.forebay.runners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runtime.LogKeys;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the handler of an attempt between the checks of what it is given and what it answers; whatever happens, there is an ending. */
final class HandlerCall {
  private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);

  private HandlerCall() {}

  /** Works on an attempt, on the calling thread, until it has an ending. */
  static Ending ending(Attempt attempt, Instant now) {
    ReadyAction action = attempt.action();
    ActionHandler handler = attempt.handler().handler();
    if (action.getRepeatability().compareTo(handler.repeatability()) < 0) {
      return Ending.refused(
          "REPEATABILITY_TOO_LAX",
          "%s has to be requested as %s or stricter, and was requested as %s."
              .formatted(action.getCapability(), handler.repeatability(), action.getRepeatability()));
    }
    JsonNode input;
    try {
      input = JsonContract.parse(action.getInput());
    } catch (JsonProcessingException e) {
      return Ending.refused("INVALID_INPUT", "The input is no JSON: " + e.getOriginalMessage());
    }
    Optional<String> complaint = attempt.handler().input().complaint(input);
    if (complaint.isPresent()) {
      return Ending.refused("INVALID_INPUT", "The input is not what %s takes: %s".formatted(action.getCapability(), complaint.get()));
    }
    Duration time = timeFor(action, now);
    if (!time.isPositive()) {
      return Ending.refused("DEADLINE_PASSED", "The deadline had passed before the attempt could start.");
    }
    return attempt.begin(input, time.toNanos()) ? called(attempt) : stopped(attempt);
  }

  private static Duration timeFor(ReadyAction action, Instant now) {
    Duration time = Duration.ofMillis(action.getAttemptTimeoutMs());
    Duration left = action.getDeadline() == null ? time : Duration.between(now, action.getDeadline());
    return left.compareTo(time) < 0 ? left : time;
  }

  private static Ending called(Attempt attempt) {
    try {
      return attempt.action().getPurpose() == Purpose.RECONCILE ? reconciled(attempt) : handled(attempt);
    } catch (Exception | Error e) {
      // A handler is foreign code: a class that it misses must not look as if it had never been started.
      return attempt.stopped().isPresent() ? stopped(attempt) : failed(attempt, e);
    }
  }

  private static Ending failed(Attempt attempt, Throwable e) {
    log.atWarn()
        .addKeyValue(LogKeys.ACTION_ID, attempt.actionId())
        .addKeyValue(LogKeys.TENANT, attempt.tenant())
        .setCause(e)
        .log("Attempt {} of an action of {} failed", attempt.attempt(), attempt.handler().capability());
    return e instanceof ActionFailedException told ? Ending.failed(told) : Ending.broken(e, attempt.isOnce());
  }

  private static Ending handled(Attempt attempt) throws Exception {
    ActionResult result = attempt.handler().handler().handle(attempt);
    return broken(attempt, result.output(), result).orElseGet(() -> Ending.succeeded(result));
  }

  private static Ending reconciled(Attempt attempt) throws Exception {
    return switch (attempt.handler().handler().reconcile(attempt)) {
      case Reconciliation.Done(JsonNode output) -> {
        ActionResult result = ActionResult.of(output);
        yield broken(attempt, output, result).orElseGet(() -> Ending.succeeded(result));
      }
      case Reconciliation.NotDone _ -> Ending.of(OutcomeKind.NOT_DONE);
      case Reconciliation.Unknown _ -> Ending.of(OutcomeKind.UNKNOWN);
    };
  }

  /** A handler that breaks its own promise has done its work all the same, so nothing is gained by doing it again. */
  private static Optional<Ending> broken(Attempt attempt, JsonNode output, ActionResult result) {
    return attempt
        .handler()
        .output()
        .complaint(output)
        .map(
            complaint ->
                Ending.refused("INVALID_OUTPUT", "The handler of %s broke its output schema: %s".formatted(attempt.handler().capability(), complaint))
                    .using(result.usage()));
  }

  /** What an attempt says that was told to stop and did, or was never begun because of it. */
  static Ending stopped(Attempt attempt) {
    boolean inDoubt = attempt.isOnce() && attempt.isStarted();
    return switch (attempt.stopped().orElseThrow()) {
      case CANCEL -> Ending.of(OutcomeKind.CANCELLED);
      case TIMEOUT -> Ending.failed("ATTEMPT_TIMEOUT", "The attempt took longer than it may and was interrupted.", inDoubt);
      case GIVE_BACK -> throw new IllegalStateException("only what waits for a slot is given back");
      case SHUTDOWN -> Ending.failed("RUNNER_STOPPED", "The runner stopped before the attempt had ended.", inDoubt);
    };
  }
}
