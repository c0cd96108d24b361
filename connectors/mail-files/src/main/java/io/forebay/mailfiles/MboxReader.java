package io.forebay.mailfiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the messages of an mbox (RFC 4155) one after the other.
 *
 * <p>A message begins behind a From_ line, which is the first line or follows an empty one, and ends before the empty line before the
 * next. Lines that were quoted as {@code >From} lose one quote mark.
 */
public final class MboxReader {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream stream;
  private final int bytesMax;

  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int chunkAt;
  private int chunkEnd;
  private long position;

  private final byte[] line = new byte[CHUNK_BYTES];
  private int lineLength;
  private boolean lineStarts = true;
  private boolean afterEmptyLine = true;

  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long bytes;
  private int pendingLineEnd;
  private boolean begun;
  private Optional<Instant> receivedAt = Optional.empty();

  /**
   * A reader that goes on at a line's beginning.
   *
   * @param stream need not be buffered
   * @param position where in the file the stream begins, in bytes
   * @param bytesMax of a longer message the beginning is read
   */
  public MboxReader(InputStream stream, long position, int bytesMax) {
    this.stream = stream;
    this.position = position;
    this.bytesMax = bytesMax;
  }

  /** True if a From_ line comes next; the stream must support marks and is left where it was. */
  public static boolean isMbox(InputStream stream) throws IOException {
    stream.mark(FromLine.BYTES_MAX);
    byte[] start = stream.readNBytes(FromLine.BYTES_MAX);
    stream.reset();
    int end = 0;
    while (end < start.length && start[end] != '\n') {
      end++;
    }
    return FromLine.is(start, end);
  }

  /** The next message; null behind the last. */
  public MboxMessage next() throws IOException {
    while (readLine()) {
      boolean wholeLine = lineStarts;
      lineStarts = line[lineLength - 1] == '\n';
      if (wholeLine && afterEmptyLine && FromLine.is(line, lineLength)) {
        MboxMessage before = begun ? taken(position - lineLength, false) : null;
        begun = true;
        afterEmptyLine = false;
        receivedAt = FromLine.receivedAt(line, lineLength);
        if (before != null) {
          return before;
        }
      } else {
        afterEmptyLine = wholeLine && isEmptyLine();
        if (begun) {
          append(wholeLine);
        }
      }
    }
    if (!begun) {
      return null;
    }
    begun = false;
    return taken(position, true);
  }

  /** An empty line is held back: before a From_ line and at the end it is not part of the message. */
  private void append(boolean wholeLine) {
    if (pendingLineEnd > 0) {
      write(LINE_END, LINE_END.length - pendingLineEnd, LINE_END.length);
      pendingLineEnd = 0;
    }
    if (afterEmptyLine) {
      pendingLineEnd = lineLength;
    } else {
      write(line, wholeLine && isQuotedFrom() ? 1 : 0, lineLength);
    }
  }

  private void write(byte[] from, int start, int end) {
    raw.write(from, start, Math.min(end - start, bytesMax - raw.size()));
    bytes += end - start;
  }

  private MboxMessage taken(long end, boolean last) {
    var message = new MboxMessage(ByteBuffer.wrap(raw.toByteArray()), bytes, end, last, receivedAt);
    raw.reset();
    bytes = 0;
    pendingLineEnd = 0;
    return message;
  }

  /** Reads up to the end of the line or as much of it as fits; false at the end of the stream. */
  private boolean readLine() throws IOException {
    lineLength = 0;
    while (lineLength < line.length && (chunkAt < chunkEnd || fill())) {
      byte read = chunk[chunkAt++];
      line[lineLength++] = read;
      if (read == '\n') {
        break;
      }
    }
    position += lineLength;
    return lineLength > 0;
  }

  private boolean fill() throws IOException {
    chunkAt = 0;
    chunkEnd = Math.max(0, stream.read(chunk));
    return chunkEnd > 0;
  }

  private boolean isEmptyLine() {
    return (lineLength == 1 && line[0] == '\n') || (lineLength == 2 && line[0] == '\r' && line[1] == '\n');
  }

  private boolean isQuotedFrom() {
    int at = 0;
    while (at < lineLength && line[at] == '>') {
      at++;
    }
    return at > 0 && FromLine.starts(line, at, lineLength);
  }
}
