package io.forebay.privacy;

/** The extension behind a telephone number: {@code x123}, {@code ext. 123}, {@code #123}. */
final class PhoneExtension {
  private static final String[] MARKS = {"extension", "ext.", "ext", "x", "#"};
  private static final int DIGITS_MAX = 6;

  private PhoneExtension() {}

  /** Offset behind the extension that starts at an offset, or that offset where there is none. */
  static int end(Scan scan, int at) {
    int from = at;
    while (from < at + 2 && (scan.at(from) == ' ' || (scan.at(from) == ',' && from == at))) {
      from++;
    }
    char first = scan.at(from);
    if (first != 'x' && first != 'X' && first != 'e' && first != 'E' && first != '#') {
      return at;
    }
    for (String mark : MARKS) {
      if (startsWith(scan, from, mark)) {
        int digits = from + mark.length();
        if (scan.at(digits) == ' ') {
          digits++;
        }
        int end = digits;
        while (end < digits + DIGITS_MAX && Chars.isDigit(scan.at(end))) {
          end++;
        }
        return end > digits && scan.endsWord(end) ? end : at;
      }
    }
    return at;
  }

  private static boolean startsWith(Scan scan, int at, String mark) {
    for (int i = 0; i < mark.length(); i++) {
      char c = scan.at(at + i);
      if ((Chars.isLatin(c) ? c | 0x20 : c) != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
