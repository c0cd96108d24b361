package io.forebay.connect.screens;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which screenshots of a folder were taken: a mark of eight bytes each, in a fixed number of slots, which are Connect's offsets.
 *
 * <p>Names and times of files have no order, for files come with the times that they had elsewhere. So each is known by itself, but only as long as it is there:
 * when a slot is written, it forgets those that the last look did not see. A folder that is empty because nothing is mounted there forgets nothing.
 */
final class FolderMarks {
  static final int SLOTS = 256;

  private final List<Set<Long>> slots = new ArrayList<>(SLOTS);
  private final Set<Long> present = new HashSet<>();

  /** None is marked. */
  FolderMarks() {
    for (int slot = 0; slot < SLOTS; slot++) {
      slots.add(new HashSet<>());
    }
  }

  /**
   * Takes what {@link #add} gave.
   *
   * @param kept null where nothing was
   */
  void load(int slot, String kept) {
    if (kept != null) {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(kept));
      while (bytes.remaining() >= Long.BYTES) {
        slots.get(slot).add(bytes.getLong());
      }
    }
  }

  /** What is there now. */
  void see(Collection<Screenshot> all) {
    present.clear();
    for (Screenshot screenshot : all) {
      present.add(mark(screenshot, false));
      present.add(mark(screenshot, true));
    }
  }

  /** Whether an event was made of it. */
  boolean isRead(Screenshot screenshot) {
    return slots.get(slot(screenshot)).contains(mark(screenshot, false));
  }

  /** Whether it went to the dead letters, or was passed over. */
  boolean isDead(Screenshot screenshot) {
    return slots.get(slot(screenshot)).contains(mark(screenshot, true));
  }

  /**
   * Marks one.
   *
   * @return all of its slot
   */
  String add(Screenshot screenshot, boolean dead) {
    Set<Long> marks = slots.get(slot(screenshot));
    marks.retainAll(present);
    marks.add(mark(screenshot, dead));
    ByteBuffer bytes = ByteBuffer.allocate(marks.size() * Long.BYTES);
    marks.forEach(bytes::putLong);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static int slot(Screenshot screenshot) {
    return Math.floorMod(screenshot.stem().hashCode(), SLOTS);
  }

  private static long mark(Screenshot screenshot, boolean dead) {
    String told = screenshot.stem() + '\0' + screenshot.changed().toEpochMilli() + '\0' + dead;
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
