package io.forebay.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** Undoes a Content-Transfer-Encoding (RFC 2045, 6); broken content is decoded as far as it goes. */
final class TransferDecoding {
  private static final int UU_OFFSET = 32;
  private static final int UU_LINE_BYTES_MAX = 45;

  private TransferDecoding() {}

  /**
   * Decodes a body.
   *
   * @param encoding lower case; empty for none
   * @param defects receives {@link MailDefect#BROKEN_TRANSFER_ENCODING} and {@link MailDefect#UNKNOWN_TRANSFER_ENCODING}
   */
  static byte[] decode(byte[] encoded, String encoding, Set<MailDefect> defects) {
    return switch (encoding) {
      case "", "7bit", "8bit", "binary" -> encoded;
      case "base64" -> drain(new Base64InputStream(new ByteArrayInputStream(encoded), noting(defects)), encoded.length);
      case "quoted-printable" -> quotedPrintable(encoded, defects);
      case "x-uuencode", "uuencode", "x-uue", "uue" -> uuencode(encoded, defects);
      default -> {
        defects.add(MailDefect.UNKNOWN_TRANSFER_ENCODING);
        yield encoded;
      }
    };
  }

  private static byte[] quotedPrintable(byte[] encoded, Set<MailDefect> defects) {
    return drain(new QuotedPrintableInputStream(new ByteArrayInputStream(encoded), noting(defects)), encoded.length);
  }

  private static byte[] drain(InputStream decoded, int sizeMax) {
    try (decoded) {
      return decoded.readNBytes(sizeMax);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DecodeMonitor noting(Set<MailDefect> defects) {
    return new DecodeMonitor() {
      @Override
      public boolean warn(String error, String dropDesc) {
        defects.add(MailDefect.BROKEN_TRANSFER_ENCODING);
        return false;
      }

      @Override
      public boolean isListening() {
        return true;
      }
    };
  }

  /** Lines from {@code begin} to {@code end} (POSIX uuencode); anything else is passed over. */
  private static byte[] uuencode(byte[] encoded, Set<MailDefect> defects) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    boolean ended = false;
    int at = 0;
    while (at < encoded.length && !ended) {
      int lineEnd = endOfLine(encoded, at);
      ended = startsWith(encoded, at, lineEnd, "end");
      if (!ended && !startsWith(encoded, at, lineEnd, "begin ")) {
        uuLine(encoded, at, lineEnd, decoded);
      }
      at = lineEnd + 1;
    }
    if (!ended) {
      defects.add(MailDefect.BROKEN_TRANSFER_ENCODING);
    }
    return decoded.toByteArray();
  }

  private static void uuLine(byte[] encoded, int from, int to, ByteArrayOutputStream decoded) {
    int length = from < to ? (encoded[from] - UU_OFFSET) & 0x3f : 0;
    if (length == 0 || length > UU_LINE_BYTES_MAX) {
      return;
    }
    byte[] quartet = new byte[4];
    for (int at = from + 1; at < to && length > 0; at += 4) {
      Arrays.fill(quartet, (byte) 0);
      for (int i = 0; i < 4 && at + i < to; i++) {
        quartet[i] = (byte) ((encoded[at + i] - UU_OFFSET) & 0x3f);
      }
      int triplet = quartet[0] << 18 | quartet[1] << 12 | quartet[2] << 6 | quartet[3];
      for (int shift = 16; shift >= 0 && length > 0; shift -= 8, length--) {
        decoded.write(triplet >> shift);
      }
    }
  }

  private static int endOfLine(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean startsWith(byte[] bytes, int from, int to, String start) {
    if (to - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (bytes[from + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
