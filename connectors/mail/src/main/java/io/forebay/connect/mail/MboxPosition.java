package io.forebay.connect.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * How far an mbox was read, and by what to know it again.
 *
 * @param bytes where the next message begins
 * @param check hash of the file's first bytes and of those before the place: a file that was only appended to still has them
 */
record MboxPosition(long bytes, String check) {
  static final MboxPosition START = new MboxPosition(0, "");

  private static final int CHECKED_BYTES = 1_024;
  private static final int CHECK_BYTES = 16;
  private static final String BYTES = "bytes";
  private static final String CHECK = "check";

  /** A place in a file as it is now. */
  static MboxPosition in(FileChannel file, long bytes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes(file, 0, bytes));
      digest.update(bytes(file, Math.max(0, bytes - CHECKED_BYTES), bytes));
      return new MboxPosition(bytes, HexFormat.of().formatHex(digest.digest(), 0, CHECK_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ByteBuffer bytes(FileChannel file, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHECKED_BYTES, to - from));
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) > 0) {
      // until all is there or the file ends
    }
    return bytes.flip();
  }

  /** Whether a file is the one that this is a place of: not cut, and not another. */
  boolean isIn(FileChannel file) throws IOException {
    return bytes == 0 || (bytes <= file.size() && in(file, bytes).equals(this));
  }

  Map<String, Object> offset() {
    return Map.of(BYTES, bytes, CHECK, check);
  }

  /** Reads an offset; the start if there is none. */
  static MboxPosition of(Map<String, ?> offset) {
    return offset != null && offset.get(BYTES) instanceof Number bytes && offset.get(CHECK) instanceof String check
        ? new MboxPosition(bytes.longValue(), check)
        : START;
  }
}
