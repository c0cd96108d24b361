package io.forebay.connect.transforms;

import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiHints;
import io.forebay.privacy.PiiSpan;
import io.forebay.privacy.PiiType;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/** Replaces personal data in one text. */
final class PiiText {
  private static final int SPANS_MAX = 10_000;
  private static final int NAME_LENGTH_MAX = 64;

  private final PiiDetector detector = new PiiDetector(SPANS_MAX);
  private final Set<PiiType> types;
  private final PiiHints hints;
  private final Tokens tokens;

  PiiText(Set<PiiType> types, PiiHints hints, Tokens tokens) {
    this.types = Set.copyOf(types);
    this.hints = hints;
    this.tokens = tokens;
  }

  /**
   * The text without what the types name; the same object where there is nothing.
   *
   * @param name of the field: read like a word before the text, because nine digits are a social security number where the field says so
   * @throws DataException where there is more than can be looked at
   */
  String redact(String tenant, String name, String text) {
    if (text.isEmpty()) {
      return text;
    }
    String before = name == null || name.isEmpty() || name.length() > NAME_LENGTH_MAX ? "" : name.replace('_', ' ') + ": ";
    List<PiiSpan> spans = detector.detect(before + text, hints);
    if (spans.size() >= SPANS_MAX) {
      throw new DataException("A text holds %,d findings or more; nothing of it is passed on.".formatted(SPANS_MAX));
    }
    StringBuilder redacted = null;
    int from = 0;
    for (PiiSpan span : spans) {
      int start = Math.max(span.start() - before.length(), 0);
      int end = span.end() - before.length();
      if (end <= start || !types.contains(span.type())) {
        continue;
      }
      if (redacted == null) {
        redacted = new StringBuilder(text.length() + 64);
      }
      redacted.append(text, from, start).append(tokens.of(tenant, span.type().name(), text.substring(start, end)));
      from = end;
    }
    return redacted == null ? text : redacted.append(text, from, text.length()).toString();
  }
}
