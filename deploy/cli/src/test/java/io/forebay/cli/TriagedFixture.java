package io.forebay.cli;

import io.forebay.schemas.BinaryVerdict;
import io.forebay.schemas.CategoryVerdict;
import io.forebay.schemas.Classification;
import io.forebay.schemas.Compliance;
import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Verdict;
import java.time.Instant;
import java.util.List;

/** A result about which there is nothing to say, to be changed by the tests that need another. */
final class TriagedFixture {
  static final BinaryVerdict YES = new BinaryVerdict(0.9, Verdict.YES);
  private static final BinaryVerdict NO = new BinaryVerdict(0.1, Verdict.NO);

  static {
    // Avro trusts the generated classes as soon as this class has said that it may.
    var _ = EventSchemas.published(EmailTriaged.class);
  }

  private TriagedFixture() {}

  static EmailTriaged.Builder triaged(String emailId) {
    return EmailTriaged.newBuilder()
        .setEmailId(emailId)
        .setTenant("acme")
        .setReceivedAt(Instant.EPOCH)
        .setContentHash("0".repeat(64))
        .setThreadId("thread")
        .setSubject("Figures")
        .setLanguage(new DetectedLanguage("en", 1.0))
        .setCompliance(new Compliance("GDPR", Classification.PUBLIC, 30, List.of()))
        .setSpam(NO)
        .setNeedsAction(NO)
        .setCategory(new CategoryVerdict("work", 0.8, false))
        .setPriority(5);
  }
}
