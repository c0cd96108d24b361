package io.forebay.emails;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.ParsedEmail;
import java.time.Instant;

/** A parsed message, to be changed by the tests that need another. */
final class ParsedFixture {
  static {
    // Avro trusts the generated classes as soon as this class has said that it may.
    var _ = EventSchemas.published(ParsedEmail.class);
  }

  private ParsedFixture() {}

  static ParsedEmail.Builder parsed(String emailId) {
    return ParsedEmail.newBuilder()
        .setEmailId(emailId)
        .setTenant("acme")
        .setReceivedAt(Instant.EPOCH)
        .setContentHash("0".repeat(64))
        .setThreadId("thread-of-" + emailId)
        .setFromAddress("ada@example.com")
        .setParseMicros(7);
  }
}
