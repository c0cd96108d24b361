package io.forebay.emails;

import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiHints;
import io.forebay.privacy.PiiSpan;
import io.forebay.privacy.PiiType;
import io.forebay.privacy.Redactor;
import io.forebay.schemas.Attachment;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.PiiField;
import io.forebay.schemas.PiiFinding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A message without the personal data that was found in it: the pii step.
 *
 * @param subject redacted
 * @param text redacted
 * @param attachments with redacted file names
 * @param findings where personal data stood, at most {@value #FINDINGS_MAX}
 * @param counts how often each type was found, all of them
 */
record RedactedEmail(
    String subject, String text, List<Attachment> attachments, List<PiiFinding> findings, Map<PiiType, Integer> counts) {
  static final int FINDINGS_MAX = 200;

  static RedactedEmail of(ParsedEmail email, String language, PiiDetector detector) {
    var hints = new PiiHints(language, email.getRegion());
    var findings = new ArrayList<PiiFinding>();
    var counts = new EnumMap<PiiType, Integer>(PiiType.class);
    String subject = redact(email.getSubject(), PiiField.SUBJECT, detector, hints, findings, counts);
    String text = redact(email.getText(), PiiField.TEXT, detector, hints, findings, counts);
    add(email.getQuotedText(), detector.detect(email.getQuotedText(), hints), PiiField.QUOTED_TEXT, findings, counts);
    var attachments = email.getAttachments().stream().map(file -> redact(file, detector, hints)).toList();
    return new RedactedEmail(subject, text, attachments, findings, counts);
  }

  boolean isTruncated() {
    return counts.values().stream().mapToInt(Integer::intValue).sum() > findings.size();
  }

  private static String redact(
      String text,
      PiiField field,
      PiiDetector detector,
      PiiHints hints,
      List<PiiFinding> findings,
      Map<PiiType, Integer> counts) {
    List<PiiSpan> spans = detector.detect(text, hints);
    add(text, spans, field, findings, counts);
    // A full list means that the rest was not looked at, so the rest does not leave.
    String looked = spans.size() < detector.spansMax() ? text : text.substring(0, spans.getLast().end());
    return Redactor.redact(looked, spans);
  }

  private static Attachment redact(Attachment file, PiiDetector detector, PiiHints hints) {
    if (file.getFileName() == null) {
      return file;
    }
    List<PiiSpan> spans = detector.detect(file.getFileName(), hints);
    return spans.isEmpty()
        ? file
        : Attachment.newBuilder(file).setFileName(Redactor.redact(file.getFileName(), spans)).build();
  }

  private static void add(
      String text, List<PiiSpan> spans, PiiField field, List<PiiFinding> findings, Map<PiiType, Integer> counts) {
    int chars = 0;
    int codePoints = 0;
    for (PiiSpan span : spans) {
      counts.merge(span.type(), 1, Integer::sum);
      if (findings.size() < FINDINGS_MAX) {
        int start = codePoints + text.codePointCount(chars, span.start());
        int end = start + text.codePointCount(span.start(), span.end());
        findings.add(new PiiFinding(span.type().name(), field, start, end, span.confidence()));
        chars = span.end();
        codePoints = end;
      }
    }
  }
}
