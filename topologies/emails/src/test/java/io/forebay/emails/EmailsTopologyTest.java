package io.forebay.emails;

import static io.forebay.emails.EmailsFixture.email;
import static io.forebay.emails.EmailsFixture.feedbackOn;
import static io.forebay.emails.EmailsFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailsTopologyTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "topology.golden.txt");
  private static final String LUNCH =
      """
      From: Ada Lovelace <ada@example.com>
      To: charles@example.org
      Subject: Lunch on Thursday
      Message-ID: <lunch-1@example.com>
      Date: Sat, 21 Nov 2026 09:00:00 +0000

      Dear Charles,

      could you please send me the figures by Tuesday? You reach me at ada@example.com.

      Regards,
      Ada
      """;
  private static final String LUNCH_AGAIN = LUNCH.replace("lunch-1@", "lunch-2@").replace("09:00:00", "09:30:00");

  @TempDir private Path stateDirectory;
  private EmailsFixture emails;

  @BeforeEach
  void start() {
    emails = new EmailsFixture(stateDirectory, EmailsConfig.defaults());
  }

  @AfterEach
  void stop() {
    emails.close();
  }

  @Test
  void topologyIsTheGoldenOne() throws IOException {
    assertThat(EmailsFixture.topology(EmailsConfig.defaults()).describe().toString()).isEqualToNormalizingNewlines(Files.readString(GOLDEN));
  }

  @Test
  void triagesAMessage() {
    emails.receives("mail-1", LUNCH);

    EmailTriaged result = emails.result();
    assertThat(result.getEmailId()).isEqualTo("mail-1");
    assertThat(result.getTenant()).isEqualTo(EmailsFixture.TENANT);
    assertThat(result.getLanguage().getCode()).isEqualTo("en");
    assertThat(result.getNeedsAction().getVerdict()).isEqualTo(Verdict.YES);
    assertThat(result.getSpam().getVerdict()).isNotEqualTo(Verdict.YES);
    assertThat(result.getSenderDomain()).isEqualTo("example.com");
    assertThat(result.getModels()).containsKeys("spam", "needs-action", "category", "language", "pii", "tenant");
    assertThat(result.getStepMicros())
        .containsKeys("parse", "language", "pii", "compliance", "classify", "priority", "summary", "reply");
    assertThat(result.getReasons()).isNotEmpty();
  }

  @Test
  void reportsPersonalDataWithoutTellingIt() {
    emails.receives("mail-1", LUNCH);

    EmailTriaged result = emails.result();
    assertThat(result.getPii()).extracting(found -> found.getType()).contains("EMAIL_ADDRESS");
    assertThat(result.getText()).contains("[EMAIL_ADDRESS]");
    assertThat(result.toString()).doesNotContain("ada@example.com");
  }

  @Test
  void repeatsFindingsForTheSameContent() {
    emails.receives("mail-1", LUNCH);
    emails.receives("mail-2", LUNCH_AGAIN);

    List<EmailTriaged> results = emails.results();
    assertThat(results).extracting(EmailTriaged::getDuplicateOf).containsExactly(null, "mail-1");
    assertThat(results.get(1).getSummary()).isEqualTo(results.get(0).getSummary());
    assertThat(results.get(1).getStepMicros()).containsOnlyKeys("parse", "duplicates");
  }

  @Test
  void neverRepeatsFindingsAcrossTenants() {
    emails.receives(email("mail-1", "acme", LUNCH));
    emails.receives(email("mail-2", "umbrella", LUNCH_AGAIN));

    List<EmailTriaged> results = emails.results();
    assertThat(results).extracting(EmailTriaged::getDuplicateOf).containsOnlyNulls();
    assertThat(results.get(0).getContentHash()).isNotEqualTo(results.get(1).getContentHash());
  }

  @Test
  void looksAgainWhereTheRulesOfAnotherRegionApply() {
    emails.receives("mail-1", LUNCH);
    InboundEmail californian = email("mail-2", "acme", LUNCH_AGAIN);
    californian.setRegion("US-CA");
    emails.receives(californian);

    EmailTriaged result = emails.results().get(1);
    assertThat(result.getDuplicateOf()).isNull();
    assertThat(result.getCompliance().getProfile()).isEqualTo("CCPA");
  }

  @Test
  void repeatsFindingsOneMillisecondBeforeTheirTimeIsOver() {
    emails.receives("mail-1", LUNCH);
    emails.waits(EmailsConfig.defaults().duplicatesTtl().minusMillis(1));
    emails.receives("mail-2", LUNCH_AGAIN);

    assertThat(emails.results().get(1).getDuplicateOf()).isEqualTo("mail-1");
  }

  @Test
  void looksAgainExactlyWhenTheirTimeIsOver() {
    emails.receives("mail-1", LUNCH);
    emails.waits(EmailsConfig.defaults().duplicatesTtl());
    emails.receives("mail-2", LUNCH_AGAIN);

    assertThat(emails.results().get(1).getDuplicateOf()).isNull();
  }

  @Test
  void learnsFromFeedback() {
    emails.receives("mail-1", LUNCH);
    double before = emails.result().getSpam().getProbability();

    emails.isTold(feedbackOn("mail-1").setSpam(true).build());
    emails.receives("mail-2", LUNCH_AGAIN);

    EmailTriaged after = emails.result();
    assertThat(after.getSpam().getProbability()).isGreaterThan(before);
    assertThat(after.getDuplicateOf()).as("findings of an older model are not repeated").isNull();
  }

  @Test
  void learnsForTheTenantOnly() {
    emails.receives(email("mail-1", "acme", LUNCH));
    emails.receives(email("mail-2", "umbrella", LUNCH));
    double before = emails.results().get(1).getSpam().getProbability();

    emails.isTold(feedbackOn("mail-1").setSpam(true).build());
    emails.receives(email("mail-3", "umbrella", LUNCH_AGAIN.replace("Tuesday", "Monday")));

    assertThat(emails.result().getSpam().getProbability()).isCloseTo(before, org.assertj.core.data.Offset.offset(0.05));
  }

  @Test
  void refusesFeedbackOnAnUnknownMessage() {
    emails.isTold(feedbackOn("nobody").setSpam(true).build());

    assertDeadLetter("FEEDBACK_UNKNOWN_EMAIL");
  }

  @Test
  void refusesFeedbackOfAnotherTenant() {
    emails.receives("mail-1", LUNCH);

    emails.isTold(feedbackOn("mail-1").setTenant("umbrella").setSpam(true).build());

    assertDeadLetter("FEEDBACK_WRONG_TENANT");
  }

  @Test
  void refusesFeedbackThatIsTooLate() {
    emails.receives("mail-1", LUNCH);
    emails.waits(EmailsConfig.defaults().feedbackWindow());

    emails.isTold(feedbackOn("mail-1").setSpam(true).build());

    assertDeadLetter("FEEDBACK_UNKNOWN_EMAIL");
  }

  @Test
  void refusesFeedbackThatNamesNoCategoryOfTheTenant() {
    emails.receives("mail-1", LUNCH);

    emails.isTold(feedbackOn("mail-1").setCategory("gossip").build());

    assertDeadLetter("INVALID_EVENT");
  }

  @Test
  void refusesAPriorityThatThereIsNot() {
    emails.receives("mail-1", LUNCH);

    emails.isTold(feedbackOn("mail-1").setPriority(11).build());

    assertDeadLetter("INVALID_EVENT");
  }

  @Test
  void putsBytesThatAreNoEventAside() {
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
    emails.receivesBytes(rubbish);
    emails.receives("mail-1", LUNCH);

    TestRecord<byte[], byte[]> letter = assertDeadLetter("UNREADABLE_RECORD");
    assertThat(letter.value()).isEqualTo(rubbish);
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("emails.inbound");
    assertThat(emails.result().getEmailId()).isEqualTo("mail-1");
  }

  @Test
  void putsAValueOfAnotherSchemaAside() {
    emails.receivesBytes(emails.bytes(feedbackOn("mail-1").build()));

    assertDeadLetter("INCOMPATIBLE_SCHEMA");
  }

  @Test
  void putsAnUnknownSchemaAside() {
    emails.receivesBytes(new byte[] {0, 0, 0, 9, 9, 1, 2});

    assertDeadLetter("UNKNOWN_SCHEMA");
  }

  @Test
  void putsATombstoneAside() {
    emails.receivesBytes(null);

    assertDeadLetter("INVALID_EVENT");
  }

  @Test
  void putsAMessageWithoutTenantAside() {
    emails.receives(email("mail-1", " ", LUNCH));

    TestRecord<byte[], byte[]> letter = assertDeadLetter("INVALID_EVENT");
    assertThat(header(letter, "__streams.errors.message")).contains("InboundEmail.tenant must have 1 to 128 characters");
  }

  @Test
  void putsAMessageThatIsTooLargeForARecordAsideAndCutsIt() {
    var huge = InboundEmail.newBuilder(email("mail-1", "acme", "")).setRaw(ByteBuffer.allocate(5 << 20)).build();
    int bytes = emails.bytes(huge).length;

    emails.receives(huge);

    TestRecord<byte[], byte[]> letter = assertDeadLetter("INVALID_EVENT");
    assertThat(letter.value()).hasSize(1 << 20);
    assertThat(header(letter, DeadLetterHandler.VALUE_BYTES)).isEqualTo(Integer.toString(bytes));
  }

  @Test
  void answersAnEmptyMessageWithDefects() {
    emails.receives("mail-1", "");

    assertThat(emails.result().getDefects()).isNotEmpty();
  }

  @Test
  void answersWhatWasCutWithADefect() {
    emails.receives(InboundEmail.newBuilder(email("mail-1", "acme", LUNCH)).setSizeBytes(50_000_000).build());

    assertThat(emails.result().getDefects()).contains("TRUNCATED");
  }

  @Test
  void answersARedeliveryAgain() {
    emails.receives("mail-1", LUNCH);
    emails.waits(Duration.ofMinutes(1));
    emails.receives("mail-1", LUNCH);

    assertThat(emails.results()).extracting(EmailTriaged::getEmailId).containsExactly("mail-1", "mail-1");
  }

  private TestRecord<byte[], byte[]> assertDeadLetter(String code) {
    List<TestRecord<byte[], byte[]>> letters = emails.deadLetters();
    assertThat(letters).hasSize(1);
    assertThat(header(letters.getFirst(), DeadLetterHandler.ERROR_CODE)).isEqualTo(code);
    return letters.getFirst();
  }
}
