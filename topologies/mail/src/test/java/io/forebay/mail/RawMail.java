package io.forebay.mail;

import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.ParsedEmail;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Builds messages for tests, byte by byte as a sender would. */
final class RawMail {
  static final String HEADER = "From: Ann <ann@example.com>\nTo: bob@example.org\nDate: Tue, 3 Nov 2026 10:00:00 +0100\nSubject: Test\n";

  private static final EmailParser PARSER = new EmailParser();

  private RawMail() {}

  /** A message with the usual header fields, more of them, and a body. */
  static String mail(String moreFields, String body) {
    return HEADER + moreFields + "\n" + body;
  }

  static InboundEmail inbound(byte[] raw) {
    return new InboundEmail("id-1", "tenant-1", Instant.EPOCH, ByteBuffer.wrap(raw), -1L, null, null, "test");
  }

  static ParsedEmail parse(byte[] raw) {
    return PARSER.parse(inbound(raw));
  }

  static ParsedEmail parse(String message) {
    return parse(message, StandardCharsets.UTF_8);
  }

  static ParsedEmail parse(String message, Charset charset) {
    return parse(message.getBytes(charset));
  }
}
