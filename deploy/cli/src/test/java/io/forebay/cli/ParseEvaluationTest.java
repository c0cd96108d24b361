package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.mail.EmailParser;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParseEvaluationTest {
  private final ParseEvaluation evaluation = new ParseEvaluation(new EmailParser());

  @Test
  void countsMessagesAndTheirDefects() {
    evaluation.take(message("clean", "From: a@example.com\nDate: 3 Nov 2026 10:00 +0000\n\nx"));
    evaluation.take(message("undated", "From: a@example.com\n\nx"));
    evaluation.take(message("nobody", "Subject: x\n\nx"));

    ParseEvaluation.Report report = evaluation.report();

    assertThat(report.messages()).isEqualTo(3);
    assertThat(report.clean()).isEqualTo(1);
    assertThat(report.withDefects()).isEqualTo(2);
    assertThat(report.defects()).isEqualTo(Map.of("NO_DATE", 2, "NO_AUTHOR", 1));
    assertThat(report.slowest()).isNotEmpty();
    assertThat(report.isGood()).isTrue();
  }

  @Test
  void isEmptyWithoutMail() {
    assertThat(evaluation.report().microsPerMessage()).isZero();
    assertThat(evaluation.report().isGood()).isTrue();
  }

  @Test
  void parsesEveryMessageOfTheBundledMailboxWithNoDefectsButTheIntended() {
    BundledMailbox.forEach(evaluation::take);

    assertThat(evaluation.report().messages()).isGreaterThanOrEqualTo(20);
    assertThat(evaluation.report().defects()).isEqualTo(Map.of("UNKNOWN_CHARSET", 1, "UNDECODABLE_TEXT", 1, "UNCLOSED_MULTIPART", 1));
  }

  @Test
  void survivesRealMalformedMail() {
    Path data = Path.of(Objects.requireNonNullElse(System.getenv("FOREBAY_DATA"), "../../../shared/data")).resolve("mail-mime");
    assumeTrue(Files.isDirectory(data), "the malformed mail of " + data + " is not on this machine");

    MailSource.of(List.of(data), InputStream.nullInputStream()).forEach(evaluation::take);

    assertThat(evaluation.report().messages()).isGreaterThan(100);
    assertThat(evaluation.report().failures()).isEmpty();
  }

  private static MailMessage message(String name, String text) {
    byte[] raw = text.getBytes(StandardCharsets.US_ASCII);
    return new MailMessage(name, ByteBuffer.wrap(raw), raw.length);
  }
}
