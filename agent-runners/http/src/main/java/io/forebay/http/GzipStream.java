package io.forebay.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), member after member.
 *
 * <p>{@link java.util.zip.GZIPInputStream} calls itself for every member, so that many empty ones overflow the stack; here they cost what they take to read.
 * Closing it leaves the stream below it open.
 */
final class GzipStream extends InputStream {
  private static final int MAGIC = 0x1f8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int TIME_AND_SYSTEM_LENGTH = 6;
  private static final int TRAILER_LENGTH = 8;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private boolean isInMember;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (isInMember || beginMember()) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("gzip with a dictionary");
      } else if (isEmpty()) {
        throw new EOFException("gzip that breaks off");
      } else {
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      ZipException broken = new ZipException("broken gzip");
      broken.initCause(e);
      throw broken;
    }
  }

  /** Reads the head of the next member, if there is one. */
  private boolean beginMember() throws IOException {
    if (isEmpty()) {
      return false;
    }
    int magic = next() << 8 | next();
    int method = next();
    int flags = next();
    if (magic != MAGIC || method != DEFLATE || (flags & RESERVED) != 0) {
      throw new ZipException("not gzip");
    }
    skip(TIME_AND_SYSTEM_LENGTH);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    isInMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long written = inflater.getBytesWritten();
    long trailer = 0;
    for (int i = 0; i < TRAILER_LENGTH; i++) {
      trailer |= (long) next() << (Byte.SIZE * i);
    }
    if ((trailer & 0xffffffffL) != crc.getValue() || trailer >>> Integer.SIZE != (written & 0xffffffffL)) {
      throw new ZipException("gzip that was changed on its way");
    }
    isInMember = false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // A name or a comment, which nobody asked for.
    }
  }

  private int next() throws IOException {
    if (isEmpty()) {
      throw new EOFException("gzip that breaks off");
    }
    return Byte.toUnsignedInt(buffer[position++]);
  }

  /** Whether nothing is left, after trying to read more. */
  private boolean isEmpty() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return position == limit;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
