package io.forebay.privacy;

import java.util.List;

/** What a detector finds, in a form that a test can read: type and value. */
final class Findings {
  private static final PiiDetector DETECTOR = new PiiDetector();

  private Findings() {}

  static List<String> in(String text) {
    return in(text, PiiHints.unknown());
  }

  static List<String> in(String text, PiiHints hints) {
    return DETECTOR.detect(text, hints).stream().map(span -> span.type() + " " + text.substring(span.start(), span.end())).toList();
  }

  static List<PiiSpan> spans(String text) {
    return DETECTOR.detect(text, PiiHints.unknown());
  }
}
