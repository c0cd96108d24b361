package io.forebay.emails;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import io.forebay.schemas.EmailDrafted;
import java.time.Duration;

/** Counts the drafts that a model was asked for, and what became of them. */
final class DraftMetrics {
  private final Counter asked;
  private final Counter askedAgain;
  private final Counter used;
  private final Counter dropped;
  private final Family<Counter> fallbacks;
  private final Timer waits;

  DraftMetrics(Metrics metrics) {
    asked = metrics.counter("forebay_emails_drafts_asked_total", "Drafts that a model was asked for.").with();
    askedAgain = metrics.counter("forebay_emails_drafts_asked_again_total", "Drafts that were asked for once more after silence.").with();
    used = metrics.counter("forebay_emails_drafts_used_total", "Drafts of a model that are used.").with();
    dropped = metrics.counter("forebay_emails_drafts_dropped_total", "Results that nobody waited for (any longer).").with();
    fallbacks = metrics.counter("forebay_emails_drafts_fallbacks_total", "Drafts where the triage's own stand, by reason.", "reason");
    waits = metrics.timer("forebay_emails_drafts_wait_seconds", "Time from asking for a draft to its answer.").with();
  }

  void countAsked() {
    asked.increment();
  }

  void countAskedAgain() {
    askedAgain.increment();
  }

  void countDropped() {
    dropped.increment();
  }

  void countAnswered(Duration wait) {
    waits.record(wait.isNegative() ? Duration.ZERO : wait);
  }

  void count(EmailDrafted drafted) {
    if (drafted.getFallback() == null) {
      used.increment();
    } else {
      fallbacks.with(drafted.getFallback()).increment();
    }
  }
}
