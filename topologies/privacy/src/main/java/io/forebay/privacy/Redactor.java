package io.forebay.privacy;

import java.util.List;

/** Puts the type of what was found in its place: {@code Call [PHONE_NUMBER]}. */
public final class Redactor {
  private Redactor() {}

  /**
   * The text with each span replaced by its type in square brackets, all else untouched.
   *
   * @param spans as {@link PiiDetector#detect} gives them for this very text: sorted, without overlaps, inside the text
   * @throws IllegalArgumentException where they are not
   */
  public static String redact(String text, List<PiiSpan> spans) {
    if (spans.isEmpty()) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length() + spans.size() * 8);
    int from = 0;
    for (PiiSpan span : spans) {
      if (span.start() < from || span.end() > text.length()) {
        throw new IllegalArgumentException(
            "spans must be sorted, without overlaps and inside the text of " + text.length() + " characters, got " + span + " after offset " + from);
      }
      redacted.append(text, from, span.start()).append('[').append(span.type()).append(']');
      from = span.end();
    }
    return redacted.append(text, from, text.length()).toString();
  }
}
