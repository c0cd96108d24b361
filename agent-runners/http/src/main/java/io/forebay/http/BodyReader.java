package io.forebay.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
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
    // What is read is not closed: that would read the rest, of whatever length, to save the connection.
    InputStream raw = new BoundedStream(entity.getContent(), bytesMax);
    byte[] bytes = isGzip(entity) ? unzipped(raw, bytesMax) : raw.readAllBytes();
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
    try (GzipStream gzip = isGzip(entity) ? new GzipStream(entity.getContent()) : null) {
      InputStream in = gzip == null ? entity.getContent() : gzip;
      for (int count = 0; count >= 0 && length < bytesMax; count = in.read(bytes, length, bytesMax - length)) {
        length += count;
      }
    } catch (IOException e) {
      // The status is the news; an explanation that breaks off is shown as far as it came.
    }
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] unzipped(InputStream raw, long bytesMax) throws IOException {
    try (InputStream in = new BoundedStream(new GzipStream(raw), bytesMax)) {
      return in.readAllBytes();
    }
  }

  /** Whether a body is compressed in the one way that requests ask for. */
  static boolean isGzip(HttpEntity entity) {
    String encoding = entity.getContentEncoding() == null ? "" : entity.getContentEncoding().strip().toLowerCase(Locale.ROOT);
    return encoding.equals("gzip") || encoding.equals("x-gzip");
  }
}
