package io.forebay.runners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runtime.LogKeys;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RunnerSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an attempt from its record to its outcome, on a virtual thread of its own.
 *
 * <p>In this order: a slot, the grant where one is needed, the checks, the handler, the outcome; and once the broker has the outcome, the
 * verdict on the record.
 */
final class AttemptRunner {
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

  private final Attempts attempts;
  private final Claims claims;
  private final Outcomes outcomes;
  private final Spans spans;
  private final RunnerMetrics metrics;
  private final Semaphore slots;
  private final InstantSource clock;

  AttemptRunner(Attempts attempts, Claims claims, Outcomes outcomes, Spans spans, RunnerMetrics metrics, Semaphore slots, InstantSource clock) {
    this.attempts = attempts;
    this.claims = claims;
    this.outcomes = outcomes;
    this.spans = spans;
    this.metrics = metrics;
    this.slots = slots;
    this.clock = clock;
  }

  /** Starts and returns at once; the attempt settles its record sooner or later, whatever happens. */
  void start(Attempt attempt) {
    if (!attempts.add(attempt)) {
      // Delivered again while it runs: its outcome is on its way, and its lease is kept.
      attempt.settle(Verdict.ACCEPT);
      return;
    }
    var _ = Thread.ofVirtual().name("action-" + attempt.actionId()).start(() -> run(attempt));
  }

  private void run(Attempt attempt) {
    attempt.workedOnBy(Thread.currentThread());
    boolean hasSlot = false;
    try {
      slots.acquire();
      hasSlot = true;
      attempt.admit();
      if (isGranted(attempt)) {
        work(attempt);
      }
    } catch (InterruptedException _) {
      giveBack(attempt);
    } catch (RuntimeException | Error e) {
      log.atError().addKeyValue(LogKeys.ACTION_ID, attempt.actionId()).setCause(e).log("An attempt could not be worked on; it is given back");
      giveBack(attempt);
    } finally {
      attempts.remove(attempt);
      if (hasSlot) {
        slots.release();
      }
    }
  }

  private boolean isGranted(Attempt attempt) throws InterruptedException {
    ReadyAction action = attempt.action();
    if (!ClaimRule.needsGrant(action, attempt.delivery().count(), clock.instant())) {
      return true;
    }
    Optional<RunnerSignal> answer;
    try (var claim = claims.open(attempt.actionId(), attempt.attempt())) {
      outcomes.send(action, Ending.of(OutcomeKind.CLAIMED), 0, spans.headers(attempt.delivery()), _ -> {});
      answer = claim.await(CLAIM_PATIENCE);
    }
    if (answer.isEmpty()) {
      giveBack(attempt);
      return false;
    }
    boolean granted = answer.get() == RunnerSignal.GRANT;
    if (!granted && attempt.end()) {
      metrics.ended("DENIED");
      attempt.settle(Verdict.ACCEPT);
    }
    return granted;
  }

  /** It was never started and never will be here. */
  private void giveBack(Attempt attempt) {
    if (attempt.end()) {
      metrics.ended(OutcomeKind.RELEASED.name());
      outcomes.send(
          attempt.action(), Ending.of(OutcomeKind.RELEASED), 0, spans.headers(attempt.delivery()), _ -> attempt.settle(Verdict.RELEASE));
    }
  }

  private void work(Attempt attempt) {
    Spans.Span span = spans.start(attempt);
    attempt.tracedBy(span);
    Ending ending;
    try (var _ = span.current()) {
      ending = ending(attempt);
    }
    if (attempt.end()) {
      tell(attempt, ending);
    } else {
      log.atWarn()
          .addKeyValue(LogKeys.ACTION_ID, attempt.actionId())
          .addKeyValue(LogKeys.TENANT, attempt.tenant())
          .log("The handler of {} ended long after it was interrupted; its slot is free again", attempt.handler().capability());
      span.end(ending);
    }
  }

  /** Tells how it ended and settles its record; for the one who ended it. */
  void tell(Attempt attempt, Ending ending) {
    Spans.Span span = attempt.span();
    long ranNanos = attempt.ranNanos();
    metrics.ended(ending.kind().name());
    metrics.ran(attempt.handler().capability(), ranNanos);
    span.end(ending);
    outcomes.send(
        attempt.action(),
        ending,
        ranNanos,
        span.headers(),
        failure -> {
          if (failure != null) {
            log.atError()
                .addKeyValue(LogKeys.ACTION_ID, attempt.actionId())
                .setCause(failure)
                .log("An outcome could not be written; dispatch will take this runner for gone and decide");
          }
          attempt.settle(failure == null ? Verdict.ACCEPT : Verdict.RELEASE);
        });
  }

  private Ending ending(Attempt attempt) {
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
    Duration time = timeFor(action);
    if (time.isNegative() || time.isZero()) {
      return Ending.refused("DEADLINE_PASSED", "The deadline had passed before the attempt could start.");
    }
    return attempt.begin(input, time.toNanos()) ? called(attempt) : stopped(attempt);
  }

  private Duration timeFor(ReadyAction action) {
    Duration time = Duration.ofMillis(action.getAttemptTimeoutMs());
    if (action.getDeadline() == null) {
      return time;
    }
    Duration left = Duration.between(clock.instant(), action.getDeadline());
    return left.compareTo(time) < 0 ? left : time;
  }

  private Ending called(Attempt attempt) {
    try {
      return attempt.action().getPurpose() == Purpose.RECONCILE ? reconciled(attempt) : handled(attempt);
    } catch (InterruptedException e) {
      return attempt.stopped().isPresent() ? stopped(attempt) : Ending.broken(e, attempt.isOnce());
    } catch (ActionFailedException e) {
      return attempt.stopped().isPresent() ? stopped(attempt) : Ending.failed(e);
    } catch (Exception e) {
      if (attempt.stopped().isPresent()) {
        return stopped(attempt);
      }
      log.atWarn()
          .addKeyValue(LogKeys.ACTION_ID, attempt.actionId())
          .addKeyValue(LogKeys.TENANT, attempt.tenant())
          .setCause(e)
          .log("The handler of {} failed", attempt.handler().capability());
      return Ending.broken(e, attempt.isOnce());
    }
  }

  private static Ending handled(Attempt attempt) throws Exception {
    ActionResult result = attempt.handler().handler().handle(attempt);
    return checked(attempt, result.output()).orElseGet(() -> Ending.succeeded(result.output(), result.usage()));
  }

  private static Ending reconciled(Attempt attempt) throws Exception {
    return switch (attempt.handler().handler().reconcile(attempt)) {
      case Reconciliation.Done(JsonNode output) -> checked(attempt, output).orElseGet(() -> Ending.succeeded(output, ActionResult.of(output).usage()));
      case Reconciliation.NotDone _ -> Ending.of(OutcomeKind.NOT_DONE);
      case Reconciliation.Unknown _ -> Ending.of(OutcomeKind.UNKNOWN);
    };
  }

  /** A handler that breaks its own promise has done its work all the same, so nothing is gained by doing it again. */
  private static Optional<Ending> checked(Attempt attempt, JsonNode output) {
    return attempt
        .handler()
        .output()
        .complaint(output)
        .map(complaint -> Ending.refused("INVALID_OUTPUT", "The handler of %s broke its output schema: %s".formatted(attempt.handler().capability(), complaint)));
  }

  /** What an attempt says that was told to stop and did, or was never begun because of it. */
  static Ending stopped(Attempt attempt) {
    boolean inDoubt = attempt.isOnce() && attempt.isStarted();
    return switch (attempt.stopped().orElseThrow()) {
      case CANCEL -> Ending.of(OutcomeKind.CANCELLED);
      case TIMEOUT -> Ending.failed("ATTEMPT_TIMEOUT", "The attempt took longer than it may and was interrupted.", inDoubt);
      case SHUTDOWN -> Ending.failed("RUNNER_STOPPED", "The runner stopped before the attempt had ended.", inDoubt);
    };
  }
}
