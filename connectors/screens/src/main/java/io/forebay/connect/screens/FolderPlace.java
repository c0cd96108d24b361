package io.forebay.connect.screens;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder, whose files may be deleted once Kafka has their events. Holds the names of all files. */
final class FolderPlace implements ScreenPlace {
  private static final Logger LOG = LoggerFactory.getLogger(FolderPlace.class);
  private static final String FILE = "file";
  private static final String CHANGED = "changed";
  private static final String MARKS = "read";

  private final Path path;
  private final ScreenFolder folder;
  private final boolean delete;
  private final Duration waitMax;
  private final OffsetStorageReader offsets;
  private final InstantSource clock;
  private final Map<String, Screenshot> sent = new HashMap<>();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private FolderMarks marks;
  private boolean toldOfFilesThatStay;

  /**
   * @param delete whether files are removed once Kafka has acknowledged their event
   * @throws IOException if it is not there
   */
  FolderPlace(Path path, boolean delete, Duration waitMax, OffsetStorageReader offsets, InstantSource clock) throws IOException {
    this.path = path;
    this.folder = new ScreenFolder(path);
    this.delete = delete;
    this.waitMax = waitMax;
    this.offsets = offsets;
    this.clock = clock;
  }

  @Override
  public Look look() throws IOException {
    deleteAcknowledged();
    Look all = folder.look(clock.instant(), waitMax);
    if (marks == null) {
      marks = load();
      if (delete) {
        all.ready().stream().filter(marks::isRead).forEach(this::delete); // a crash came between the acknowledgement and the deletion
      }
    }
    marks.see(all.ready());
    return new Look(all.ready().stream().filter(screenshot -> !marks.isRead(screenshot) && !marks.isDead(screenshot)).toList(), all.alone());
  }

  private FolderMarks load() {
    List<Map<String, String>> slots = IntStream.range(0, FolderMarks.SLOTS).mapToObj(this::partition).toList();
    Map<Map<String, String>, Map<String, Object>> kept = offsets.offsets(slots);
    var loaded = new FolderMarks();
    for (int slot = 0; slot < FolderMarks.SLOTS; slot++) {
      Map<String, Object> offset = kept.get(slots.get(slot));
      loaded.load(slot, offset == null ? null : (String) offset.get(MARKS));
    }
    return loaded;
  }

  @Override
  public byte[] read(StoredFile file, int bytesMax) throws IOException, BadObservationException {
    return folder.read(file.name(), bytesMax);
  }

  @Override
  public Map<String, String> partition(Screenshot screenshot) {
    return partition(FolderMarks.slot(screenshot));
  }

  /** Sorted, for Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
  private Map<String, String> partition(int slot) {
    return new TreeMap<>(Map.of("folder", path.toString(), "slot", Integer.toString(slot)));
  }

  @Override
  public Map<String, ?> take(Screenshot screenshot, boolean dead) {
    if (delete && !dead) {
      sent.put(known(screenshot.name(), screenshot.changed().toEpochMilli()), screenshot);
    }
    return Map.of(FILE, screenshot.name(), CHANGED, screenshot.changed().toEpochMilli(), MARKS, marks.add(screenshot, dead));
  }

  @Override
  public void acknowledged(Map<String, ?> offset) {
    if (delete) {
      acknowledged.add(known(offset.get(FILE), offset.get(CHANGED)));
    }
  }

  /** One that is written again is another. */
  private static String known(Object name, Object changed) {
    return changed + " " + name;
  }

  private void deleteAcknowledged() {
    for (String known = acknowledged.poll(); known != null; known = acknowledged.poll()) {
      Screenshot screenshot = sent.remove(known);
      if (screenshot != null) {
        delete(screenshot);
      }
    }
  }

  private void delete(Screenshot screenshot) {
    try {
      folder.delete(screenshot);
    } catch (IOException e) {
      if (!toldOfFilesThatStay) {
        LOG.warn("Files of the folder {} cannot be deleted and stay, for example {}: {}", path, screenshot.name(), e.toString());
        toldOfFilesThatStay = true;
      }
    }
  }

  @Override
  public String where(String name) {
    return folder.path(name).toString();
  }

  @Override
  public String kind() {
    return "folder";
  }

  @Override
  public String toString() {
    return "folder " + path;
  }

  @Override
  public void close() {
    // Nothing is open between two reads.
  }
}
