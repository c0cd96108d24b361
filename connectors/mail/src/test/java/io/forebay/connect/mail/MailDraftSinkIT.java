package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailDraftSinkIT {
  private final TestMailbox mailbox = new TestMailbox();
  private String emailId;

  @BeforeEach
  void receiveAQuestion() throws InterruptedException {
    mailbox.folder("Drafts");
    mailbox.deliver("INBOX", "other", "of the same second");
    mailbox.deliver("INBOX", "question", "When?");
    try (var source = new RunningTask(mailbox.settings(), RunningTask.noOffsets())) {
      emailId = source.take(2).get(1).key().toString();
    }
  }

  @AfterEach
  void stop() {
    mailbox.close();
  }

  @Test
  void putsADraftIntoTheThreadOfItsMessage() throws Exception {
    try (var task = new DraftTask(mailbox.settings())) {
      task.drafted(emailId, "Tomorrow, wörtlich.");
    }
    StoredMessage stored = drafts().getFirst();
    MimeMessage draft = stored.getMimeMessage();

    assertThat(draft.getHeader("In-Reply-To")).containsExactly("<question@example.org>");
    assertThat(draft.getHeader("References")).containsExactly("<question@example.org>");
    assertThat(draft.getSubject()).isEqualTo("Re: question");
    assertThat(draft.getRecipients(MimeMessage.RecipientType.TO)).extracting(Object::toString).containsExactly("bob@example.org");
    assertThat(draft.getFrom()).extracting(Object::toString).containsExactly(TestMailbox.USER);
    assertThat(draft.getContent().toString().strip()).isEqualTo("Tomorrow, wörtlich.");
    assertThat(stored.getFlags().contains(Flags.Flag.DRAFT)).isTrue();
  }

  @Test
  void putsItOnceThoughTheEventComesAgainAfterARestart() {
    for (int i = 0; i < 2; i++) {
      try (var task = new DraftTask(mailbox.settings())) {
        task.drafted(emailId, "Tomorrow.");
        task.drafted(emailId, "Tomorrow.");
      }
    }
    assertThat(drafts()).hasSize(1);
  }

  @Test
  void findsAMessageThatWasMovedMeanwhile() throws Exception {
    ImapSettings imap = MailSourceSettings.of(mailbox.settings()).imap();
    try (var session = ImapSession.open(imap, Secrets.of(imap))) {
      mailbox.folder("Done");
      session.select("INBOX", true);
      session.move(session.search("ALL"), "Done");
    }
    try (var task = new DraftTask(mailbox.settings(MailSourceSettings.FOLDERS, "INBOX,Done"))) {
      task.drafted(emailId, "Tomorrow.");
    }
    assertThat(drafts()).hasSize(1);
  }

  @Test
  void replacesTheDraftOfTheTriageByTheModels() {
    try (var task = new DraftTask(mailbox.settings())) {
      task.triaged(emailId, "Thank you.");
      task.drafted(emailId, "Tomorrow.");
      task.triaged(emailId, "Thank you.");
    }
    assertThat(texts()).containsExactly("Tomorrow.");
  }

  @Test
  void keepsADraftThatAPersonChanged() throws Exception {
    try (var task = new DraftTask(mailbox.settings())) {
      task.triaged(emailId, "Thank you.");
      MimeMessage edited = new MimeMessage(drafts().getFirst().getMimeMessage());
      edited.setText("Thank you, dear Bob.");
      edited.saveChanges();
      edited.setHeader("Message-ID", ReplyMessage.id(emailId, ReplyMessage.Kind.TRIAGED));
      mailbox.folder("Drafts").deleteAllMessages();
      mailbox.folder("Drafts").store(edited);

      task.drafted(emailId, "Tomorrow.");
    }
    assertThat(texts()).containsExactlyInAnyOrder("Thank you, dear Bob.", "Tomorrow.");
  }

  @Test
  void leavesOutMessagesWithoutADraftOfOtherMailboxesAndOnesThatAreGone() {
    try (var task = new DraftTask(mailbox.settings())) {
      task.triaged(emailId, null);
      task.drafted("a1b2c3", "Tomorrow.");
      task.drafted(emailId.substring(0, emailId.length() - 4) + "0000", "Tomorrow.");
    }
    assertThat(drafts()).isEmpty();
  }

  @Test
  void reportsAValueThatCannotBeReadAndGoesOn() {
    try (var task = new DraftTask(mailbox.settings())) {
      task.put("emails.drafted", new byte[] {1, 2, 3});
      task.drafted(emailId, "Tomorrow.");

      assertThat(task.refused()).hasSize(1);
    }
    assertThat(drafts()).hasSize(1);
  }

  @Test
  void asksForAnotherTryWithGrowingPausesWhereTheServerIsAway() {
    Map<String, String> settings = mailbox.settings();
    mailbox.close();
    try (var task = new DraftTask(settings)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> task.drafted(emailId, "Tomorrow.")).isInstanceOf(RetriableException.class).hasMessageContaining(TestMailbox.USER);
      }
      assertThat(task.pauses()).containsExactly(100L, 200L, 400L);
    }
  }

  @Test
  void leavesADraftAwayThatWasSentOrThrownAway() throws Exception {
    try (var task = new DraftTask(mailbox.settings())) {
      task.drafted(emailId, "Tomorrow.");
      assertThat(task.commits()).isEqualTo(1);
    }
    mailbox.folder("Drafts").deleteAllMessages();
    try (var task = new DraftTask(mailbox.settings())) {
      task.drafted(emailId, "Tomorrow.");
      task.triaged(emailId, "Thank you.");
    }
    assertThat(drafts()).isEmpty();
  }

  @Test
  void putsTheModelsDraftThoughTheTriagesWasThrownAway() throws Exception {
    try (var task = new DraftTask(mailbox.settings())) {
      task.triaged(emailId, "Thank you.");
      mailbox.folder("Drafts").deleteAllMessages();
      task.drafted(emailId, "Tomorrow.");
    }
    assertThat(texts()).containsExactly("Tomorrow.");
  }

  @Test
  void leavesAMessageThatAPersonHasAnswered() {
    mailbox.inbox().getMessages().forEach(message -> message.setFlag(Flags.Flag.ANSWERED, true));
    try (var task = new DraftTask(mailbox.settings())) {
      task.drafted(emailId, "Tomorrow.");
    }
    assertThat(drafts()).isEmpty();
  }

  @Test
  void endsAPutInTimeAndGoesOnWhereItEnded() {
    Iterator<Long> times = LongStream.iterate(0, time -> time + TimeUnit.SECONDS.toNanos(3)).iterator();
    try (var task = new DraftTask(mailbox.settings(), times::next)) {
      List<SinkRecord> records = List.of(task.record("none", "x", 7), task.record(emailId, "Tomorrow.", 8), task.record("none", "x", 9));
      assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
      assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
      task.put(records);
    }
    assertThat(drafts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"draft.folder, Nowhere", "imap.folders, 'INBOX,Nowhere'"})
  void failsBySettingWhereAFolderIsNotThere(String name, String value) {
    try (var task = new DraftTask(mailbox.settings(name, value))) {
      assertThatThrownBy(() -> task.drafted(emailId, "Tomorrow.")).isInstanceOf(ConnectException.class).isNotInstanceOf(RetriableException.class).hasMessageContaining(name).hasMessageContaining("Nowhere");
    }
  }

  @Test
  void reportsADraftThatTheServerRefusesAgainAndAgain() throws Exception {
    try (var server = new ScriptedImap(Map.of());
        var task = new DraftTask(question(server))) {
      server.answers("APPEND", "NO [LIMIT] Too long");
      for (int i = 1; i < 10; i++) {
        assertThatThrownBy(() -> task.drafted(scripted(), "Tomorrow.")).isInstanceOf(RetriableException.class).hasMessageContaining("[LIMIT] Too long");
      }
      task.drafted(scripted(), "Tomorrow.");
      assertThat(task.refused()).hasSize(1);

      server.answers("APPEND", "");
      task.drafted(scripted(), "Tomorrow.");
      assertThat(task.refused()).hasSize(1);
    }
  }

  @Test
  void logsInAgainAtOnceWhereTheServerHasEndedTheSession() throws Exception {
    try (var server = new ScriptedImap(Map.of());
        var task = new DraftTask(question(server))) {
      task.drafted(scripted(), "Tomorrow.");
      server.endSessions();
      task.drafted(scripted(), "Tomorrow.");

      assertThat(task.pauses()).isEmpty();
      assertThat(server.commands()).filteredOn(command -> command.startsWith("LOGIN")).hasSize(2);
    }
  }

  @Test
  void reportsADraftWhoseMessageIsOneOfTooMany() throws Exception {
    try (var server = new ScriptedImap(Map.of());
        var task = new DraftTask(question(server))) {
      server.answers("UID SEARCH SINCE", "* SEARCH" + " 1".repeat(DraftFolder.CANDIDATES_MAX + 1) + "\r\n");
      server.answers("UID FETCH", "");
      task.drafted(scripted(), "Tomorrow.");

      assertThat(task.refused()).hasSize(1);
    }
  }

  /** Settings of a mailbox with one message whose drafts are never found. */
  private static Map<String, String> question(ScriptedImap server) {
    server.answers("LIST", "* LIST () \"/\" Any\r\n");
    server.answers("UID SEARCH SINCE", "* SEARCH 1\r\n");
    server.answers("UID FETCH 1 (UID RFC", "* 1 FETCH (UID 1 RFC822.SIZE 4 INTERNALDATE \"21-Sep-2026 10:00:00 +0000\")\r\n");
    server.answers("UID FETCH 1 (UID BODY", "* 1 FETCH (UID 1 BODY[]<0> \"A: b\")\r\n");
    server.answers("UID FETCH 1 (UID FLAGS", "* 1 FETCH (UID 1 FLAGS ())\r\n");
    return server.settings();
  }

  private static String scripted() {
    return new EmailIds("imap", "ann@127.0.0.1").of(Instant.parse("2026-09-21T10:00:00Z"), "A: b".getBytes(StandardCharsets.US_ASCII), 4);
  }

  private List<StoredMessage> drafts() {
    return mailbox.folder("Drafts").getMessages();
  }

  private List<String> texts() {
    return drafts().stream()
        .map(stored -> {
          try {
            return stored.getMimeMessage().getContent().toString().strip();
          } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
          }
        })
        .toList();
  }
}
