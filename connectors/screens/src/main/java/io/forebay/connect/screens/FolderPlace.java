package io.forebay.connect.screens;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A folder, with an offset for each screenshot, because neither names nor the times of files have an order: files come with the times that they had elsewhere.
 *
 * <p>Holds the names of all files.
 */
final class FolderPlace implements ScreenPlace {
  private static final int ASKED_MAX = 500;
  private static final String CHANGED = "changed";
  private static final String DEAD = "dead";
  private static final String FILE = "file";

  private final Path path;
  private final ScreenFolder folder;
  private final boolean delete;
  private final Duration waitMax;
  private final OffsetStorageReader offsets;
  private final InstantSource clock;
  private final Map<String, Screenshot> taken = new HashMap<>();
  private final Queue<Arrived> acknowledged = new ConcurrentLinkedQueue<>();

  private record Arrived(String name, Map<String, ?> offset) {}

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
    Map<String, Screenshot> present = new HashMap<>();
    all.ready().forEach(screenshot -> present.put(screenshot.name(), screenshot));
    taken.keySet().retainAll(present.keySet());
    List<Screenshot> fresh = all.ready().stream().filter(screenshot -> !isTaken(screenshot)).toList();
    List<Screenshot> ready = new ArrayList<>();
    for (int from = 0; from < fresh.size(); from += ASKED_MAX) {
      List<Screenshot> some = fresh.subList(from, Math.min(fresh.size(), from + ASKED_MAX));
      Map<Map<String, String>, Map<String, Object>> known = offsets.offsets(some.stream().map(this::partition).toList());
      for (Screenshot screenshot : some) {
        Map<String, Object> offset = known.get(partition(screenshot));
        if (isRead(screenshot, offset)) {
          taken.put(screenshot.name(), screenshot);
          acknowledged(partition(screenshot), offset); // a crash came between the acknowledgement and the deletion
        } else {
          ready.add(screenshot);
        }
      }
    }
    return new Look(ready, all.alone());
  }

  private boolean isTaken(Screenshot screenshot) {
    Screenshot known = taken.get(screenshot.name());
    return known != null && known.changed().equals(screenshot.changed());
  }

  @Override
  public byte[] read(StoredFile file, int bytesMax) throws IOException, BadObservationException {
    return folder.read(file.name(), bytesMax);
  }

  /** Sorted, for Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
  @Override
  public Map<String, String> partition(Screenshot screenshot) {
    return new TreeMap<>(Map.of("folder", path.toString(), FILE, screenshot.name()));
  }

  @Override
  public Map<String, ?> take(Screenshot screenshot, boolean dead) {
    taken.put(screenshot.name(), screenshot);
    long changed = screenshot.changed().toEpochMilli();
    return dead ? Map.of(CHANGED, changed, DEAD, true) : Map.of(CHANGED, changed);
  }

  private static boolean isRead(Screenshot screenshot, Map<String, ?> offset) {
    return offset != null && offset.get(CHANGED) instanceof Number read && read.longValue() == screenshot.changed().toEpochMilli();
  }

  @Override
  public void acknowledged(Map<String, ?> partition, Map<String, ?> offset) {
    if (delete && !Boolean.TRUE.equals(offset.get(DEAD))) {
      acknowledged.add(new Arrived(String.valueOf(partition.get(FILE)), offset));
    }
  }

  private void deleteAcknowledged() throws IOException {
    for (Arrived arrived = acknowledged.poll(); arrived != null; arrived = acknowledged.poll()) {
      Screenshot known = taken.get(arrived.name());
      if (known != null && isRead(known, arrived.offset())) {
        folder.delete(known);
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
