package io.forebay.emails;

import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Reason;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.TriagedContent;
import java.util.List;
import java.util.Map;

/** Repeats findings for a message whose content has been triaged before. */
final class DuplicateEmail {
  private DuplicateEmail() {}

  /**
   * @param known the findings; not changed
   * @param email the repetition: its id, time, thread and sender stay its own
   * @param nanos time that finding the earlier result took
   */
  static TriagedEmail repeat(TriagedContent known, ParsedEmail email, long nanos) {
    EmailTriaged first = known.getTriaged();
    var result =
        EmailTriaged.newBuilder(first)
            .setEmailId(email.getEmailId())
            .setReceivedAt(email.getReceivedAt())
            .setThreadId(EmailTriage.threadId(email))
            .setDuplicateOf(first.getEmailId())
            .setSenderDomain(EmailTriage.senderDomain(email))
            .setReasons(List.of(new Reason("duplicates", "SAME_CONTENT", 0.0)))
            .setStepMicros(Map.of("parse", email.getParseMicros(), "duplicates", nanos / 1000))
            .build();
    var remembered = RememberedEmail.newBuilder(known.getRemembered()).setEmailId(email.getEmailId()).build();
    return new TriagedEmail(result, remembered);
  }
}
