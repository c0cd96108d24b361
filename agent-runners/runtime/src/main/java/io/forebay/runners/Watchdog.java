package io.forebay.runners;

import io.forebay.runtime.LogKeys;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.OutcomeKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the attempts that run, all of them at every tick: interrupts what takes too long, tells dispatch what still runs, gives up
 * on handlers that do not end, and gives back what finds no slot here.
 *
 * <p>An attempt that ends within a tick costs nothing here, unlike a timer for each.
 */
final class Watchdog {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

  private final Attempts attempts;
  private final AttemptRunner runner;
  private final Outcomes outcomes;
  private final Spans spans;
  private final Errors errors;
  private final Duration patience;
  private final Set<Attempt> stuck = ConcurrentHashMap.newKeySet();

  Watchdog(Attempts attempts, AttemptRunner runner, Outcomes outcomes, Spans spans, Errors errors, Duration patience) {
    this.attempts = attempts;
    this.runner = runner;
    this.outcomes = outcomes;
    this.spans = spans;
    this.errors = errors;
    this.patience = patience;
  }

  /** Handlers that did not end when they were interrupted and still have not. */
  int stuckCount() {
    return stuck.size();
  }

  void tick() {
    stuck.removeIf(attempt -> !attempts.contains(attempt));
    for (Attempt attempt : attempts.all()) {
      if (attempt.isOverdue()) {
        attempt.stop(Attempt.Stop.TIMEOUT);
      }
      attempt.giveBackIfWaiting();
      if (attempt.endAsStuck(patience)) {
        giveUpOn(attempt);
      }
      attempt
          .takeWord()
          .ifPresent(
              word -> {
                var progress = new Ending(OutcomeKind.PROGRESS, word.isEmpty() ? null : word, null, null);
                outcomes.send(attempt.action(), progress, attempt.ranNanos(), spans.headers(attempt.delivery()), _ -> {});
              });
    }
  }

  private void giveUpOn(Attempt attempt) {
    stuck.add(attempt);
    log.atError()
        .addKeyValue(LogKeys.ACTION_ID, attempt.actionId())
        .addKeyValue(LogKeys.TENANT, attempt.tenant())
        .addKeyValue(LogKeys.ERROR_CODE, ErrorCode.HANDLER_STUCK)
        .log("The handler of {} did not end {} after it was interrupted; its slot is taken until it does", attempt.handler().capability(), patience);
    runner.tell(attempt, HandlerCall.stopped(attempt));
    errors.handlerStuck(attempt, patience);
  }
}
