package io.forebay.http;

import java.nio.charset.StandardCharsets;

/** Foreign text as one short line, fit for a message. */
final class Excerpt {
  static final int LENGTH_MAX = 300;

  private Excerpt() {}

  static String of(byte[] text) {
    return of(new String(text, StandardCharsets.UTF_8));
  }

  /** What it begins with: control characters and line breaks as spaces, of which never two follow each other. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
        .filter(c -> c != ' ' || (!line.isEmpty() && line.charAt(line.length() - 1) != ' '))
        .limit(LENGTH_MAX)
        .forEachOrdered(line::appendCodePoint);
    return line.toString().strip();
  }
}
