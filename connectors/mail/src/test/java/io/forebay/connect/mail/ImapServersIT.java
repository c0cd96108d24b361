package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.InboundEmail;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What servers do that none at hand does when it is asked to. */
class ImapServersIT {
  private static final String GIVEN = "* %d FETCH (UID %1$d BODY[]<0> \"m%1$d\")\r\n";

  private final Map<Map<String, ?>, Map<String, ?>> offsets = RunningTask.noOffsets();
  private final ScriptedImap server = new ScriptedImap(Map.of("EXAMINE", folder(3, 1), "SELECT", folder(3, 1), "FETCH ", listed(1, 2, 3)));
  private final Map<String, String> settings = server.settings();

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void passesAMessageOverThatTheServerNeverGivesWhereThatIsTolerated() throws Exception {
    secondIsCorrupt();
    settings.put(MailSourceSettings.TOLERANCE, "all");
    try (var task = new RunningTask(settings, offsets)) {
      assertThat(task.take(2)).extracting(ImapServersIT::uid).containsExactly(1L, 3L);
    }
  }

  @Test
  void failsOnAMessageThatTheServerNeverGives() throws Exception {
    secondIsCorrupt();
    try (var task = new RunningTask(settings, offsets)) {
      assertThat(task.take(1)).extracting(ImapServersIT::uid).containsExactly(1L);
      assertThatThrownBy(() -> task.take(1)).isInstanceOf(ConnectException.class).hasMessageContaining("does not give the message 2 of INBOX").hasMessageContaining("errors.tolerance=all");
    }
  }

  @Test
  void passesNothingOverWhereTheServerGivesNothingAtAll() throws Exception {
    server.answers("UID FETCH", "NO Account exceeded bandwidth limits");
    server.answers("UID FETCH 1 (UID RFC", listed(1));
    settings.put(MailSourceSettings.TOLERANCE, "all");
    try (var task = new RunningTask(settings, offsets)) {
      await().until(() -> server.commands().stream().filter(command -> command.startsWith("UID FETCH 1 (UID BODY")).count() > 12);
      server.answers("UID FETCH 1,2,3 (UID BODY", GIVEN.formatted(1) + GIVEN.formatted(2) + GIVEN.formatted(3));

      assertThat(task.take(3)).extracting(ImapServersIT::uid).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void asksAgainForAMessageThatIsListedAndNotGiven() throws Exception {
    server.answers("EXAMINE", folder(1, 1));
    server.answers("FETCH ", listed(1));
    server.answers("UID FETCH 1 (UID RFC", listed(1));
    server.answers("UID FETCH 1 (UID BODY", "* 1 FETCH (UID 1 BODY[]<0> NIL)\r\n");
    try (var task = new RunningTask(settings, offsets)) {
      await().until(() -> server.commands().stream().filter(command -> command.startsWith("UID FETCH 1 (UID BODY")).count() >= 2);
      server.answers("UID FETCH 1 (UID BODY", GIVEN.formatted(1));

      assertThat(task.take(1)).extracting(ImapServersIT::uid).containsExactly(1L);
    }
  }

  @Test
  void noticesAFolderThatIsRebuiltWhileItIsOpen() throws Exception {
    server.answers("EXAMINE", folder(1, 1));
    server.answers("FETCH ", listed(1));
    server.answers("UID FETCH 1 (UID BODY", GIVEN.formatted(1));
    settings.put(MailSourceSettings.IDLE, "false");
    try (var task = new RunningTask(settings, offsets)) {
      task.take(1);
      server.answers("EXAMINE", folder(1, 2));
      server.answers("NOOP", "* 1 EXPUNGE\r\n");

      assertThat(task.take(1)).extracting(SourceRecord::sourceOffset).containsExactly(new FolderPosition(2, 1).offset());
    }
  }

  @Test
  void isToldOfAMessageThatComesBetweenALookAndTheWait() throws Exception {
    server.answers("CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\n");
    server.answers("EXAMINE", folder(1, 1));
    server.answers("FETCH 1:1", listed(1));
    server.answers("FETCH 1:2", listed(1, 2));
    server.answers("UID FETCH 1 (UID BODY", GIVEN.formatted(1));
    server.answers("UID FETCH 2 (UID BODY", GIVEN.formatted(2));
    server.answers("IDLE", "* 2 EXISTS\r\n+ idling\r\n");
    try (var task = new RunningTask(settings, offsets)) {
      assertThat(task.take(2)).extracting(ImapServersIT::uid).containsExactly(1L, 2L);
    }
  }

  @Test
  void movesWhatACrashLeftBehindOnceWhereTheServerCannotExpunge() throws Exception {
    offsets.put(new FolderPosition.Place("ann@127.0.0.1", "INBOX").partition(), new FolderPosition(1, 3).offset());
    moveToTriaged();
    server.answers("UID SEARCH UID 1:3", "* SEARCH 1 2 3\r\n");
    server.answers("UID SEARCH UNDELETED UID 1:3", "* SEARCH 3\r\n");
    try (var task = new RunningTask(settings, offsets)) {
      await().until(() -> server.commands().stream().anyMatch(command -> command.startsWith("NOOP")));
      assertThat(task.poll()).isEmpty();
    }
    assertThat(server.commands()).contains("UID COPY 3 Triaged", "UID STORE 3 +FLAGS.SILENT (\\Deleted)").noneMatch(command -> command.contains("EXPUNGE"));
  }

  @Test
  void takesARoundForGoodOnlyOnceAllOfItIsDone() {
    moveToTriaged();
    server.answers("UID FETCH 1,2,3 (UID BODY", GIVEN.formatted(1) + GIVEN.formatted(2) + GIVEN.formatted(3));
    server.answers("UID COPY", "NO not today");
    MailSourceSettings read = MailSourceSettings.of(settings);
    var records = new MailRecords(read, new EventSerdes(new InMemoryRegistry(), true).of(InboundEmail.class).serializer(), null);
    var reader = new FolderReader(read, new FolderPosition.Place("ann@127.0.0.1", "INBOX"), null, Secrets.of(read.imap()), records, new Handover());
    reader.settle(new FolderPosition(1, 1), true);
    AtomicInteger good = new AtomicInteger();

    assertThatThrownBy(() -> reader.read(good::incrementAndGet)).isInstanceOf(CommandFailedException.class);
    assertThat(good).hasValue(0);
  }

  private void secondIsCorrupt() {
    server.answers("UID FETCH", "NO [SERVERBUG] Internal error occurred");
    server.answers("UID FETCH 1 (UID BODY", GIVEN.formatted(1));
    server.answers("UID FETCH 3 (UID BODY", GIVEN.formatted(3));
    server.answers("UID FETCH 2 (UID RFC", listed(2));
  }

  private void moveToTriaged() {
    server.answers("LIST", "* LIST () \"/\" Triaged\r\n");
    settings.put(MailSourceSettings.AFTER, "move");
    settings.put(MailSourceSettings.AFTER_FOLDER, "Triaged");
  }

  private static Object uid(SourceRecord taken) {
    return FolderPosition.of(taken.sourceOffset()).uid();
  }

  private static String folder(int messages, int validity) {
    return "* " + messages + " EXISTS\r\n* OK [UIDVALIDITY " + validity + "] fine\r\n";
  }

  private static String listed(int... uids) {
    var lines = new StringBuilder();
    for (int uid : uids) {
      lines.append("* %d FETCH (UID %1$d RFC822.SIZE 2 INTERNALDATE \"21-Sep-2026 10:00:00 +0000\")\r\n".formatted(uid));
    }
    return lines.toString();
  }
}
