package io.forebay.privacy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where personal data stands in a text; never what it says.
 *
 * @param type what it is
 * @param start offset of the first character, in UTF-16 units of the text as given
 * @param end offset behind the last character, in the same units
 * @param confidence 0.5 (more likely than not) to 1
 */
public record PiiSpan(PiiType type, int start, int end, double confidence) {
  public PiiSpan {
    Objects.requireNonNull(type, "type");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span must have 0 <= start < end, got " + start + " to " + end);
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be between 0 and 1, got " + confidence);
    }
  }

  public int length() {
    return end - start;
  }

  /** How many spans there are of each type; types without one are absent. */
  public static Map<PiiType, Integer> countByType(List<PiiSpan> spans) {
    Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);
    spans.forEach(span -> counts.merge(span.type, 1, Integer::sum));
    return counts;
  }
}
