package io.forebay.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.HttpEntity;

/** Reads bodies, decompressed where they are gzip, up to a bound. */
final class BodyReader {
  private static final byte[] EMPTY = {};

  private BodyReader() {}

  /**
   * Reads a whole body.
   *
   * @param entity null for none
   * @param bytesMax bound of what is read, and of what it decompresses to
   * @throws TooLargeException if there is more
   */
  static byte[] all(HttpEntity entity, long bytesMax) throws IOException {
    if (entity == null) {
      return EMPTY;
    }
    if (entity.getContentLength() > bytesMax) {
      throw new TooLargeException(bytesMax);
    }
    // Not closed, neither here nor below: that would read the rest, of whatever length, to save the connection.
    InputStream raw = new BoundedStream(entity.getContent(), bytesMax);
    byte[] bytes = decoded(entity, raw, bytesMax).readAllBytes();
    raw.transferTo(OutputStream.nullOutputStream());
    return bytes;
  }

  /** What a body begins with, as far as it can be read; never more than asked for. */
  static byte[] beginning(HttpEntity entity, int bytesMax) {
    if (entity == null) {
      return EMPTY;
    }
    byte[] bytes = new byte[bytesMax];
    int length = 0;
    try {
      InputStream in = decoded(entity, entity.getContent(), Long.MAX_VALUE);
      for (int count = 0; count >= 0 && length < bytesMax; count = in.read(bytes, length, bytesMax - length)) {
        length += count;
      }
    } catch (IOException e) {
      // The status is the news; an explanation that breaks off is shown as far as it came.
    }
    return Arrays.copyOf(bytes, length);
  }

  private static InputStream decoded(HttpEntity entity, InputStream raw, long bytesMax) throws IOException {
    return isGzip(entity) ? unzipped(new BufferedInputStream(raw), bytesMax) : raw;
  }

  private static InputStream unzipped(BufferedInputStream zipped, long bytesMax) throws IOException {
    zipped.mark(1);
    if (zipped.read() < 0) {
      return InputStream.nullInputStream();
    }
    zipped.reset();
    return new BoundedStream(new GZIPInputStream(zipped), bytesMax);
  }

  /** Whether a body is compressed in the one way that requests ask for. */
  static boolean isGzip(HttpEntity entity) {
    String encoding = entity.getContentEncoding() == null ? "" : entity.getContentEncoding().strip().toLowerCase(Locale.ROOT);
    return encoding.equals("gzip") || encoding.equals("x-gzip");
  }
}
