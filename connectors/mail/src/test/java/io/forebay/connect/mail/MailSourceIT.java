package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.StoredMessage;
import io.forebay.schemas.InboundEmail;
import jakarta.mail.Flags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSourceIT {
  private final TestMailbox mailbox = new TestMailbox();
  private final Map<Map<String, ?>, Map<String, ?>> offsets = RunningTask.noOffsets();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    mailbox.close();
  }

  @Test
  void readsEachMessageOnceInOrderOverManyPages() throws InterruptedException {
    mailbox.deliver(1, 25);
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.PAGE_MESSAGES, "4"), offsets)) {
      List<SourceRecord> taken = task.take(25);

      assertThat(subjects(task, taken)).containsExactlyElementsOf(numbered(1, 25));
      assertThat(task.poll()).isEmpty();
      InboundEmail first = task.email(taken.getFirst());
      assertThat(first.getTenant()).isEqualTo("acme");
      assertThat(first.getSizeBytes()).isEqualTo(-1);
      assertThat(first.getReceivedAt()).isEqualTo(TestMailbox.RECEIVED_AT);
      assertThat(taken.getFirst().key()).isEqualTo(first.getEmailId());
    }
  }

  @Test
  void goesOnBehindTheOffsetAfterARestart() throws InterruptedException {
    mailbox.deliver(1, 10);
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.PAGE_MESSAGES, "5"), offsets)) {
      task.acknowledge(task.take(5).subList(0, 5));
    }
    mailbox.deliver(11, 12);
    try (var task = new RunningTask(mailbox.settings(), offsets)) {
      assertThat(subjects(task, task.take(7))).containsExactlyElementsOf(numbered(6, 12));
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void leavesNothingOutWhereOthersRemoveMessagesMeanwhile() throws Exception {
    mailbox.deliver(1, 12);
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.PAGE_MESSAGES, "3"), offsets)) {
      List<SourceRecord> taken = task.take(12);
      remove(mailbox, 0, 9);
      mailbox.deliver(13, 20);

      assertThat(subjects(task, taken)).containsExactlyElementsOf(numbered(1, 12));
      assertThat(subjects(task, task.take(8))).containsExactlyElementsOf(numbered(13, 20));
    }
  }

  @Test
  void startsOverWithTheSameIdsWhereTheFolderWasRebuilt() throws InterruptedException {
    mailbox.deliver(1, 3);
    Set<String> ids = new HashSet<>();
    try (var task = new RunningTask(mailbox.settings(), offsets)) {
      List<SourceRecord> taken = task.take(3);
      taken.forEach(record -> ids.add(record.key().toString()));
      task.acknowledge(taken);
    }
    offsets.replaceAll((partition, offset) -> new FolderPosition(1, 1_000_000).offset());
    try (var task = new RunningTask(mailbox.settings(), offsets)) {
      assertThat(task.take(3)).extracting(SourceRecord::key).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void movesAMessageOnlyAfterItsAcknowledgement() throws InterruptedException {
    mailbox.deliver(1, 3);
    try (var task = new RunningTask(moving(), offsets)) {
      List<SourceRecord> taken = task.take(3);
      mailbox.deliver("INBOX", "subject-3a", "another round");
      task.take(1);
      assertThat(mailbox.inbox().getMessageCount()).isEqualTo(4);

      task.acknowledge(taken.subList(0, 2));
      await().untilAsserted(() -> assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(2));
      assertThat(mailbox.inbox().getMessageCount()).isEqualTo(2);

      mailbox.deliver(4, 4);
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(4, 4));
    }
  }

  @Test
  void movesAfterARestartWhatACrashLeftBehind() throws InterruptedException {
    mailbox.deliver(1, 3);
    try (var task = new RunningTask(mailbox.settings(), offsets)) {
      task.acknowledge(task.take(3).subList(0, 2));
    }
    try (var task = new RunningTask(moving(), offsets)) {
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(3, 3));
      await().untilAsserted(() -> assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(2));
    }
  }

  @Test
  void movesEachMessageOnceThoughTheWorkerIsKilledAgainAndAgain() throws InterruptedException {
    mailbox.deliver(1, 20);
    Map<String, String> settings = moving();
    settings.put(MailSourceSettings.PAGE_MESSAGES, "3");
    Set<String> delivered = new HashSet<>();
    for (int life = 1; life <= 5; life++) {
      try (var task = new RunningTask(settings, offsets)) {
        List<SourceRecord> taken = task.take(3);
        delivered.addAll(subjects(task, taken));
        task.acknowledge(taken.subList(0, 2)); // and is stopped before or while it moves them
      }
    }
    try (var task = new RunningTask(settings, offsets)) {
      List<SourceRecord> rest =
          task.takeUntil(
              taken -> {
                delivered.addAll(subjects(task, taken));
                return delivered.size() == 20;
              });
      task.acknowledge(rest);
      await().untilAsserted(() -> assertThat(mailbox.inbox().getMessageCount()).isZero());
    }
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(numbered(1, 20));
    assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(20);
  }

  @Test
  void failsBySettingWhereTheFolderToMoveToIsNotThere() {
    Map<String, String> settings = moving();
    settings.put(MailSourceSettings.AFTER_FOLDER, "Nowhere");
    try (var task = new RunningTask(settings, offsets)) {
      assertThatThrownBy(() -> task.take(1)).isInstanceOf(ConnectException.class).hasMessageContaining("imap.after.folder must be a folder").hasMessageContaining("got Nowhere");
    }
  }

  @Test
  void leavesAMessageWhereItIsWhoseRecordWasDropped() throws InterruptedException {
    mailbox.deliver(1, 3);
    try (var task = new RunningTask(moving(), offsets)) {
      List<SourceRecord> taken = task.take(3);
      task.drop(taken.getFirst());
      task.acknowledge(taken.subList(1, 3));
      await().untilAsserted(() -> assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(2));

      mailbox.deliver(4, 4); // another round
      task.acknowledge(task.take(1));
      await().untilAsserted(() -> assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(3));
      assertThat(mailbox.inbox().getMessages()).extracting(StoredMessage::getUid).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @CsvSource({"errors.tolerance, all", "transforms, redact"})
  void takesNoMessageForDeliveredAfterARestartWhereRecordsMayBeDropped(String name, String value) throws InterruptedException {
    mailbox.deliver(1, 3);
    try (var task = new RunningTask(mailbox.settings(), offsets)) {
      List<SourceRecord> taken = task.take(3);
      task.drop(taken.getFirst());
      task.acknowledge(taken.subList(1, 2));
    }
    Map<String, String> settings = moving();
    settings.put(name, value);
    try (var task = new RunningTask(settings, offsets)) {
      task.acknowledge(task.take(1));
      await().untilAsserted(() -> assertThat(mailbox.folder("Done").getMessageCount()).isEqualTo(1));
      assertThat(mailbox.inbox().getMessages()).extracting(StoredMessage::getUid).containsExactly(1L, 2L);
    }
  }

  @Test
  void flagsAMessageAfterItsAcknowledgementAndNeverBefore() throws InterruptedException {
    mailbox.deliver(1, 2);
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.AFTER, "flag"), offsets)) {
      List<SourceRecord> taken = task.take(2);
      assertThat(mailbox.inbox().getUnseenCount()).isEqualTo(2);

      task.acknowledge(taken);
      await().untilAsserted(() -> assertThat(mailbox.inbox().getUnseenCount()).isZero());
    }
  }

  @Test
  void isToldOfANewMessageByIdle() throws InterruptedException {
    Map<String, String> settings = mailbox.settings(MailSourceSettings.IDLE, "true");
    settings.put(MailSourceSettings.POLL_INTERVAL, "3600000");
    settings.put(ImapSettings.TIMEOUT, "60000");
    mailbox.deliver(1, 1);
    try (var task = new RunningTask(settings, offsets)) {
      task.take(1);
      task.poll();
      mailbox.deliver(2, 2);
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(2, 2));
    }
  }

  @Test
  void keepsALargeMessageWholeInTheBlobStore() throws InterruptedException, IOException {
    mailbox.deliver("INBOX", "large", "x".repeat(70).concat("\r\n").repeat(20_000));
    mailbox.deliver(1, 1);
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.BLOBS, folder.toString()), offsets)) {
      InboundEmail large = task.email(task.take(2).getFirst());

      assertThat(large.getRaw().remaining()).isEqualTo(MailRecords.RAW_BYTES_MAX);
      assertThat(large.getSizeBytes()).isGreaterThan(1_400_000).isEqualTo(large.getBlob().getBytes());
      assertThat(Files.size(Path.of(URI.create(large.getBlob().getUri())))).isEqualTo(large.getSizeBytes());
    }
  }

  @Test
  void readsOneFolderWhileAnotherIsNotThere() throws InterruptedException {
    mailbox.deliver("Support", "subject-1", "text");
    try (var task = new RunningTask(mailbox.settings(MailSourceSettings.FOLDERS, "Nowhere,Support"), offsets)) {
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(1, 1));
    }
  }

  @Test
  void failsWithoutTheSecretWhereTheServerRefusesTheUser() {
    Map<String, String> settings = mailbox.settings(ImapSettings.PASSWORD, "wrong-secret");
    settings.put(MailSourceSettings.BACKOFF_MAX, "100");
    try (var task = new RunningTask(settings, offsets)) {
      assertThatThrownBy(() -> task.take(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("127.0.0.1 refuses the user ann@example.com")
          .hasMessageNotContaining("wrong-secret");
    }
  }

  @Test
  void pollsAndStopsWhileAServerSaysNothing() throws Exception {
    long started = System.nanoTime();
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var task = new RunningTask(mailbox.settings(ImapSettings.PORT, Integer.toString(silent.getLocalPort())), offsets)) {
      assertThat(task.poll()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4)); // a stop waits 5 s for readers, and the server's timeout is 30 s
  }

  private Map<String, String> moving() {
    mailbox.folder("Done");
    Map<String, String> settings = mailbox.settings(MailSourceSettings.AFTER, "move");
    settings.put(MailSourceSettings.AFTER_FOLDER, "Done");
    return settings;
  }

  private static void remove(TestMailbox mailbox, int from, int to) throws Exception {
    var messages = mailbox.inbox().getMessages().subList(from, to);
    messages.forEach(message -> message.setFlag(Flags.Flag.DELETED, true));
    mailbox.inbox().expunge();
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "subject-" + i).toList();
  }

  private static List<String> subjects(RunningTask task, List<SourceRecord> records) {
    return records.stream()
        .map(record -> StandardCharsets.UTF_8.decode(task.email(record).getRaw()).toString())
        .map(raw -> raw.substring(raw.indexOf("Subject: ") + 9).split("\r\n", 2)[0])
        .toList();
  }
}
