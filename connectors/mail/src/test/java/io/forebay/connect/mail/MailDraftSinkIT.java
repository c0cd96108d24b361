package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void asksForAnotherTryWhereTheServerIsAway() {
    Map<String, String> settings = mailbox.settings();
    mailbox.close();
    try (var task = new DraftTask(settings)) {
      assertThatThrownBy(() -> task.drafted(emailId, "Tomorrow.")).isInstanceOf(RetriableException.class).hasMessageContaining(TestMailbox.USER);
    }
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
