package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forebay.schemas.ScreenObserved;
import io.forebay.schemas.ScreenRedaction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenSourceTaskTest {
  private static final Instant TAKEN_AT = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final String DEAD = "screens.dlq";

  private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();

  @TempDir private Path home;
  private Path folder;
  private Instant writtenAt = Instant.parse("2026-11-21T10:00:00Z");

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectory(home.resolve("screens"));
  }

  @Test
  void makesAnEventOfAPictureAndItsSidecar() throws Exception {
    byte[] picture = PictureTest.image("png", 40, 30);
    write("a/1.PNG", picture);
    sidecar("a/1.json", ", \"application\": \"Editor\", \"window\": \"notes\", \"uiTree\": {\"role\": \"window\"}, \"redacted\": true");
    try (var task = start()) {
      SourceRecord record = task.poll().getFirst();
      ScreenObserved event = task.event(record);

      assertThat(record.topic()).isEqualTo("screens.observations");
      assertThat(record.key()).isEqualTo("s-1").isEqualTo(event.getSessionId());
      assertThat(event.getTenant()).isEqualTo("acme");
      assertThat(event.getObservedAt()).isEqualTo(TAKEN_AT);
      assertThat(event.getApplication()).isEqualTo("Editor");
      assertThat(event.getWindowTitle()).isEqualTo("notes");
      assertThat(event.getWidthPixels()).isEqualTo(40);
      assertThat(event.getHeightPixels()).isEqualTo(30);
      assertThat(event.getUiTree()).isEqualTo("{\"role\":\"window\"}");
      assertThat(event.getUiTreeBlob()).isNull();
      assertThat(event.getRedaction()).isEqualTo(ScreenRedaction.SOURCE);
      assertThat(event.getScreenshot().getMediaType()).isEqualTo("image/png");
      assertThat(Path.of(URI.create(event.getScreenshot().getUri()))).hasBinaryContent(picture);
    }
  }

  @Test
  void readsEachOnceInTheOrderInWhichTheyWereWrittenAndThoseThatComeLater() throws Exception {
    for (int i = 9; i >= 1; i--) {
      pair("shot-" + i, "s-" + i);
    }
    try (var task = start(ScreenSettings.BATCH_MAX, "4")) {
      List<SourceRecord> taken = task.take(9);
      assertThat(taken).extracting(SourceRecord::key).containsExactlyElementsOf(IntStream.rangeClosed(1, 9).mapToObj(i -> "s-" + (10 - i)).toList());
      assertThat(task.poll()).isEmpty();

      pair("shot-0", "late");
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("late");
    }
  }

  @Test
  void goesOnBehindWhatWasAcknowledgedAfterARestart() throws Exception {
    pair("1", "s-1");
    pair("2", "s-2");
    Object unacknowledged;
    try (var task = start()) {
      List<SourceRecord> taken = task.take(2);
      task.acknowledge(taken.subList(0, 1));
      unacknowledged = task.event(taken.getLast());
    }
    try (var task = start()) {
      assertThat(task.take(1)).map(task::event).containsExactly((ScreenObserved) unacknowledged);
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void keepsTheIdOfFilesThatAreTouchedAndGivesAnotherToOthers() throws Exception {
    pair("1", "s-1");
    try (var task = start()) {
      String first = task.event(task.take(1).getFirst()).getObservationId();
      pair("1", "s-1");
      assertThat(task.event(task.take(1).getFirst()).getObservationId()).isEqualTo(first);
      write("1.png", PictureTest.image("png", 5, 5));
      assertThat(task.event(task.take(1).getFirst()).getObservationId()).isNotEqualTo(first);
    }
  }

  @Test
  void waitsForTheOtherHalfAndForFilesThatAreStillWritten() throws Exception {
    write("alone.png", PictureTest.image("png", 4, 4));
    sidecar("lonely.json", "");
    pair("fresh", "s-1");
    Files.setLastModifiedTime(folder.resolve("fresh.png"), FileTime.from(RunningTask.NOW.minusMillis(500)));
    try (var task = start()) {
      assertThat(task.poll()).isEmpty();

      sidecar("alone.json", "");
      task.clock().forward(Duration.ofSeconds(1));
      assertThat(task.take(2)).extracting(record -> String.valueOf(record.sourceOffset().get("file"))).containsExactly("alone.json", "fresh.json");
    }
  }

  @Test
  void tellsOfThoseThatHaveWaitedForLong() throws Exception {
    write("a/alone.png", PictureTest.image("png", 4, 4));
    sidecar("lonely.json", "");
    var screens = new ScreenFolder(folder);
    Instant written = Files.getLastModifiedTime(folder.resolve("lonely.json")).toInstant();

    assertThat(screens.look(written.plusSeconds(59), Duration.ofMinutes(1)).alone()).isEmpty();
    assertThat(screens.look(written.plusSeconds(61), Duration.ofMinutes(1)).alone()).containsExactly("a/alone.png", "lonely.json");
  }

  @Test
  void readsNothingThroughLinksAndNothingHidden() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.write(elsewhere.resolve("1.png"), PictureTest.image("png", 4, 4));
    Files.writeString(elsewhere.resolve("1.json"), json(""));
    Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
    Files.createSymbolicLink(folder.resolve("2.png"), elsewhere.resolve("1.png"));
    Files.createSymbolicLink(folder.resolve("2.json"), elsewhere.resolve("1.json"));
    sidecar("3.json", "");
    Files.createSymbolicLink(folder.resolve("3.png"), elsewhere.resolve("1.png"));
    pair(".hidden/4", "s-4");
    pair(".5", "s-5");
    try (var task = start()) {
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void readsNothingThroughAFolderThatBecameALink() throws Exception {
    pair("a/1", "s-1");
    var screens = new ScreenFolder(folder);
    Screenshot found = screens.look(RunningTask.NOW, Duration.ofMinutes(1)).ready().getFirst();
    Path moved = Files.move(folder.resolve("a"), home.resolve("moved"));
    Files.createSymbolicLink(folder.resolve("a"), moved);

    assertThatThrownBy(() -> screens.read(found.sidecar().name(), 1_000)).isInstanceOf(IOException.class);
  }

  @Test
  void putsALargeTreeIntoTheBlobStore() throws Exception {
    String tree = "[\"" + "x".repeat(ScreenRecords.TREE_BYTES_MAX) + "\"]";
    write("1.png", PictureTest.image("png", 4, 4));
    sidecar("1.json", ", \"uiTree\": " + tree);
    try (var task = start()) {
      ScreenObserved event = task.event(task.take(1).getFirst());

      assertThat(event.getUiTree()).isNull();
      assertThat(Path.of(URI.create(event.getUiTreeBlob().getUri()))).hasContent(tree);
    }
  }

  @Test
  void failsWithOneSentenceOnABadFileAfterWhatCameBeforeIt() throws Exception {
    pair("1", "s-1");
    write("2.png", "no picture".getBytes(StandardCharsets.UTF_8));
    sidecar("2.json", "");
    pair("3", "s-3");
    try (var task = start()) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-1");
      assertThatThrownBy(task::poll)
          .isInstanceOf(ConnectException.class)
          .hasMessage("The screenshot " + folder.toRealPath().resolve("2.json") + " cannot be sent: the picture is no PNG, JPEG or WebP; mend it or move it away.");
    }
  }

  @Test
  void sendsBadOnesToTheDeadLettersWhereTheyAreTolerated() throws Exception {
    write("1.png", PictureTest.image("png", 4, 4));
    write("1.json", "{\"session\": ".getBytes(StandardCharsets.UTF_8));
    pair("2", "s-2");
    Map<String, String> tolerant = Map.of(ScreenSettings.TOLERANCE, "all", ScreenSettings.DEAD_LETTERS, DEAD, ScreenSettings.AFTER, "delete");
    try (var task = start(tolerant)) {
      List<SourceRecord> taken = task.take(2);
      SourceRecord dead = taken.getFirst();

      assertThat(taken).extracting(SourceRecord::topic).containsExactly(DEAD, "screens.observations");
      assertThat(dead.key()).isEqualTo("1.json");
      assertThat((byte[]) dead.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"session\": ");
      assertThat(header(dead, "error-code")).isEqualTo("INVALID_EVENT");
      assertThat(header(dead, "__connect.errors.connector.name")).isEqualTo("desk");
      assertThat(header(dead, "__connect.errors.exception.message")).contains("the sidecar is no JSON");
      task.acknowledge(taken);
    }
    try (var task = start(tolerant)) {
      assertThat(task.poll()).isEmpty();
      assertThat(task.poll()).isEmpty();
      assertThat(folder.resolve("1.json")).exists();
      write("1.json", json("").getBytes(StandardCharsets.UTF_8));
      assertThat(task.take(1)).extracting(SourceRecord::topic).containsExactly("screens.observations");
    }
  }

  @Test
  void passesOverBadOnesWhereNobodyWantsThem() throws Exception {
    write("1.png", PictureTest.image("png", 4, 4));
    write("1.jpg", PictureTest.image("jpg", 4, 4));
    sidecar("1.json", "");
    write("2.png", new byte[5_000]);
    sidecar("2.json", "");
    pair("3", "s-3");
    try (var task = start(Map.of(ScreenSettings.TOLERANCE, "all", ScreenSettings.PICTURE_BYTES_MAX, "4000"))) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-3");
    }
  }

  @Test
  void deletesFilesOnceTheirEventIsAcknowledgedAndNotBefore() throws Exception {
    pair("1", "s-1");
    pair("2", "s-2");
    try (var task = start(ScreenSettings.AFTER, "delete")) {
      List<SourceRecord> taken = task.take(2);
      task.poll();
      assertThat(folder.resolve("1.png")).exists();

      pair("2", "newer");
      task.acknowledge(taken);
      task.poll();
      assertThat(folder.resolve("1.png")).doesNotExist();
      assertThat(folder.resolve("1.json")).doesNotExist();
      assertThat(folder.resolve("2.png")).exists();
    }
  }

  @Test
  void keepsFilesWhoseRecordATransformDropped() throws Exception {
    pair("1", "s-1");
    try (var task = start(ScreenSettings.AFTER, "delete")) {
      task.drop(task.take(1));
      assertThat(task.poll()).isEmpty();
      assertThat(task.poll()).isEmpty();
      assertThat(folder.resolve("1.png")).exists();
      assertThat(folder.resolve("1.json")).exists();
    }
  }

  @Test
  void forgetsWhatIsNoLongerThereAndKeepsAFixedNumberOfOffsets() throws Exception {
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 200; i++) {
        pair(round + "-" + i, "s");
      }
      try (var task = start(ScreenSettings.AFTER, "delete")) {
        task.acknowledge(task.take(200));
        assertThat(task.poll()).isEmpty();
        assertThat(folder).isEmptyDirectory();
      }
    }
    assertThat(offsets).hasSizeLessThanOrEqualTo(FolderMarks.SLOTS);
    assertThat(offsets.values()).allSatisfy(offset -> assertThat(String.valueOf(offset.get("read"))).hasSizeLessThan(80));
  }

  @Test
  void forgetsNothingWhileTheFolderIsEmptyBecauseNothingIsMountedThere() throws Exception {
    pair("1", "s-1");
    Path elsewhere = home.resolve("unmounted");
    try (var task = start()) {
      task.acknowledge(task.take(1));
      Files.move(folder.resolve("1.json"), elsewhere);
      assertThat(task.poll()).isEmpty();
      Files.move(elsewhere, folder.resolve("1.json"));
      assertThat(task.poll()).isEmpty();
    }
    try (var task = start()) {
      assertThat(task.poll()).isEmpty();
    }
  }

  @Test
  void passesOverAFolderThatMayNotBeRead() throws Exception {
    pair("1", "s-1");
    Path closed = Files.createDirectory(folder.resolve("lost+found"), PosixFilePermissions.asFileAttribute(Set.of()));
    assumeThat(Files.isReadable(closed)).as("this user may read every folder").isFalse();
    try (var task = start()) {
      assertThat(task.take(1)).extracting(SourceRecord::key).containsExactly("s-1");
    }
  }

  @Test
  void goesOnWhereFilesCannotBeDeleted() throws Exception {
    pair("a/1", "s-1");
    pair("b/2", "s-2");
    try (var task = start(Map.of(ScreenSettings.AFTER, "delete", ScreenSettings.BATCH_MAX, "1"))) {
      List<SourceRecord> first = task.take(1);
      Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
      assumeThat(Files.isWritable(folder.resolve("a"))).as("this user may write to every folder").isFalse();
      task.acknowledge(first);
      List<SourceRecord> second = task.take(1);
      task.acknowledge(second);
      assertThat(second).extracting(SourceRecord::key).containsExactly("s-2");
      assertThat(task.poll()).isEmpty();
      assertThat(folder.resolve("a/1.png")).exists();
      assertThat(folder.resolve("b/2.png")).doesNotExist();
    } finally {
      Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void deletesAfterARestartWhatACrashLeftBehind() throws Exception {
    pair("1", "s-1");
    try (var task = start()) {
      task.acknowledge(task.take(1));
    }
    try (var task = start(ScreenSettings.AFTER, "delete")) {
      task.poll();
      task.poll();
      assertThat(folder.resolve("1.json")).doesNotExist();
    }
  }

  private RunningTask start() {
    return start(Map.of());
  }

  private RunningTask start(String name, String value) {
    return start(Map.of(name, value));
  }

  private RunningTask start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "desk");
    settings.put(ScreenSettings.FOLDER, folder.toString());
    settings.put(ScreenSettings.POLL_INTERVAL, "100");
    settings.put(ScreenSettings.TENANT, "acme");
    settings.put(ScreenSettings.BLOBS, home.resolve("blobs").toString());
    settings.put(ScreenSettings.REGISTRY, "http://127.0.0.1:1");
    settings.putAll(more);
    return new RunningTask(settings, offsets);
  }

  private void pair(String stem, String session) throws IOException {
    write(stem + ".png", PictureTest.image("png", 4, 4));
    write(stem + ".json", json("").replace("s-1", session).getBytes(StandardCharsets.UTF_8));
  }

  private void sidecar(String name, String more) throws IOException {
    write(name, json(more).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String more) {
    return "{\"session\": \"s-1\", \"time\": \"" + TAKEN_AT + "\"" + more + "}";
  }

  /** Each is a second younger than the one before. */
  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    writtenAt = writtenAt.plusSeconds(1);
    Files.setLastModifiedTime(file, FileTime.from(writtenAt));
  }

  private static String header(SourceRecord record, String name) {
    Header header = record.headers().lastWithName(name);
    return header == null ? null : String.valueOf(header.value());
  }
}
