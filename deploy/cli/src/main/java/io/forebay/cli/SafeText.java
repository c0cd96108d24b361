package io.forebay.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Text and bytes of strangers, made fit to be shown: bounded, and without what steers a terminal or reorders its lines.
 *
 * <p>Control, format (bidirectional overrides among them), private and unassigned characters and separators other than the
 * space are written as {@code \\u{hex}}.
 */
final class SafeText {
  private static final int CHARACTERS_MAX = 300;
  private static final int HEX_COLUMNS = 16;
  private static final HexFormat HEX = HexFormat.of();
  private static final HexFormat SPACED_HEX = HexFormat.ofDelimiter(" ");

  private SafeText() {}

  /** A line of at most {@value #CHARACTERS_MAX} characters of the text, and how many more there are. */
  static String of(String text) {
    return of(text, CHARACTERS_MAX);
  }

  /**
   * @param max bound on the characters of the text that are shown
   */
  static String of(String text, int max) {
    var safe = new StringBuilder();
    int at = 0;
    for (int shown = 0; at < text.length() && shown < max; shown++) {
      int character = text.codePointAt(at);
      append(safe, character);
      at += Character.charCount(character);
    }
    return at == text.length() ? safe.toString() : safe + "… (" + (text.length() - at) + " more)";
  }

  /** Bytes as text where they are UTF-8, otherwise in hexadecimal after {@code 0x}; {@code (none)} for null. */
  static String of(byte[] bytes) {
    if (bytes == null) {
      return "(none)";
    }
    // Four bytes a character at most: what lies behind cannot be shown anyway.
    byte[] head = bytes.length > CHARACTERS_MAX * 4 ? Arrays.copyOf(bytes, CHARACTERS_MAX * 4) : bytes;
    String text = utf8(head, head.length < bytes.length);
    if (text != null) {
      return of(text) + (head.length < bytes.length ? " (" + bytes.length + " bytes)" : "");
    }
    boolean cut = bytes.length > CHARACTERS_MAX / 2;
    return "0x" + HEX.formatHex(bytes, 0, Math.min(bytes.length, CHARACTERS_MAX / 2)) + (cut ? "… (" + bytes.length + " bytes)" : "");
  }

  /**
   * A dump: offset, bytes in hexadecimal, ASCII; a line for each {@value #HEX_COLUMNS} bytes.
   *
   * @param max bound on the bytes that are shown
   */
  static String dump(byte[] bytes, int max) {
    var dump = new StringBuilder();
    int end = Math.min(bytes.length, max);
    for (int from = 0; from < end; from += HEX_COLUMNS) {
      int to = Math.min(end, from + HEX_COLUMNS);
      dump.append("%08x  %-47s  ".formatted(from, SPACED_HEX.formatHex(bytes, from, to)));
      for (int i = from; i < to; i++) {
        dump.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
      dump.append(System.lineSeparator());
    }
    return dump.toString();
  }

  private static void append(StringBuilder safe, int character) {
    boolean shown =
        switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR -> false;
          case Character.SPACE_SEPARATOR -> character == ' ';
          default -> true;
        };
    if (shown) {
      safe.appendCodePoint(character);
    } else {
      safe.append("\\u{").append(Integer.toHexString(character)).append('}');
    }
  }

  /**
   * Reads bytes as UTF-8, if they are.
   *
   * @param cut whether the last character may lack bytes
   * @return null where the bytes are not UTF-8
   */
  private static String utf8(byte[] bytes, boolean cut) {
    int lackingMax = cut ? 3 : 0;
    for (int lacking = 0; lacking <= lackingMax; lacking++) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - lacking)).toString();
      } catch (CharacterCodingException _) {
        // perhaps with one byte less
      }
    }
    return null;
  }
}
