package io.forebay.drafting;

import java.util.List;

/**
 * A message as read once for priority, summary and reply: only redacted texts, so that nothing taken from it can leak personal data.
 *
 * @param subject the redacted subject
 * @param body the redacted text
 * @param ownSubject false in an answer: its subject is what somebody else asked before
 */
public record Reading(Passage subject, Passage body, boolean ownSubject) {
  /** What the sender says in this message: the text, and the subject unless it is only repeated. */
  List<Passage> said() {
    return ownSubject ? List.of(subject, body) : List.of(body);
  }

  boolean has(Cue cue) {
    return body.has(cue) || (ownSubject && subject.has(cue));
  }
}
