package io.forebay.mail;

/** Two hexadecimal digits in foreign text. */
final class Hex {
  private Hex() {}

  /** The value of the two digits at an offset, or -1 if they are none; both must be within the text. */
  static int pair(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 127 || text.charAt(at + 1) > 127 ? -1 : high << 4 | low;
  }
}
