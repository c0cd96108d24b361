package io.forebay.emails;

/**
 * A message as read once for priority, summary and reply: only redacted texts, so that nothing taken from it can leak personal data.
 *
 * @param subject the redacted subject
 * @param body the redacted text
 */
record Reading(Passage subject, Passage body) {
  boolean has(Cue cue) {
    return subject.has(cue) || body.has(cue);
  }
}
