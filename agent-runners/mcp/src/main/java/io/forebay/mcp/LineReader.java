package io.forebay.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines of UTF-8 of at most so many bytes; what is longer is passed over, and its beginning and end are told.
 *
 * <p>Not thread-safe.
 */
final class LineReader {
  private static final int CHUNK = 16 << 10;
  private static final int EDGE = 256;

  private final InputStream in;
  private final int bytesMax;
  private final byte[] chunk = new byte[CHUNK];
  private int position;
  private int filled;

  LineReader(InputStream in, int bytesMax) {
    this.in = in;
    this.bytesMax = bytesMax;
  }

  /** What was on a line, or that it ended. */
  sealed interface Line {
    record Whole(String text) implements Line {}

    /** The first and the last 256 bytes of a line that was too long. */
    record TooLong(String head, String tail) implements Line {}

    record End() implements Line {}
  }

  Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(EDGE);
    byte[] tail = new byte[0];
    boolean isTooLong = false;
    while (true) {
      if (position == filled && !fill()) {
        // What has no line break was cut off by the end.
        return new Line.End();
      }
      int end = endOfLine();
      int length = end - position;
      isTooLong = isTooLong || line.size() + length > bytesMax;
      if (isTooLong) {
        tail = tail(tail.length == 0 ? line.toByteArray() : tail, length);
        line.write(chunk, position, Math.clamp(EDGE - line.size(), 0, length));
      } else {
        line.write(chunk, position, length);
      }
      position = end;
      if (end < filled) {
        position++;
        return isTooLong ? tooLong(line, tail) : new Line.Whole(line.toString(StandardCharsets.UTF_8));
      }
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    filled = Math.max(0, in.read(chunk));
    return filled > 0;
  }

  private int endOfLine() {
    int end = position;
    while (end < filled && chunk[end] != '\n') {
      end++;
    }
    return end;
  }

  private byte[] tail(byte[] before, int length) {
    byte[] both = Arrays.copyOf(before, before.length + length);
    System.arraycopy(chunk, position, both, before.length, length);
    return both.length <= EDGE ? both : Arrays.copyOfRange(both, both.length - EDGE, both.length);
  }

  private static Line tooLong(ByteArrayOutputStream line, byte[] tail) {
    byte[] start = line.toByteArray();
    String head = new String(start, 0, Math.min(EDGE, start.length), StandardCharsets.UTF_8);
    return new Line.TooLong(head, new String(tail, StandardCharsets.UTF_8));
  }
}
