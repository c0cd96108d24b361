package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.BinaryVerdict;
import io.forebay.schemas.CategoryVerdict;
import io.forebay.schemas.Classification;
import io.forebay.schemas.Compliance;
import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.ReplyDraft;
import io.forebay.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftChoiceTest {
  static {
    // Avro trusts the generated classes as soon as this class has said that it may.
    var _ = EventSchemas.published(EmailTriaged.class);
  }

  private final DraftChoice choice = new DraftChoice(new DraftSettings(true, Optional.empty(), List.of("acme"), 4, null, null, null, null, null, null));

  @Test
  void takesMailFromTheLeastPriorityOn() {
    assertThat(choice.of(triaged().setPriority(4).build())).isPresent();
    assertThat(choice.of(triaged().setPriority(3).build())).isEmpty();
  }

  @Test
  void leavesSpamOtherTenantsAndEmptyMailOut() {
    assertThat(choice.of(triaged().setSpam(new BinaryVerdict(0.99, Verdict.YES)).build())).isEmpty();
    assertThat(choice.of(triaged().setTenant("umbrella").build())).isEmpty();
    assertThat(choice.of(triaged().setText(" \n ").build())).isEmpty();
  }

  @Test
  void tellsNoMoreThanItMay() {
    var mail = choice.of(triaged().setSubject("s".repeat(9_000)).setText("word ".repeat(1_600)).build()).orElseThrow();

    assertThat(mail.getSubject()).hasSizeLessThanOrEqualTo(DraftChoice.SUBJECT_LENGTH_MAX);
    assertThat(mail.getText()).hasSizeLessThanOrEqualTo(DraftChoice.TEXT_LENGTH_MAX).hasSizeGreaterThan(DraftChoice.TEXT_LENGTH_MAX - 10);
  }

  @Test
  void wantsAReplyWhereTheTriageHasADraft() {
    assertThat(choice.of(triaged().build()).orElseThrow().getSpeechAct()).isNull();
    var replied = choice.of(triaged().setReply(new ReplyDraft("en", "REQUEST", "FORMAL", "Dear …")).build()).orElseThrow();
    assertThat(replied.getSpeechAct()).isEqualTo("REQUEST");
    assertThat(replied.getTone()).isEqualTo("FORMAL");
  }

  private static EmailTriaged.Builder triaged() {
    return EmailTriaged.newBuilder()
        .setEmailId("mail-1")
        .setTenant("acme")
        .setReceivedAt(Instant.EPOCH)
        .setContentHash("0".repeat(64))
        .setThreadId("thread-1")
        .setSubject("Figures")
        .setText("Please send the figures.")
        .setLanguage(new DetectedLanguage("en", 0.99))
        .setCompliance(new Compliance("GDPR", Classification.INTERNAL, 30, List.of()))
        .setSpam(new BinaryVerdict(0.01, Verdict.NO))
        .setNeedsAction(new BinaryVerdict(0.9, Verdict.YES))
        .setCategory(new CategoryVerdict("work", 0.9, false))
        .setPriority(7);
  }
}
