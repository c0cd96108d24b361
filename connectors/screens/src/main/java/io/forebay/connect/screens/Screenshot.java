package io.forebay.connect.screens;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sidecar and the pictures beside it, of which there should be one.
 *
 * @param stem their name without an ending
 * @param changed when the latest of them was written
 */
record Screenshot(String stem, StoredFile sidecar, List<StoredFile> pictures, Instant changed) {
  /** As they were written. */
  static final Comparator<Screenshot> ORDER = Comparator.comparing(Screenshot::changed).thenComparing(Screenshot::stem);

  /** What people and offsets call it: its sidecar, by a lower-case ending. */
  String name() {
    return stem + ".json";
  }

  /** Files of one stem, while they are found. */
  static final class Half {
    private final String stem;
    private StoredFile sidecar;
    private final List<StoredFile> pictures = new ArrayList<>(1);
    private Instant changed = Instant.MIN;

    Half(String stem) {
      this.stem = stem;
    }

    String stem() {
      return stem;
    }

    Instant changed() {
      return changed;
    }

    void add(StoredFile file, Instant written) {
      changed = written.isAfter(changed) ? written : changed;
      if (file.isSidecar()) {
        sidecar = file;
      } else {
        pictures.add(file);
      }
    }

    boolean isWhole() {
      return sidecar != null && !pictures.isEmpty();
    }

    Screenshot whole() {
      return new Screenshot(stem, sidecar, List.copyOf(pictures), changed);
    }

    /** The name of what waits for the rest. */
    String alone() {
      return sidecar == null ? pictures.getFirst().name() : sidecar.name();
    }
  }
}
