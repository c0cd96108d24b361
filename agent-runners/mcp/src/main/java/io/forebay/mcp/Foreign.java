package io.forebay.mcp;

/** Text of a server, made fit for one of our own messages. */
final class Foreign {
  private static final int CHARS_MAX = 300;

  private Foreign() {}

  /** At most 300 characters on one line. */
  static String sentence(String text) {
    return text == null ? "nothing" : shorten(text, CHARS_MAX);
  }

  static String shorten(String text, int charsMax) {
    String start = text.length() <= charsMax ? text : text.substring(0, charsMax) + "...";
    StringBuilder line = new StringBuilder(start.length());
    start.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c));
    return line.toString().strip();
  }
}
