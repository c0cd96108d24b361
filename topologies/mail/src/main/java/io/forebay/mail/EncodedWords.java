package io.forebay.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The text of a header field: encoded words (RFC 2047) decoded, as leniently as mail readers do.
 *
 * <p>Beyond the RFC: words inside quotes and without blanks around them are decoded, blanks inside a Q word are kept, and a character whose
 * bytes are split between two words of the same charset is put together again. The time is linear in the length.
 */
final class EncodedWords {
  private static final int CHARSET_LENGTH_MAX = 60;

  private final String field;
  private final Set<MailDefect> defects;
  private final StringBuilder text;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private String pendingCharset;
  private boolean endsSeen = true;

  private EncodedWords(String field, Set<MailDefect> defects) {
    this.field = field;
    this.defects = defects;
    this.text = new StringBuilder(field.length());
  }

  /**
   * Decodes an unfolded field.
   *
   * @param defects receives {@link MailDefect#BROKEN_ENCODED_WORD}, and what {@link TextDecoder} finds
   */
  static String decode(String field, Set<MailDefect> defects) {
    return field.contains("=?") ? new EncodedWords(field, defects).decode() : field;
  }

  private record Word(String charset, char encoding, int contentStart, int contentEnd, int end) {}

  private String decode() {
    int copied = 0;
    int search = 0;
    for (int start = field.indexOf("=?"); start >= 0; start = field.indexOf("=?", search)) {
      Word word = wordAt(start);
      if (word == null) {
        search = start + 2;
        continue;
      }
      boolean adjacent = pendingCharset != null && isBlank(copied, start);
      if (!adjacent || !word.charset().equals(pendingCharset)) {
        flush();
      }
      if (!adjacent) {
        text.append(field, copied, start);
      }
      pendingCharset = word.charset();
      pending.writeBytes(bytesOf(word));
      copied = word.end();
      search = copied;
    }
    flush();
    return text.append(field, copied, field.length()).toString();
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (field.charAt(i) != ' ' && field.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }

  private Word wordAt(int start) {
    int charsetEnd = start + 2;
    while (charsetEnd < field.length() && charsetEnd - start <= CHARSET_LENGTH_MAX && isCharsetChar(field.charAt(charsetEnd))) {
      charsetEnd++;
    }
    int contentStart = charsetEnd + 3;
    if (charsetEnd == start + 2
        || contentStart > field.length()
        || field.charAt(charsetEnd) != '?'
        || field.charAt(charsetEnd + 2) != '?') {
      return null;
    }
    char encoding = Character.toUpperCase(field.charAt(charsetEnd + 1));
    if (encoding != 'B' && encoding != 'Q') {
      defects.add(MailDefect.BROKEN_ENCODED_WORD);
      return null;
    }
    String charset = charsetOf(start + 2, charsetEnd);
    int contentEnd = endsSeen ? field.indexOf("?=", contentStart) : -1;
    if (contentEnd >= 0) {
      return new Word(charset, encoding, contentStart, contentEnd, contentEnd + 2);
    }
    endsSeen = false;
    defects.add(MailDefect.BROKEN_ENCODED_WORD);
    contentEnd = contentStart;
    while (contentEnd < field.length() && field.charAt(contentEnd) > ' ') {
      contentEnd++;
    }
    return new Word(charset, encoding, contentStart, contentEnd, contentEnd);
  }

  private static boolean isCharsetChar(char c) {
    return c > ' ' && c < 127 && c != '?' && c != '=';
  }

  /** Without the language that RFC 2231 (5) allows behind a star. */
  private String charsetOf(int from, int to) {
    int star = field.indexOf('*', from);
    return field.substring(from, star > from && star < to ? star : to).toLowerCase(Locale.ROOT);
  }

  private byte[] bytesOf(Word word) {
    if (word.encoding() == 'B') {
      byte[] encoded = field.substring(word.contentStart(), word.contentEnd()).getBytes(StandardCharsets.US_ASCII);
      return TransferDecoding.decode(encoded, "base64", defects);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(word.contentEnd() - word.contentStart());
    for (int i = word.contentStart(); i < word.contentEnd(); i++) {
      char c = field.charAt(i);
      if (c == '_') {
        bytes.write(' ');
      } else if (c == '=' && i + 2 < word.contentEnd() && Hex.pair(field, i + 1) >= 0) {
        bytes.write(Hex.pair(field, i + 1));
        i += 2;
      } else if (c < 128) {
        bytes.write(c);
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private void flush() {
    if (pendingCharset != null) {
      byte[] bytes = pending.toByteArray();
      text.append(TextDecoder.decode(bytes, 0, bytes.length, pendingCharset, defects));
      pending.reset();
      pendingCharset = null;
    }
  }
}
