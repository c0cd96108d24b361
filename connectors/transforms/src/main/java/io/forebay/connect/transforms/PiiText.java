package io.forebay.connect.transforms;

import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiHints;
import io.forebay.privacy.PiiSpan;
import io.forebay.privacy.PiiType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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

  private record Finding(PiiType type, int start, int end) {}

  /**
   * The text without what the types name; the same object where there is nothing.
   *
   * @param tenant asked only where there is something
   * @param name of the field: read like a word before the text, because nine digits are a social security number where the field says so
   * @throws DataException where there is more than can be looked at
   */
  String redact(Supplier<String> tenant, String name, String text) {
    if (text.isEmpty()) {
      return text;
    }
    UnescapedText read = UnescapedText.of(text);
    String before = name == null || name.isEmpty() || name.length() > NAME_LENGTH_MAX ? "" : name.replace('_', ' ') + ": ";
    StringBuilder redacted = null;
    int from = 0;
    for (Finding found : wanted(before + read.text())) {
      int start = Math.max(found.start - before.length(), 0);
      int end = found.end - before.length();
      if (end <= start) {
        continue;
      }
      if (redacted == null) {
        redacted = new StringBuilder(text.length() + 64);
      }
      redacted.append(text, from, read.offset(start)).append(tokens.of(tenant.get(), found.type.name(), read.text().substring(start, end)));
      from = read.offset(end);
    }
    return redacted == null ? text : redacted.append(text, from, text.length()).toString();
  }

  /** What is wanted, also where it stands inside of what is not: an address can be part of a password. */
  private List<Finding> wanted(String text) {
    List<Finding> wanted = new ArrayList<>();
    for (PiiSpan span : detect(text)) {
      if (types.contains(span.type())) {
        wanted.add(new Finding(span.type(), span.start(), span.end()));
        continue;
      }
      for (PiiSpan inner : detect(text.substring(span.start(), span.end()))) {
        if (types.contains(inner.type())) {
          wanted.add(new Finding(inner.type(), span.start() + inner.start(), span.start() + inner.end()));
        }
      }
    }
    return wanted;
  }

  private List<PiiSpan> detect(String text) {
    List<PiiSpan> spans = detector.detect(text, hints);
    if (spans.size() >= SPANS_MAX) {
      throw new DataException("A text holds %,d findings or more; nothing of it is passed on.".formatted(SPANS_MAX));
    }
    return spans;
  }
}
