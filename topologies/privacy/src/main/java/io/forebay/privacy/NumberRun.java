package io.forebay.privacy;

/**
 * A row of digit groups on one line, the way people write a long number: {@code +41 (0)96 471 07 95}, {@code 078-05-1123}.
 *
 * <p>Read anew for each number of a scan; a run is bounded, so that a line of nothing but digits costs linear time.
 */
final class NumberRun {
  static final int GROUPS_MAX = 8;
  static final int DIGITS_MAX = 24;
  private static final int SEPARATOR_MAX = 3;
  /** Most digits of an area code or trunk prefix in parentheses. */
  private static final int PARENTHESISED_MAX = 6;
  /** Stands for any separator with a parenthesis in it. */
  static final char PARENTHESIS = '(';

  final char[] digits = new char[DIGITS_MAX];
  int count;
  /** Is there a plus before the first group? */
  boolean plus;
  /** Is the first group in parentheses, as an area code is? */
  boolean area;
  /** Does the first group go on from digits before it, as in a version, a date or a fraction? */
  boolean continued;

  private final int[] starts = new int[GROUPS_MAX];
  private final int[] ends = new int[GROUPS_MAX];
  private final int[] digitsThrough = new int[GROUPS_MAX];
  private final char[] separators = new char[GROUPS_MAX];
  private int openings;

  /** Reads the run whose first digit is at an offset; {@link #count} is 0 where a word is glued to the first group. */
  void read(Scan scan, int at) {
    count = 0;
    int position = at;
    while (position >= 0 && addGroup(scan, position)) {
      position = count == GROUPS_MAX ? -1 : nextGroup(scan, ends[count - 1]);
    }
    if (count > 0) {
      readOpening(scan, at);
    }
  }

  private boolean addGroup(Scan scan, int at) {
    int before = count == 0 ? 0 : digitsThrough[count - 1];
    int end = at;
    while (end < scan.length && Chars.isDigit(scan.text[end])) {
      if (before + end - at == DIGITS_MAX) {
        return false;
      }
      digits[before + end - at] = scan.text[end];
      end++;
    }
    boolean goesOn = (scan.at(end) == ':' || scan.at(end) == ',') && scan.startsNumber(end + 1);
    if (goesOn || !(scan.endsWord(end) || PhoneExtension.end(scan, end) > end)) {
      return false;
    }
    starts[count] = at;
    ends[count] = end;
    digitsThrough[count] = before + end - at;
    count++;
    return true;
  }

  /** Offset of the group behind the separator at an offset, or -1; notes the separator. */
  private int nextGroup(Scan scan, int at) {
    int end = at;
    boolean parenthesis = false;
    boolean open = false;
    char mark = 0;
    while (end < at + SEPARATOR_MAX && !Chars.isDigit(scan.at(end))) {
      char c = scan.at(end);
      switch (c) {
        case '(', ')' -> {
          parenthesis = true;
          open = c == '(';
        }
        case '-', '.', '/' -> {
          if (mark != 0) {
            return -1;
          }
          mark = c;
        }
        case ' ' -> {}
        default -> {
          return -1;
        }
      }
      end++;
    }
    boolean spaced = end - at > 1 && !parenthesis;
    if (end == at || !Chars.isDigit(scan.at(end)) || (open && !isClosedAfter(scan, end)) || (spaced && (end - at != 3 || mark == 0 || mark == '.'))) {
      return -1;
    }
    separators[count] = parenthesis ? PARENTHESIS : mark == 0 ? ' ' : mark;
    return end;
  }

  private static boolean isClosedAfter(Scan scan, int at) {
    int end = at;
    while (end < at + PARENTHESISED_MAX && Chars.isDigit(scan.at(end))) {
      end++;
    }
    return scan.at(end) == ')';
  }

  private void readOpening(Scan scan, int at) {
    char before = scan.at(at - 1);
    area = before == '(' && scan.at(ends[0]) == ')' && count > 1 && groupLength(0) <= PARENTHESISED_MAX;
    int open = area ? 1 : 0;
    plus = scan.at(at - 1 - open) == '+';
    openings = open + (plus ? 1 : 0);
    if (plus && !area && scan.at(at - 2) == '(' && scan.at(ends[0]) == ')') {
      openings++;
    }
    continued = switch (before) {
      case '-', '.', '/', ',' -> scan.endsNumber(at - 1);
      case ':' -> scan.endsNumber(at - 1) || scan.at(at - 2) == ':';
      default -> false;
    };
  }

  int start() {
    return starts[0];
  }

  /** Where the number begins if its plus and parenthesis belong to it. */
  int startWithOpening() {
    return starts[0] - openings;
  }

  /** Offset behind the first {@code groups} groups. */
  int end(int groups) {
    return ends[groups - 1];
  }

  /** Number of digits in the first {@code groups} groups. */
  int digits(int groups) {
    return digitsThrough[groups - 1];
  }

  int groupLength(int group) {
    return ends[group] - starts[group];
  }

  /** The separator before a group; {@link #PARENTHESIS} stands for all with a parenthesis. */
  char separator(int group) {
    return separators[group];
  }

  /** Lengths of the first groups as decimal digits, 324 for {@code 078-05-1123}; 0 where one is longer than nine. */
  int shape(int groups) {
    int shape = 0;
    for (int i = 0; i < groups; i++) {
      int length = groupLength(i);
      if (length > 9) {
        return 0;
      }
      shape = shape * 10 + length;
    }
    return shape;
  }

  /** Are all separators from group {@code first} on the same? True where there is none. */
  boolean uniform(int first, int groups) {
    for (int i = first + 1; i < groups; i++) {
      if (separators[i] != separators[first]) {
        return false;
      }
    }
    return true;
  }

  /** Do the first groups stand for themselves: nothing with a hyphen, dot or slash goes on from them? */
  boolean closed(Scan scan, int groups) {
    int end = ends[groups - 1];
    char next = scan.at(end);
    return !((next == '-' || next == '.' || next == '/') && scan.startsNumber(end + 1));
  }

  /** The first digits as a number. */
  int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + digits[i] - '0';
    }
    return number;
  }
}
