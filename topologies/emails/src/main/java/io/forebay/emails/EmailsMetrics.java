package io.forebay.emails;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.Timer;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.Verdict;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts what is triaged. */
final class EmailsMetrics {
  /** Languages that are counted by name; a text can claim any other. */
  private static final Set<String> LANGUAGES = Set.of("en", "es", "fr", "de", "ja", "zh", "und");

  private final Counter triaged;
  private final Counter duplicates;
  private final Counter spam;
  private final Family<Counter> languages;
  private final Family<Counter> pii;
  private final Family<Counter> defects;
  private final Family<Timer> steps;
  private final DraftMetrics drafts;

  EmailsMetrics(Metrics metrics) {
    triaged = metrics.counter("forebay_emails_triaged_total", "E-mails triaged.").with();
    duplicates = metrics.counter("forebay_emails_duplicates_total", "E-mails whose content was known.").with();
    spam = metrics.counter("forebay_emails_spam_total", "E-mails taken for spam.").with();
    languages = metrics.counter("forebay_emails_languages_total", "E-mails by language.", "language");
    pii = metrics.counter("forebay_emails_pii_total", "Personal data found, by type.", "type");
    defects = metrics.counter("forebay_emails_defects_total", "E-mails by what was wrong with them.", "defect");
    steps = metrics.timer("forebay_emails_step_seconds", "Time spent on an e-mail by step.", "step");
    drafts = new DraftMetrics(metrics);
  }

  DraftMetrics drafts() {
    return drafts;
  }

  void count(EmailTriaged result) {
    triaged.increment();
    if (result.getDuplicateOf() != null) {
      duplicates.increment();
    }
    if (result.getSpam().getVerdict() == Verdict.YES) {
      spam.increment();
    }
    String language = result.getLanguage().getCode();
    languages.with(LANGUAGES.contains(language) ? language : "other").increment();
    result.getPii().forEach(found -> pii.with(found.getType()).increment());
    result.getDefects().forEach(defect -> defects.with(defect).increment());
    result.getStepMicros().forEach((step, micros) -> steps.with(step).recordNanos(TimeUnit.MICROSECONDS.toNanos(micros)));
  }
}
