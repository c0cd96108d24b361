package io.forebay.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more than a number of bytes has come. */
final class BoundedStream extends FilterInputStream {
  private final long bytesMax;
  private long read;

  BoundedStream(InputStream in, long bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws TooLargeException {
    read += bytes;
    if (read > bytesMax) {
      throw new TooLargeException(bytesMax);
    }
  }
}
