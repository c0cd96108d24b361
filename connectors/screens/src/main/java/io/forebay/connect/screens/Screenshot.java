package io.forebay.connect.screens;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sidecar and the pictures beside it, of which there should be one.
 *
 * @param name path of the sidecar below the folder, with slashes
 * @param changed when the latest of them was written
 */
record Screenshot(String name, Path sidecar, List<Path> pictures, Instant changed) {
  private static final String CHANGED = "changed";
  private static final String DEAD = "dead";

  /** As Connect's offsets name it: sorted, for Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
  Map<String, String> partition(Path folder) {
    return new TreeMap<>(Map.of("folder", folder.toString(), "file", name));
  }

  /** What is kept once it was read: files that are written again are read again. */
  Map<String, Object> offset() {
    return Map.of(CHANGED, changed.toEpochMilli());
  }

  /** The same where it went to the dead letters. */
  Map<String, Object> deadOffset() {
    return Map.of(CHANGED, changed.toEpochMilli(), DEAD, true);
  }

  static boolean isDead(Map<String, ?> offset) {
    return Boolean.TRUE.equals(offset.get(DEAD));
  }

  boolean isRead(Map<String, ?> offset) {
    return offset != null && offset.get(CHANGED) instanceof Number read && read.longValue() == changed.toEpochMilli();
  }
}
