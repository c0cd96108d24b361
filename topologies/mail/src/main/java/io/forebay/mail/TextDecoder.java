package io.forebay.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Turns bytes of a message into text, whatever charset they are really in.
 *
 * <p>Text that is valid UTF-8 and not ASCII is hardly ever anything else, so UTF-8 goes before a declared single-byte charset. A declared
 * multi-byte charset goes first, since two bytes of it can happen to be UTF-8. The last resort, windows-1252, never fails.
 */
final class TextDecoder {
  private static final char REPLACEMENT = '\uFFFD';

  private TextDecoder() {}

  /**
   * Decodes.
   *
   * @param declared the charset as the message names it, or null
   * @param defects receives {@link MailDefect#UNKNOWN_CHARSET} and {@link MailDefect#UNDECODABLE_TEXT}
   */
  static String decode(byte[] bytes, int from, int to, String declared, Set<MailDefect> defects) {
    if (from >= to) {
      return "";
    }
    Charset charset = null;
    if (declared != null && !declared.isEmpty()) {
      charset = MailCharsets.find(declared).orElse(null);
      if (charset == null) {
        defects.add(MailDefect.UNKNOWN_CHARSET);
      }
    }
    boolean ascii = isAscii(bytes, from, to);
    if (ascii && (charset == null || !MailCharsets.hidesInAscii(charset))) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return withoutMark(decodeAbove127(bytes, from, to, charset, defects));
  }

  private static String decodeAbove127(byte[] bytes, int from, int to, Charset declared, Set<MailDefect> defects) {
    if (declared != null && !declared.equals(StandardCharsets.UTF_8) && MailCharsets.isMultiByte(declared)) {
      String text = new String(bytes, from, to - from, declared);
      if (text.indexOf(REPLACEMENT) < 0) {
        return text;
      }
      String strict = strictUtf8(bytes, from, to);
      defects.add(MailDefect.UNDECODABLE_TEXT);
      return strict != null ? strict : text;
    }
    String utf8 = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (utf8.indexOf(REPLACEMENT) < 0 || strictUtf8(bytes, from, to) != null) {
      return utf8;
    }
    if (declared != null && !declared.equals(StandardCharsets.UTF_8)) {
      return new String(bytes, from, to - from, declared);
    }
    defects.add(MailDefect.UNDECODABLE_TEXT);
    return isMostlyRight(utf8) ? utf8 : new String(bytes, from, to - from, MailCharsets.WINDOWS_1252);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static String strictUtf8(byte[] bytes, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** UTF-8 with a few broken characters (cut in the middle, or a mixed text) against another charset altogether. */
  private static boolean isMostlyRight(String utf8) {
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < utf8.length(); i++) {
      char c = utf8.charAt(i);
      if (c == REPLACEMENT) {
        wrong++;
      } else if (c > 127) {
        right++;
      }
    }
    return right > 4 * wrong;
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
  }
}
