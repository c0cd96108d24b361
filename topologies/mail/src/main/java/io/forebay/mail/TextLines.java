package io.forebay.mail;

import java.util.Set;

/** Line ends, blanks and lengths of foreign text. */
final class TextLines {
  private TextLines() {}

  /** A header field on one line (RFC 5322, 2.2.3): line ends go, the blanks behind them stay. */
  static String unfold(String field) {
    if (field.indexOf('\n') < 0 && field.indexOf('\r') < 0 && field.indexOf('\t') < 0 && field.indexOf('\0') < 0) {
      return field.strip();
    }
    StringBuilder line = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\r' && c != '\n') {
        line.append(c == '\t' || c == '\0' ? ' ' : c);
      }
    }
    return line.toString().strip();
  }

  /** One line with single blanks. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c) || c < ' ') {
        blank = true;
      } else {
        if (blank && !line.isEmpty()) {
          line.append(' ');
        }
        blank = false;
        line.append(c);
      }
    }
    return line.toString();
  }

  /** Lines end in {@code \n}; control characters other than the tabulator go. */
  static String normalised(String text, Set<MailDefect> defects) {
    if (isNormal(text)) {
      return text;
    }
    StringBuilder normal = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t' || !isControl(c)) {
        continue;
      }
      normal.append(text, copied, i);
      copied = i + 1;
      if (c == '\r') {
        if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
          normal.append('\n');
        }
      } else if (c == '\f' || c == '\u000B' || c == '\u0085') {
        normal.append('\n');
      } else if (c == '\0') {
        defects.add(MailDefect.NUL_CHARACTERS);
      }
    }
    return normal.append(text, copied, text.length()).toString();
  }

  /** At most so many characters, never half a surrogate pair. */
  static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax || lengthMax <= 0) {
      return lengthMax <= 0 ? "" : text;
    }
    int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
    return text.substring(0, end);
  }

  static boolean isBlank(char c) {
    return c <= ' ' ? c == ' ' || c == '\n' || c == '\t' || c == '\r' : c >= '\u00A0' && isWideBlank(c);
  }

  private static boolean isWideBlank(char c) {
    return c == '\u00A0' || c == '\u3000' || (c >= '\u2000' && c <= '\u200A');
  }

  private static boolean isNormal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && c != '\t' && isControl(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 127 && c < 160);
  }
}
