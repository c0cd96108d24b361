package io.forebay.connect.screens;

import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of a picture say: its kind and its size.
 *
 * <p>By the formats themselves: PNG (ISO/IEC 15948, 11.2.2), JPEG (ITU-T T.81, B.2.2) and WebP (RFC 9649, 2.5 to 2.7). Nothing is decoded, so a picture that
 * unfolds to gigabytes costs nothing here.
 *
 * @param width 1 to {@link #PIXELS_MAX}
 * @param height 1 to {@link #PIXELS_MAX}
 */
record Picture(String mediaType, int width, int height) {
  static final int PIXELS_MAX = 32_768;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int START_OF_SCAN = 0xDA;

  /** Reads a picture's first bytes, whatever its file is called. */
  static Picture of(byte[] content) throws BadObservationException {
    try {
      if (begins(content, 0, PNG) && text(content, 12, "IHDR")) {
        return sized("image/png", big(content, 16, 4), big(content, 20, 4));
      }
      if (begins(content, 0, new byte[] {(byte) 0xFF, (byte) 0xD8})) {
        return jpeg(content);
      }
      if (text(content, 0, "RIFF") && text(content, 8, "WEBP")) {
        return webp(content);
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new BadObservationException("the picture is cut short", e);
    }
    throw new BadObservationException("the picture is no PNG, JPEG or WebP");
  }

  private static Picture jpeg(byte[] content) throws BadObservationException {
    int at = 2;
    while (at + 3 < content.length) {
      int marker = content[at + 1] & 0xFF;
      if ((content[at] & 0xFF) != 0xFF || marker == START_OF_SCAN) {
        break;
      }
      if (marker == 0xFF) {
        at++; // a fill byte
      } else if (isFrame(marker)) {
        return sized("image/jpeg", big(content, at + 7, 2), big(content, at + 5, 2));
      } else {
        at += 2 + Math.max(2, (int) big(content, at + 2, 2));
      }
    }
    throw new BadObservationException("the JPEG does not say its size");
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static Picture webp(byte[] content) throws BadObservationException {
    if (text(content, 12, "VP8X")) {
      return sized("image/webp", little(content, 24, 3) + 1, little(content, 27, 3) + 1);
    }
    if (text(content, 12, "VP8L")) {
      long bits = little(content, 21, 4);
      return sized("image/webp", (bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
    }
    if (text(content, 12, "VP8 ")) {
      return sized("image/webp", little(content, 26, 2) & 0x3FFF, little(content, 28, 2) & 0x3FFF);
    }
    throw new BadObservationException("the WebP does not say its size");
  }

  private static Picture sized(String mediaType, long width, long height) throws BadObservationException {
    if (width < 1 || width > PIXELS_MAX || height < 1 || height > PIXELS_MAX) {
      throw new BadObservationException("a picture has 1 to %,d pixels a side, this one %,d by %,d".formatted(PIXELS_MAX, width, height));
    }
    return new Picture(mediaType, (int) width, (int) height);
  }

  private static boolean text(byte[] content, int at, String expected) {
    return begins(content, at, expected.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean begins(byte[] content, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (at + i >= content.length || content[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static long big(byte[] content, int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = (number << 8) | (content[at + i] & 0xFF);
    }
    return number;
  }

  private static long little(byte[] content, int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = (number << 8) | (content[at + i] & 0xFF);
    }
    return number;
  }
}
