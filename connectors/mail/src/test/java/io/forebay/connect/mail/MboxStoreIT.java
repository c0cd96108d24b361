package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MboxStoreIT {
  private static final String FROM = "From ann@example.com Tue Nov  3 10:00:00 2026\n";

  private final Map<Map<String, ?>, Map<String, ?>> offsets = RunningTask.noOffsets();

  @TempDir private Path folder;

  @Test
  void readsAnMboxOnceOverManyPagesAndGoesOnAfterARestart() throws Exception {
    write(messages(1, 25));
    try (var task = new RunningTask(settings(), offsets)) {
      List<SourceRecord> taken = task.take(25);
      assertThat(subjects(task, taken)).containsExactlyElementsOf(numbered(1, 25));
      assertThat(task.poll()).isEmpty();
      InboundEmail first = task.email(taken.getFirst());
      assertThat(first.getReceivedAt()).isEqualTo(Instant.parse("2026-11-03T10:00:00Z"));
      assertThat(first.getSource()).isEqualTo("mbox");
      task.acknowledge(taken.subList(0, 20));
    }
    try (var task = new RunningTask(settings(), offsets)) {
      assertThat(subjects(task, task.take(5))).containsExactlyElementsOf(numbered(21, 25));
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void readsWhatIsAppended() throws Exception {
    write(messages(1, 2));
    try (var task = new RunningTask(settings(), offsets)) {
      assertThat(task.take(2)).hasSize(2);
      append(messages(3, 4));
      assertThat(subjects(task, task.take(2))).containsExactlyElementsOf(numbered(3, 4));
      append("\n" + messages(5, 5));
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(5, 5));
    }
  }

  @Test
  void waitsWithTheLastMessageWhileItMayStillBeWritten() throws Exception {
    write(messages(1, 1) + FROM + "Subject: subject-2\n\nbegin");
    Files.setLastModifiedTime(mbox(), FileTime.from(Instant.now().plusSeconds(300)));
    try (var task = new RunningTask(settings(), offsets)) {
      assertThat(subjects(task, task.take(1))).containsExactlyElementsOf(numbered(1, 1));
      assertThat(task.poll()).isEmpty();
      append("ning and end\n\n");
      SourceRecord second = task.take(1).getFirst();
      assertThat(raw(task, second)).isEqualTo("Subject: subject-2\n\nbeginning and end\n");
    }
  }

  @Test
  void readsAFileThatWasCutOrReplacedAnewWithTheIdsThatItsMessagesHad() throws Exception {
    write(messages(1, 3));
    Object idOfThree;
    try (var task = new RunningTask(settings(), offsets)) {
      List<SourceRecord> taken = task.take(3);
      idOfThree = taken.getLast().key();
      task.acknowledge(taken);

      write(messages(3, 3));
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly(idOfThree);
      write(messages(7, 9));
      assertThat(subjects(task, task.take(3))).containsExactlyElementsOf(numbered(7, 9));
    }
    write(messages(4, 6));
    try (var task = new RunningTask(settings(), offsets)) {
      assertThat(subjects(task, task.take(3))).containsExactlyElementsOf(numbered(4, 6));
    }
  }

  @Test
  void keepsALargeMessageWholeInTheBlobStore() throws Exception {
    String large = "Subject: subject-1\n\n" + "x".repeat(MailRecords.RAW_BYTES_MAX) + "\n";
    write(FROM + large + "\n" + messages(2, 2));
    Map<String, String> settings = settings();
    settings.put(MailSourceSettings.BLOBS, folder.resolve("blobs").toString());
    try (var task = new RunningTask(settings, offsets)) {
      InboundEmail email = task.email(task.take(2).getFirst());

      assertThat(email.getSizeBytes()).isEqualTo(large.length());
      assertThat(email.getRaw().remaining()).isEqualTo(MailRecords.RAW_BYTES_MAX);
      assertThat(Files.readString(Path.of(URI.create(email.getBlob().getUri())))).isEqualTo(large);
    }
  }

  private Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            MailSourceSettings.STORE, "mbox",
            MailSourceSettings.PATH, mbox().toString(),
            MailSourceSettings.POLL_INTERVAL, "100",
            MailSourceSettings.PAGE_MESSAGES, "10",
            MailSourceSettings.TENANT, "acme",
            MailSourceSettings.REGISTRY, "http://127.0.0.1:1"));
  }

  private Path mbox() {
    return folder.resolve("mail.mbox");
  }

  /** Appears whole and old, as a file that nobody writes to. */
  private void write(String text) throws IOException {
    Path written = Files.writeString(folder.resolve("written"), text);
    Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(written, mbox(), StandardCopyOption.REPLACE_EXISTING);
  }

  private void append(String text) throws IOException {
    Files.writeString(mbox(), text, StandardOpenOption.APPEND);
  }

  private static String messages(int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append(FROM).append("Subject: subject-").append(i).append("\n\n>From line ").append(i).append("\n\n");
    }
    return text.toString();
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "Subject: subject-" + i).toList();
  }

  private static List<String> subjects(RunningTask task, List<SourceRecord> records) {
    return records.stream().map(record -> raw(task, record).split("\n", 2)[0]).toList();
  }

  private static String raw(RunningTask task, SourceRecord record) {
    return StandardCharsets.UTF_8.decode(task.email(record).getRaw()).toString();
  }
}
