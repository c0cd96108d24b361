package io.forebay.mail;

/** A text as lines, each of which may be marked as not the author's own. Mutable, one per text. */
final class MarkedLines {
  private final String text;
  private final int[] starts;
  private final int[] ends;
  private final boolean[] marked;

  /**
   * Splits.
   *
   * @param text lines end in {@code \n}
   */
  MarkedLines(String text) {
    this.text = text;
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    starts = new int[count];
    ends = new int[count];
    marked = new boolean[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      trim(i, start, end);
      start = end + 1;
    }
  }

  private void trim(int line, int from, int to) {
    int start = from;
    int end = to;
    while (end > start && TextLines.isBlank(text.charAt(end - 1))) {
      end--;
    }
    while (start < end && TextLines.isBlank(text.charAt(start))) {
      start++;
    }
    starts[line] = start;
    ends[line] = end;
  }

  int count() {
    return starts.length;
  }

  boolean isBlank(int line) {
    return starts[line] == ends[line];
  }

  /** The first character that is not blank; the line must not be blank. */
  char first(int line) {
    return text.charAt(starts[line]);
  }

  /** The last character that is not blank; the line must not be blank. */
  char last(int line) {
    return text.charAt(ends[line] - 1);
  }

  int length(int line) {
    return ends[line] - starts[line];
  }

  /** The line without blanks at its ends. */
  String line(int line) {
    return text.substring(starts[line], ends[line]);
  }

  boolean contains(int line, char c) {
    int at = text.indexOf(c, starts[line], ends[line]);
    return at >= 0;
  }

  /** True if one of two characters is among the first so many of a line. */
  boolean hasEarly(int line, char c, char or, int lengthMax) {
    int end = Math.min(ends[line], starts[line] + lengthMax);
    for (int i = starts[line]; i < end; i++) {
      if (text.charAt(i) == c || text.charAt(i) == or) {
        return true;
      }
    }
    return false;
  }

  /** True if the line is so many of a character, and nothing else. */
  boolean isRule(int line, char c, int lengthMin) {
    if (length(line) < lengthMin) {
      return false;
    }
    for (int i = starts[line]; i < ends[line]; i++) {
      if (text.charAt(i) != c) {
        return false;
      }
    }
    return true;
  }

  /** The next line from one on that is not blank, or {@link #count()}. */
  int skipBlank(int from) {
    int line = from;
    while (line < count() && isBlank(line)) {
      line++;
    }
    return line;
  }

  boolean isMarked(int line) {
    return marked[line];
  }

  void mark(int from, int to) {
    for (int i = from; i < to; i++) {
      marked[i] = true;
    }
  }

  /** The marked lines, or the others; at most one empty line in a row. */
  String joined(boolean wanted) {
    StringBuilder joined = new StringBuilder(text.length());
    int empty = 0;
    int lineStart = 0;
    for (int i = 0; i < count(); i++) {
      if (marked[i] == wanted && !isBlank(i)) {
        if (!joined.isEmpty()) {
          joined.append(empty > 0 ? "\n\n" : "\n");
        }
        joined.append(text, joined.isEmpty() ? starts[i] : lineStart, ends[i]);
        empty = 0;
      } else if (isBlank(i) || marked[i] != wanted) {
        empty++;
      }
      int newline = text.indexOf('\n', ends[i]);
      lineStart = newline < 0 ? text.length() : newline + 1;
    }
    return joined.toString();
  }
}
