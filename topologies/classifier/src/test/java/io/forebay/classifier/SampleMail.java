package io.forebay.classifier;

import io.forebay.mail.EmailParser;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.ParsedEmail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A raw message under construction; begins as a short letter between two people. */
final class SampleMail {
  static final String LETTER =
      """
      Hi Bob,

      I think the second draft reads better, thanks for the changes.

      Cheers, Ada
      """;
  static final String PITCH =
      """
      ACT NOW!!! You have been selected to receive a FREE trial, 100% risk free, money back guaranteed!
      Lose weight and make money from home. No credit check. Lowest mortgage rates. Order now!
      Click here: http://10.1.2.3/offer/

      To be removed from our mailing list reply with REMOVE in the subject line.
      """;

  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body = LETTER;

  private SampleMail() {}

  static SampleMail letter() {
    return new SampleMail()
        .with("From", "Ada Lovelace <ada@example.org>")
        .with("To", "Bob <bob@example.com>")
        .with("Subject", "Second draft")
        .with("Date", "Wed, 18 Nov 2026 10:00:00 +0100")
        .with("Message-ID", "<20261118100000.GA123@mail.example.org>")
        .with("User-Agent", "Mutt/2.2")
        .with("MIME-Version", "1.0")
        .with("Content-Type", "text/plain; charset=utf-8");
  }

  static SampleMail pitch() {
    return letter()
        .with("From", "xkjhgf88@hotmail.com")
        .with("To", "<undisclosed-recipients@example.net>")
        .with("Subject", "FREE TRIAL!!! Lose weight now        qzxkvw")
        .with("Message-ID", "<000066657ac4$00001c54$00007d1d@mx>")
        .without("User-Agent")
        .body(PITCH);
  }

  SampleMail with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  SampleMail without(String name) {
    headers.remove(name);
    return this;
  }

  SampleMail body(String text) {
    body = text;
    return this;
  }

  ParsedEmail parse() {
    var raw = new StringBuilder();
    headers.forEach((name, value) -> raw.append(name).append(": ").append(value).append("\r\n"));
    raw.append("\r\n").append(body.replace("\n", "\r\n"));
    ByteBuffer bytes = ByteBuffer.wrap(raw.toString().getBytes(StandardCharsets.UTF_8));
    return new EmailParser().parse(new InboundEmail("m1", "acme", Instant.EPOCH, bytes, -1L, null, null, "test"));
  }
}
