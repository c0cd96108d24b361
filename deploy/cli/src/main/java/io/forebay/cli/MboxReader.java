package io.forebay.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads the messages of an mbox (RFC 4155) one after the other.
 *
 * <p>A message begins behind a From_ line, which is the first line or follows an empty one, and ends before the empty line before the
 * next. A From_ line has a time of day and a year in it, so that a sentence that begins with "From" is none. Lines that were quoted as
 * {@code >From} lose one quote mark (mboxrd, and the other kinds as far as it is one).
 */
final class MboxReader {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int FROM_LINE_BYTES_MAX = 1_000;
  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

  private final InputStream stream;
  private final String name;
  private final byte[] line = new byte[CHUNK_BYTES];
  private int lineLength;
  private boolean lineStarts = true;

  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long sizeBytes;
  private int pendingLineEnd;
  private int count;

  /** A reader that starts at a From_ line; the stream should be buffered. */
  MboxReader(InputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  /** True if a From_ line comes next; the stream must support marks and is left where it was. */
  static boolean isMbox(InputStream stream) throws IOException {
    stream.mark(FROM_LINE_BYTES_MAX);
    byte[] start = stream.readNBytes(FROM_LINE_BYTES_MAX);
    stream.reset();
    int end = 0;
    while (end < start.length && start[end] != '\n') {
      end++;
    }
    return isFromLine(start, end);
  }

  /** Hands over each message in turn. */
  void forEach(Consumer<MailMessage> sink) throws IOException {
    boolean afterEmptyLine = true;
    boolean begun = false;
    while (readLine()) {
      boolean wholeLine = lineStarts;
      if (wholeLine && afterEmptyLine && isFromLine(line, lineLength)) {
        if (begun) {
          deliver(sink);
        }
        begun = true;
        afterEmptyLine = false;
      } else {
        afterEmptyLine = wholeLine && isEmptyLine();
        append(wholeLine, afterEmptyLine);
      }
      lineStarts = line[lineLength - 1] == '\n';
    }
    if (begun) {
      deliver(sink);
    }
  }

  /** An empty line is held back: before a From_ line and at the end it is not part of the message. */
  private void append(boolean wholeLine, boolean emptyLine) {
    if (pendingLineEnd > 0) {
      write(pendingLineEnd == 2 ? "\r\n".getBytes(StandardCharsets.US_ASCII) : "\n".getBytes(StandardCharsets.US_ASCII), 0, pendingLineEnd);
      pendingLineEnd = 0;
    }
    if (emptyLine) {
      pendingLineEnd = lineLength;
    } else {
      write(line, wholeLine && isQuotedFrom() ? 1 : 0, lineLength);
    }
  }

  private void write(byte[] bytes, int from, int to) {
    int kept = Math.min(to - from, MailSource.RAW_BYTES_MAX - raw.size());
    raw.write(bytes, from, kept);
    sizeBytes += to - from;
  }

  private void deliver(Consumer<MailMessage> sink) {
    count++;
    MailMessage message = new MailMessage(name + "#" + count, ByteBuffer.wrap(raw.toByteArray()), sizeBytes);
    raw.reset();
    sizeBytes = 0;
    pendingLineEnd = 0;
    sink.accept(message);
  }

  /** Reads up to the end of the line or as much of it as fits; false at the end of the stream. */
  private boolean readLine() throws IOException {
    lineLength = 0;
    while (lineLength < line.length) {
      int read = stream.read();
      if (read < 0) {
        break;
      }
      line[lineLength++] = (byte) read;
      if (read == '\n') {
        break;
      }
    }
    return lineLength > 0;
  }

  private boolean isEmptyLine() {
    return (lineLength == 1 && line[0] == '\n') || (lineLength == 2 && line[0] == '\r' && line[1] == '\n');
  }

  private boolean isQuotedFrom() {
    int at = 0;
    while (at < lineLength && line[at] == '>') {
      at++;
    }
    return at > 0 && startsWithFrom(line, at, lineLength);
  }

  private static boolean startsWithFrom(byte[] bytes, int from, int to) {
    for (int i = 0; i < FROM.length; i++) {
      if (from + i >= to || bytes[from + i] != FROM[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFromLine(byte[] bytes, int length) {
    if (length > FROM_LINE_BYTES_MAX || !startsWithFrom(bytes, 0, length)) {
      return false;
    }
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    boolean time = false;
    boolean year = false;
    int digits = 0;
    for (int i = FROM.length; i < text.length(); i++) {
      char c = text.charAt(i);
      digits = Character.isDigit(c) ? digits + 1 : 0;
      boolean last = digits > 0 && (i + 1 == text.length() || !Character.isDigit(text.charAt(i + 1)));
      time |= digits == 2 && i + 2 < text.length() && text.charAt(i + 1) == ':' && Character.isDigit(text.charAt(i + 2));
      year |= last && digits == 4 && (text.startsWith("19", i - 3) || text.startsWith("20", i - 3));
    }
    return time && year;
  }
}
