package io.forebay.emails;

import static io.forebay.emails.ParsedFixture.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiType;
import io.forebay.schemas.Attachment;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.PiiField;
import io.forebay.schemas.PiiFinding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactedEmailTest {
  private static final PiiDetector DETECTOR = new PiiDetector();

  private static RedactedEmail redact(ParsedEmail email) {
    return RedactedEmail.of(email, "en", DETECTOR);
  }

  private static String addresses(int count) {
    return IntStream.range(0, count).mapToObj(i -> "person" + i + "@example.com").collect(Collectors.joining(" "));
  }

  @Test
  void countsOffsetsInCodePoints() {
    String text = "\uD83D\uDE00 ada@example.com \uD834\uDD1E\uD834\uDD1E bob@example.org";

    List<PiiFinding> findings = redact(parsed("m").setText(text).build()).findings();

    assertThat(findings).extracting(PiiFinding::getStart, PiiFinding::getEnd).containsExactly(org.assertj.core.groups.Tuple.tuple(2, 17), org.assertj.core.groups.Tuple.tuple(21, 36));
    for (PiiFinding finding : findings) {
      int[] codePoints = text.codePoints().skip(finding.getStart()).limit(finding.getEnd() - finding.getStart()).toArray();
      assertThat(new String(codePoints, 0, codePoints.length)).isIn("ada@example.com", "bob@example.org");
    }
  }

  @Test
  void saysInWhichFieldAndRedactsEachThatLeaves() {
    var attachment = new Attachment("invoice for ada@example.com.pdf", "application/pdf", 1L, false);

    RedactedEmail redacted =
        redact(
            parsed("m")
                .setSubject("From ada@example.com")
                .setText("Write to bob@example.org")
                .setQuotedText("> carl@example.net wrote")
                .setAttachments(List.of(attachment))
                .build());

    assertThat(redacted.subject()).isEqualTo("From [EMAIL_ADDRESS]");
    assertThat(redacted.text()).isEqualTo("Write to [EMAIL_ADDRESS]");
    assertThat(redacted.findings()).extracting(PiiFinding::getField).containsExactly(PiiField.SUBJECT, PiiField.TEXT, PiiField.QUOTED_TEXT);
    assertThat(redacted.counts()).containsEntry(PiiType.EMAIL_ADDRESS, 3);
    assertThat(redacted.attachments().getFirst().getFileName()).doesNotContain("ada@");
    assertThat(attachment.getFileName()).as("the message is not changed").contains("ada@");
  }

  @Test
  void keepsAnAttachmentWithoutAName() {
    var attachment = new Attachment(null, "image/png", 1L, true);

    assertThat(redact(parsed("m").setAttachments(List.of(attachment)).build()).attachments()).containsExactly(attachment);
  }

  @Test
  void reportsExactlyAsManyFindingsAsFit() {
    RedactedEmail redacted = redact(parsed("m").setText(addresses(RedactedEmail.FINDINGS_MAX)).build());

    assertThat(redacted.findings()).hasSize(RedactedEmail.FINDINGS_MAX);
    assertThat(redacted.isTruncated()).isFalse();
  }

  @Test
  void redactsAndCountsOneMoreThanItReports() {
    RedactedEmail redacted = redact(parsed("m").setText(addresses(RedactedEmail.FINDINGS_MAX + 1)).build());

    assertThat(redacted.findings()).hasSize(RedactedEmail.FINDINGS_MAX);
    assertThat(redacted.counts()).containsEntry(PiiType.EMAIL_ADDRESS, RedactedEmail.FINDINGS_MAX + 1);
    assertThat(redacted.isTruncated()).isTrue();
    assertThat(redacted.text()).doesNotContain("@");
  }
}
