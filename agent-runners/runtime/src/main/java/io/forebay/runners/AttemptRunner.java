package io.forebay.runners;

import io.forebay.runtime.LogKeys;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RunnerSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes an attempt from its record to its outcome, on a virtual thread of its own.
 *
 * <p>In this order: a slot, the grant where one is needed, the checks, the handler, the outcome; and once the broker has the outcome, the
 * verdict on the record.
 */
final class AttemptRunner {
  private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

  private final Attempts attempts;
  private final Claims claims;
  private final Outcomes outcomes;
  private final Spans spans;
  private final RunnerMetrics metrics;
  private final Semaphore slots;
  private final InstantSource clock;
  private final Duration claimPatience;
  private final Duration hold;

  /**
   * @param slots one for each action that may run
   * @param claimPatience how long an attempt waits to hear whether it may start
   * @param hold how long a record is kept for the outcome; that of a handler which usually takes longer is let go when it starts
   */
  AttemptRunner(
      Attempts attempts,
      Claims claims,
      Outcomes outcomes,
      Spans spans,
      RunnerMetrics metrics,
      Semaphore slots,
      InstantSource clock,
      Duration claimPatience,
      Duration hold) {
    this.attempts = attempts;
    this.claims = claims;
    this.outcomes = outcomes;
    this.spans = spans;
    this.metrics = metrics;
    this.slots = slots;
    this.clock = clock;
    this.claimPatience = claimPatience;
    this.hold = hold;
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
    try (var _ = MDC.putCloseable(LogKeys.ACTION_ID, attempt.actionId());
        var _ = MDC.putCloseable(LogKeys.TENANT, attempt.tenant())) {
      slots.acquire();
      hasSlot = true;
      if (!attempt.admit()) {
        endUnstarted(attempt);
      } else if (isGranted(attempt)) {
        if (attempt.handler().time().isLongerThan(hold.toNanos())) {
          // It would be let go after the time anyway, which new records would have waited for; its lease covers it.
          attempt.letGo();
        }
        work(attempt);
      }
    } catch (InterruptedException _) {
      endUnstarted(attempt);
    } catch (RuntimeException | Error e) {
      log.error("An attempt could not be worked on; it is given back", e);
      endUnstarted(attempt);
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
    Instant asked = clock.instant();
    Optional<RunnerSignal> answer;
    try (var claim = claims.open()) {
      outcomes.claim(action, claim.number(), spans.headers(attempt.delivery()));
      answer = claim.await(claimPatience);
    }
    // A process that stood still meanwhile may hear of a grant whose lease is over.
    boolean isLate = asked.plus(claimPatience).isBefore(clock.instant());
    if (answer.isEmpty() || isLate) {
      endUnstarted(attempt);
      return false;
    }
    boolean granted = answer.get() == RunnerSignal.GRANT;
    if (!granted && attempt.end()) {
      metrics.denied();
      attempt.settle(Verdict.ACCEPT);
    }
    return granted;
  }

  /** It was never started and never will be here: cancelled if that is why, and otherwise somebody else's. */
  private void endUnstarted(Attempt attempt) {
    if (attempt.end()) {
      boolean cancelled = attempt.stopped().filter(Attempt.Stop.CANCEL::equals).isPresent();
      var headers = spans.headers(attempt.delivery());
      metrics.ended(cancelled ? OutcomeKind.CANCELLED : OutcomeKind.RELEASED);
      if (cancelled) {
        outcomes.send(
            attempt.action(), Ending.of(OutcomeKind.CANCELLED), 0, headers, failure -> attempt.settle(failure == null ? Verdict.ACCEPT : Verdict.RELEASE));
      } else {
        outcomes.release(attempt.action(), attempt.isRecordGone(), headers, _ -> attempt.settle(Verdict.RELEASE));
      }
    }
  }

  private void work(Attempt attempt) {
    Spans.Span span = spans.start(attempt);
    attempt.tracedBy(span);
    Ending ending = span.around(() -> HandlerCall.ending(attempt, clock.instant()));
    if (attempt.end()) {
      tell(attempt, ending);
    } else {
      log.warn("The handler of {} ended long after it was interrupted; its slot is free again", attempt.handler().capability());
      span.end(ending);
    }
  }

  /** Tells how it ended and settles its record; for the one who ended it. */
  void tell(Attempt attempt, Ending ending) {
    Spans.Span span = attempt.span();
    long ranNanos = attempt.ranNanos();
    metrics.ended(ending.kind());
    metrics.ran(attempt.handler().capability(), ranNanos);
    attempt.handler().time().add(ranNanos);
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
}
