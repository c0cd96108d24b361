package io.forebay.connect.screens;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Which screenshots of a bucket were taken, however many there are: all up to a moment, and single ones after it.
 *
 * <p>They are taken in the order in which they were written. Some appear late: an upload that takes long has the time of its beginning, and so has a copy
 * that is made by replication. Hence the moment stays behind the newest one, and those in between are known by their marks.
 */
final class ReadWindow {
  /** Where more are known than these, the moment comes nearer. */
  static final int MARKS_MAX = 5_000;

  /** More than can be written at one time and still be told in one record. */
  static final int MARKS_AT_ONE_TIME_MAX = 30_000;

  private static final String THROUGH = "through";
  private static final String MARKS = "read";
  private static final int TIME_BYTES = 6;
  private static final int MARK_BYTES = TIME_BYTES + Long.BYTES;

  private final long lateMaxMillis;
  private final TreeSet<Mark> marks = new TreeSet<>(Comparator.comparingLong(Mark::changed).thenComparingLong(Mark::content));
  private long through;

  private record Mark(long changed, long content) {}

  /**
   * Goes on where an offset was kept.
   *
   * @param offset null where there is none yet
   * @param lateMax how far the moment stays behind the newest one
   */
  ReadWindow(Map<String, ?> offset, Duration lateMax) {
    this.lateMaxMillis = lateMax.toMillis();
    this.through = offset != null && offset.get(THROUGH) instanceof Number kept ? kept.longValue() : Long.MIN_VALUE;
    if (offset != null && offset.get(MARKS) instanceof String kept) {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(kept));
      while (bytes.remaining() >= MARK_BYTES) {
        long changed = ((long) bytes.getShort() << Integer.SIZE) | Integer.toUnsignedLong(bytes.getInt());
        marks.add(new Mark(changed, bytes.getLong()));
      }
    }
  }

  boolean holds(Screenshot screenshot) {
    return screenshot.changed().toEpochMilli() <= through || marks.contains(mark(screenshot));
  }

  /** Adds one; none that was written before it may be added later, unless it was not there yet. */
  void add(Screenshot screenshot) {
    Mark added = mark(screenshot);
    marks.add(added);
    long late = marks.last().changed() - lateMaxMillis;
    // Never up to the one that is added: more of its time may wait behind it.
    while (marks.first().changed() < added.changed() && (marks.size() > MARKS_MAX || marks.first().changed() <= late)) {
      through = Math.max(through, marks.pollFirst().changed());
    }
    if (marks.size() > MARKS_AT_ONE_TIME_MAX) {
      throw new ConnectException("More than %,d screenshots were written at one time; narrow the prefix.".formatted(MARKS_AT_ONE_TIME_MAX));
    }
  }

  /** As Connect keeps it. */
  Map<String, ?> offset() {
    ByteBuffer bytes = ByteBuffer.allocate(marks.size() * MARK_BYTES);
    marks.forEach(mark -> bytes.putShort((short) (mark.changed() >> Integer.SIZE)).putInt((int) mark.changed()).putLong(mark.content()));
    return Map.of(THROUGH, through, MARKS, Base64.getEncoder().encodeToString(bytes.array()));
  }

  private static Mark mark(Screenshot screenshot) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(told(screenshot.sidecar()));
      screenshot.pictures().forEach(picture -> digest.update(told(picture)));
      return new Mark(screenshot.changed().toEpochMilli(), ByteBuffer.wrap(digest.digest()).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] told(StoredFile file) {
    return (file.name() + '\0' + file.version() + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
