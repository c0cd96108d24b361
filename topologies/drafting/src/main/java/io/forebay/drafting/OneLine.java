package io.forebay.drafting;

/** Brings a part of a text onto one line and cuts it where it may be cut. */
public final class OneLine {
  private static final char ELLIPSIS = '…';

  private OneLine() {}

  /**
   * A part of a text with each run of white space and control characters as one space.
   *
   * @param charactersMax how much of it to take at most, in UTF-16 units
   */
  static String of(String text, int from, int to, int charactersMax) {
    StringBuilder line = new StringBuilder(Math.min(to - from, charactersMax));
    boolean space = false;
    for (int i = from; i < to && line.length() < charactersMax; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
        space = !line.isEmpty();
      } else {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.append(c);
      }
    }
    return line.toString();
  }

  /**
   * A text cut to a length: behind a word where one ends in the last third, never inside a surrogate pair or a mark of redaction. What
   * was cut ends with an ellipsis.
   *
   * @param charactersMax in UTF-16 units, the ellipsis included; at least 2
   */
  public static String cut(String line, int charactersMax) {
    if (line.length() <= charactersMax) {
      return line;
    }
    int end = charactersMax - 1;
    int space = line.lastIndexOf(' ', end);
    if (space > end * 2 / 3) {
      end = space;
    }
    if (Character.isLowSurrogate(line.charAt(end))) {
      end--;
    }
    int bracket = line.lastIndexOf('[', end - 1);
    if (bracket >= 0 && Tokens.behindMark(line, bracket, line.length()) > end) {
      end = bracket;
    }
    return line.substring(0, end).stripTrailing() + ELLIPSIS;
  }
}
