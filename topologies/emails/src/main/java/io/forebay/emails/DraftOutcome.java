package io.forebay.emails;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.ReplyDraft;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.regex.Pattern;

/** What users are told of a draft, from what became of the action. */
final class DraftOutcome {
  static final String LATE = "LATE";
  static final String REFUSED = "REFUSED";
  static final String OVER_BUDGET = "OVER_BUDGET";
  static final String INVALID = "INVALID";
  static final String FAILED = "FAILED";

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private final DraftCheck check;

  DraftOutcome(DraftCheck check) {
    this.check = check;
  }

  /** From the action's result. */
  EmailDrafted of(DraftMail mail, ActionFinished finished, Instant now) {
    return switch (finished.getStatus()) {
      case SUCCEEDED ->
          check.check(mail, finished.getOutput()).map(draft -> drafted(mail, draft, finished.getUsage(), now)).orElseGet(() -> fallback(mail, INVALID, finished.getUsage(), now));
      case EXPIRED -> fallback(mail, LATE, finished.getUsage(), now);
      case REFUSED -> fallback(mail, OutcomeReason.OVER_BUDGET.name().equals(finished.getReason()) ? OVER_BUDGET : REFUSED, finished.getUsage(), now);
      case CANCELLED -> fallback(mail, OutcomeReason.CANCELLED.name(), finished.getUsage(), now);
      case FAILED -> fallback(mail, code(finished.getReason()), finished.getUsage(), now);
    };
  }

  /** Without one: the triage's own summary and draft stand. */
  static EmailDrafted fallback(DraftMail mail, String reason, Instant now) {
    return fallback(mail, reason, new Usage(0L, 0L, 0L), now);
  }

  private static EmailDrafted fallback(DraftMail mail, String reason, Usage usage, Instant now) {
    return new EmailDrafted(mail.getEmailId(), mail.getTenant(), null, null, "", reason, usage, now);
  }

  private static EmailDrafted drafted(DraftMail mail, DraftCheck.Draft draft, Usage usage, Instant now) {
    ReplyDraft reply = draft.reply() == null ? null : new ReplyDraft(mail.getLanguage(), mail.getSpeechAct(), mail.getTone(), draft.reply());
    return new EmailDrafted(mail.getEmailId(), mail.getTenant(), draft.summary(), reply, draft.model(), null, usage, now);
  }

  private static String code(String reason) {
    return reason != null && CODE.matcher(reason).matches() ? reason : FAILED;
  }
}
