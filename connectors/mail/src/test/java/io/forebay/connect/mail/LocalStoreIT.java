package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreIT {
  private static final Instant RECEIVED_AT = Instant.ofEpochSecond(1_790_000_000);

  private final Map<Map<String, ?>, Map<String, ?>> offsets = RunningTask.noOffsets();

  @TempDir private Path folder;

  @BeforeEach
  void makeAMaildir() throws IOException {
    for (String name : List.of("cur", "new", "tmp")) {
      Files.createDirectory(folder.resolve(name));
    }
  }

  @Test
  void readsAMaildirOnceThoughFlagsChangeAndTheWorkerRestarts() throws Exception {
    write("cur/1.a:2,S", "one");
    Path second = write("new/2.b", "two");
    write("tmp/3.c", "not yet");
    try (var task = new RunningTask(settings("maildir"), offsets)) {
      List<SourceRecord> taken = task.take(2);
      assertThat(texts(task, taken)).containsExactly("one", "two");
      task.acknowledge(taken);
    }
    Files.move(second, folder.resolve("cur/2.b:2,RS"));
    write("new/0.d", "three");
    try (var task = new RunningTask(settings("maildir"), offsets)) {
      assertThat(texts(task, task.take(1))).containsExactly("three");
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void readsEmlFilesOfAnyDepthAndThoseThatComeLater() throws Exception {
    write("cur/b.EML", "two");
    write("a.eml", "one");
    write("a.txt", "no mail");
    write(".hidden.eml", "hidden");
    try (var task = new RunningTask(settings("eml"), offsets)) {
      List<SourceRecord> taken = task.take(2);
      assertThat(texts(task, taken)).containsExactly("one", "two");
      InboundEmail email = task.email(taken.getFirst());
      assertThat(email.getReceivedAt()).isEqualTo(RECEIVED_AT);
      assertThat(email.getSource()).isEqualTo("eml");

      write("c.eml", "three");
      assertThat(texts(task, task.take(1))).containsExactly("three");
    }
  }

  @Test
  void readsAllOthersWhileAFileAndAFolderMayNotBeRead() throws Exception {
    Path closed = Files.setPosixFilePermissions(write("cur/b.eml", "closed"), Set.of());
    Path shut = Files.setPosixFilePermissions(Files.createDirectory(folder.resolve("lost+found")), Set.of());
    assumeThat(Files.isReadable(closed)).as("may read everything").isFalse();
    write("a.eml", "one");
    write("new/c.eml", "two");
    try (var task = new RunningTask(settings("eml"), offsets)) {
      assertThat(texts(task, task.take(2))).containsExactly("one", "two");

      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
      assertThat(texts(task, task.take(1))).containsExactly("closed");
    }
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void deliversWhatCameBeforeAMessageThatTheBlobStoreDoesNotTake() throws Exception {
    Path blobs = Files.createDirectory(folder.resolve("tmp/blobs"));
    write("a.eml", "one");
    write("b.eml", "x".repeat(MailRecords.RAW_BYTES_MAX + 1));
    Map<String, String> settings = new HashMap<>(settings("eml"));
    settings.put(MailSourceSettings.BLOBS, blobs.toString());
    try (var task = new RunningTask(settings, offsets)) {
      task.take(2);
      Path away = Files.move(blobs, folder.resolve("tmp/away"));
      Files.writeString(blobs, "no folder");
      write("c.eml", "three");
      write("d.eml", "y".repeat(MailRecords.RAW_BYTES_MAX + 1));
      assertThat(texts(task, task.take(1))).containsExactly("three");

      Files.delete(blobs);
      Files.move(away, blobs);
      assertThat(task.take(1)).hasSize(1);
    }
  }

  @Test
  void readsAFileThatIsDatedFarAhead() throws Exception {
    Files.setLastModifiedTime(write("a.eml", "one"), FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
    try (var task = new RunningTask(settings("eml"), offsets)) {
      assertThat(texts(task, task.take(1))).containsExactly("one");
    }
  }

  private Map<String, String> settings(String store) {
    return Map.of(
        MailSourceSettings.STORE, store,
        MailSourceSettings.PATH, folder.toString(),
        MailSourceSettings.POLL_INTERVAL, "100",
        MailSourceSettings.TENANT, "acme",
        MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
  }

  /** Appears whole and old, as a mail system's files do. */
  private Path write(String name, String text) throws IOException {
    Path written = Files.writeString(folder.resolve("tmp").resolve("written"), text);
    Files.setLastModifiedTime(written, FileTime.from(RECEIVED_AT));
    return Files.move(written, folder.resolve(name));
  }

  private static List<String> texts(RunningTask task, List<SourceRecord> records) {
    return records.stream().map(record -> StandardCharsets.UTF_8.decode(task.email(record).getRaw()).toString()).toList();
  }
}
