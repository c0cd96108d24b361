package io.forebay.emails;

import static io.forebay.emails.DraftsFixture.REPLY;
import static io.forebay.emails.DraftsFixture.SUMMARY;
import static io.forebay.emails.DraftsFixture.answered;
import static io.forebay.emails.DraftsFixture.config;
import static io.forebay.emails.DraftsFixture.ended;
import static io.forebay.emails.DraftsFixture.on;
import static io.forebay.emails.DraftsFixture.onFor;
import static io.forebay.emails.EmailsFixture.email;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.RequestAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftsTopologyTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "topology-with-drafts.golden.txt");
  private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String FIGURES =
      """
      From: Ada Lovelace <ada@example.com>
      To: charles@example.org
      Subject: Figures
      Date: Sat, 21 Nov 2026 09:00:00 +0000

      Dear Charles,

      could you please send me the figures by Tuesday? You reach me at ada@example.com.

      Regards,
      Ada
      """;

  @TempDir private Path stateDirectory;
  private EmailsFixture emails;

  @AfterEach
  void stop() {
    if (emails != null) {
      emails.close();
    }
  }

  @Test
  void topologyIsTheGoldenOne() throws IOException {
    assertThat(EmailsFixture.topology(config(on())).describe().toString()).isEqualToNormalizingNewlines(Files.readString(GOLDEN));
  }

  @Test
  void asksNobodyUnlessItIsTurnedOn() {
    start(DraftSettings.defaults());
    emails.receives("mail-1", FIGURES);

    assertThat(emails.results()).hasSize(1);
    assertThat(emails.requests()).isEmpty();
  }

  @Test
  void triagesWithoutWaitingAndAsksForADraft() {
    start(on());
    emails.receives(email("mail-1", "acme", FIGURES), TRACEPARENT);

    assertThat(emails.result().getSummary()).isNotEmpty();
    var record = emails.requestRecords().getFirst();
    assertThat(record.key()).isEqualTo("acme/llm.chat");
    assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)).isEqualTo(TRACEPARENT);
    assertThat(record.value().getReplyKey()).isEqualTo("mail-1");
    assertThat(emails.drafted()).isEmpty();
  }

  @Test
  void sendsNoPersonalData() {
    start(on());
    emails.receives("mail-1", FIGURES);

    String input = emails.requests().getFirst().getInput();
    assertThat(input).contains("[EMAIL_ADDRESS]").doesNotContain("ada@example.com").doesNotContain("charles@example.org");
  }

  @Test
  void tellsWhatTheModelWrote() {
    start(on());
    emails.receives(email("mail-1", "acme", FIGURES), TRACEPARENT);
    emails.isAnswered(answered(emails.requests().getFirst(), SUMMARY, REPLY));

    var record = emails.draftedRecords().getFirst();
    EmailDrafted drafted = record.value();
    assertThat(record.key()).isEqualTo("mail-1");
    assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)).isEqualTo(TRACEPARENT);
    assertThat(drafted.getSummary()).isEqualTo(SUMMARY);
    assertThat(drafted.getReply().getText()).isEqualTo(REPLY);
    assertThat(drafted.getReply().getLanguage()).isEqualTo("en");
    assertThat(drafted.getModel()).isEqualTo("small-1-2026");
    assertThat(drafted.getFallback()).isNull();
    assertThat(drafted.getUsage().getCostMicroUsd()).isEqualTo(12);
  }

  @Test
  void letsTheTriagesOwnStandWhereTheAnswerIsInvalid() {
    start(on());
    emails.receives("mail-1", FIGURES);
    emails.isAnswered(answered(emails.requests().getFirst(), "Pay at https://evil.example at once.", null));

    EmailDrafted drafted = emails.drafted().getFirst();
    assertThat(drafted.getFallback()).isEqualTo("INVALID");
    assertThat(drafted.getSummary()).isNull();
    assertThat(drafted.getUsage().getCostMicroUsd()).as("it cost all the same").isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, OVER_BUDGET, OVER_BUDGET",
    "REFUSED, QUEUE_FULL, REFUSED",
    "EXPIRED, NOT_STARTED_IN_TIME, LATE",
    "EXPIRED, DEADLINE_PASSED, LATE",
    "CANCELLED, CANCELLED, CANCELLED",
    "FAILED, NOT_CONFIGURED, NOT_CONFIGURED",
    "FAILED, strange reason, FAILED",
    "FAILED, , FAILED"
  })
  void saysWhyTheTriagesOwnStands(ActionStatus status, String reason, String fallback) {
    start(on());
    emails.receives("mail-1", FIGURES);
    emails.isAnswered(ended(emails.requests().getFirst(), status, reason));

    assertThat(emails.drafted()).singleElement().extracting(EmailDrafted::getFallback).isEqualTo(fallback);
  }

  @Test
  void tellsOnceWhateverComesTwice() {
    start(on());
    emails.receives("mail-1", FIGURES);
    RequestAction request = emails.requests().getFirst();
    emails.isAnswered(answered(request, SUMMARY, REPLY));
    emails.isAnswered(answered(request, SUMMARY, REPLY));
    emails.isAnsweredWithATombstone("mail-1");

    assertThat(emails.drafted()).hasSize(1);
    assertThat(emails.deadLetters()).isEmpty();
  }

  @Test
  void dropsTheResultOfAnotherAction() {
    start(on());
    emails.receives("mail-1", FIGURES);
    RequestAction other = RequestAction.newBuilder(emails.requests().getFirst()).setActionId("email-draft:other").build();
    emails.isAnswered(answered(other, SUMMARY, REPLY));

    assertThat(emails.drafted()).isEmpty();
  }

  @Test
  void asksOnceForAMessageThatComesTwice() {
    start(on());
    emails.receives("mail-1", FIGURES);
    emails.receives("mail-1", FIGURES);

    assertThat(emails.requests()).hasSize(1);
  }

  @Test
  void asksAgainUnderTheSameIdAfterSilence() {
    start(on());
    emails.receives("mail-1", FIGURES);
    emails.waits(DraftRequest.SILENCE.minusMillis(1));
    List<RequestAction> first = emails.requests();
    assertThat(first).hasSize(1);

    emails.waits(Duration.ofMillis(1));
    assertThat(emails.requests()).isEqualTo(first);
  }

  @Test
  void givesUpExactlyWhenItIsLate() {
    start(on());
    emails.receives("mail-1", FIGURES);
    RequestAction request = emails.requests().getFirst();
    emails.waits(Duration.ofMinutes(2).minusMillis(1));
    assertThat(emails.drafted()).isEmpty();

    emails.waits(Duration.ofMillis(1));
    assertThat(emails.drafted()).singleElement().extracting(EmailDrafted::getFallback).isEqualTo("LATE");
    emails.isAnswered(answered(request, SUMMARY, REPLY));
    assertThat(emails.drafted()).as("after it was late").isEmpty();
  }

  @Test
  void doesNoMoreATickThanItMay() {
    start(on());
    int count = AwaitDraftsProcessor.DUE_A_TICK_MAX + 1;
    for (int i = 0; i < count; i++) {
      emails.receives("mail-" + i, FIGURES);
    }
    emails.waits(Duration.ofMinutes(2));
    assertThat(emails.drafted()).hasSize(AwaitDraftsProcessor.DUE_A_TICK_MAX);

    emails.waits(AwaitDraftsProcessor.TICK);
    assertThat(emails.drafted()).hasSize(1);
  }

  @Test
  void refusesOneMoreThanItAwaits() {
    start(onFor(1));
    emails.receives("mail-1", FIGURES);
    emails.receives("mail-2", FIGURES);

    assertThat(emails.requests()).hasSize(1);
    assertThat(emails.drafted()).singleElement().satisfies(drafted -> {
      assertThat(drafted.getEmailId()).isEqualTo("mail-2");
      assertThat(drafted.getFallback()).isEqualTo("REFUSED");
    });
  }

  @Test
  void refusesATenantThatActionsDoNotTake() {
    start(on());
    emails.receives(email("mail-1", "Acme & Sons", FIGURES));

    assertThat(emails.requests()).isEmpty();
    assertThat(emails.drafted()).singleElement().extracting(EmailDrafted::getFallback).isEqualTo("REFUSED");
  }

  @Test
  void asksOnlyAboutMailOfTheTenantsAndPrioritiesThatAreSet() {
    start(new DraftSettings(true, Optional.empty(), List.of("umbrella"), 0, null, null, null, null, null, null));
    emails.receives("mail-1", FIGURES);
    assertThat(emails.requests()).isEmpty();
    emails.receives(email("mail-2", "umbrella", FIGURES));
    assertThat(emails.requests()).hasSize(1);
    emails.close();

    start(new DraftSettings(true, Optional.empty(), List.of(), 10, null, null, null, null, null, null));
    emails.receives("mail-3", FIGURES);
    assertThat(emails.result().getPriority()).isLessThan(10);
    assertThat(emails.requests()).isEmpty();
  }

  private void start(DraftSettings drafts) {
    emails = new EmailsFixture(stateDirectory, config(drafts));
  }
}
