package io.forebay.emails;

import io.forebay.drafting.OneLine;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.ReplyDraft;
import io.forebay.schemas.Verdict;
import java.util.Optional;

/**
 * Which mail a model is asked about, and what it is told of it.
 *
 * <p>Only what {@link EmailTriaged} tells, where personal data is redacted: neither sender nor recipients, no quotes, no attachments.
 */
final class DraftChoice {
  static final int SUBJECT_LENGTH_MAX = 500;
  static final int TEXT_LENGTH_MAX = 6_000;

  private final DraftSettings settings;

  DraftChoice(DraftSettings settings) {
    this.settings = settings;
  }

  /** What to tell a model; empty for spam, for what is below the least priority, for a tenant that is left out and where there is no text. */
  Optional<DraftMail> of(EmailTriaged triaged) {
    boolean chosen =
        triaged.getPriority() >= settings.minPriority()
            && triaged.getSpam().getVerdict() != Verdict.YES
            && settings.includes(triaged.getTenant())
            && !triaged.getText().isBlank();
    return chosen ? Optional.of(mail(triaged)) : Optional.empty();
  }

  private static DraftMail mail(EmailTriaged triaged) {
    ReplyDraft own = triaged.getReply();
    return DraftMail.newBuilder()
        .setEmailId(triaged.getEmailId())
        .setTenant(triaged.getTenant())
        .setContentHash(triaged.getContentHash())
        .setSubject(OneLine.cut(triaged.getSubject(), SUBJECT_LENGTH_MAX))
        .setText(OneLine.cut(triaged.getText(), TEXT_LENGTH_MAX))
        .setLanguage(triaged.getLanguage().getCode())
        .setSpeechAct(own == null ? null : own.getSpeechAct())
        .setTone(own == null ? null : own.getTone())
        .build();
  }
}
