package io.forebay.privacy;

/** Character classes of the scan, on text that {@link ScanText} has normalised. */
final class Chars {
  private Chars() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLatin(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || isLatin(c);
  }

  static boolean isHex(char c) {
    char lower = (char) (c | 0x20);
    return isDigit(c) || (lower >= 'a' && lower <= 'f');
  }

  static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
  }

  /** Glued to a number or a name, does it make it part of a longer word? */
  static boolean isWord(char c) {
    if (c < 0x80) {
      return isAlphanumeric(c) || c == '_';
    }
    return Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  /** A letter of a script that sets no spaces between words (or glues particles to numbers, as Korean does). */
  static boolean isUnspaced(char c) {
    return (c >= 0x2E80 && c <= 0xD7FF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x0E00 && c <= 0x0EFF)
        || (c >= 0x1000 && c <= 0x109F)
        || (c >= 0x1780 && c <= 0x17FF)
        || (c >= 0xFF66 && c <= 0xFFDC);
  }
}
