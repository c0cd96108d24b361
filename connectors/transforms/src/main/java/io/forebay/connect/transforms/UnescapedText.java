package io.forebay.connect.transforms;

import java.util.HexFormat;

/**
 * A text with its escapes of a backslash, a u and four digits (RFC 8259, section 7) read as the characters that they stand for, and the way
 * back to where these stood.
 *
 * <p>For text that is not JSON as a whole but holds some, such as one object behind another. An escape counts however often its backslash was
 * escaped itself.
 */
final class UnescapedText {
  private static final int DIGITS = 4;

  private final String text;
  private final int[] offsets;

  private UnescapedText(String text, int... offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  static UnescapedText of(String original) {
    if (!original.contains("\\u")) {
      return new UnescapedText(original);
    }
    StringBuilder text = new StringBuilder(original.length());
    int[] offsets = new int[original.length() + 1];
    int from = 0;
    while (from < original.length()) {
      int behind = from;
      while (behind < original.length() && original.charAt(behind) == '\\') {
        behind++;
      }
      int digits = behind + 1;
      if (behind > from && isEscape(original, behind)) {
        offsets[text.length()] = from;
        text.append((char) HexFormat.fromHexDigits(original, digits, digits + DIGITS));
        from = digits + DIGITS;
      } else {
        for (int end = Math.max(behind, from + 1); from < end; from++) {
          offsets[text.length()] = from;
          text.append(original.charAt(from));
        }
      }
    }
    offsets[text.length()] = from;
    return new UnescapedText(text.toString(), offsets);
  }

  private static boolean isEscape(String text, int at) {
    return at + DIGITS < text.length() && text.charAt(at) == 'u' && text.substring(at + 1, at + 1 + DIGITS).chars().allMatch(HexFormat::isHexDigit);
  }

  String text() {
    return text;
  }

  /** Where a character of the text begins in the original; of the text's length: the original's. */
  int offset(int at) {
    return offsets.length == 0 ? at : offsets[at];
  }
}
