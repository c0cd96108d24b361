package io.forebay.privacy;

/**
 * E-mail addresses around an at sign: the addresses of RFC 5321 and 6531 that people write, with international names and domains.
 *
 * <p>Looks at most {@value #LOCAL_MAX} characters back and {@value #DOMAIN_MAX} ahead.
 */
final class EmailFinder {
  private static final int LOCAL_MAX = 128;
  private static final int DOMAIN_MAX = 255;
  private static final int LABEL_MAX = 63;
  private static final String LOCAL_MARKS = ".!#$%&'*+-^_`{}~";
  private static final String LEADING_MARKS = ".!#$%&'*-^`{}~";

  /** Tries the address around the at sign at an offset; says where the scan goes on. */
  int find(Scan scan, int at) {
    int end = domainEnd(scan, at + 1);
    if (end > 0) {
      int start = scan.at(at - 1) == '"' ? quotedStart(scan, at) : localStart(scan, at);
      if (start < at) {
        scan.found.offer(PiiType.EMAIL_ADDRESS, start, end, 0.97);
        return end;
      }
    }
    return at + 1;
  }

  private static int localStart(Scan scan, int at) {
    boolean unspaced = at > 0 && Chars.isUnspaced(scan.text[at - 1]);
    int start = at;
    while (start > 0 && at - start < LOCAL_MAX && isLocal(scan, start - 1, unspaced)) {
      start--;
    }
    while (start < at && LEADING_MARKS.indexOf(scan.text[start]) >= 0) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(Scan scan, int at, boolean unspaced) {
    char c = scan.text[at];
    if (c < 0x80) {
      return Chars.isAlphanumeric(c) || LOCAL_MARKS.indexOf(c) >= 0 || (c == '=' && isReturnPath(scan, at));
    }
    // 邮箱joe@example.com: the address begins where the script changes.
    return unspaced ? Character.isLetterOrDigit(c) : Chars.isWord(c) || Character.isSurrogate(c);
  }

  /** In {@code bounce+joe=example.org@list.example} the equals sign is part of the address, in {@code ?to=joe@example.org} not. */
  private static boolean isReturnPath(Scan scan, int equals) {
    for (int i = equals - 1; i >= 0 && equals - i < LOCAL_MAX; i--) {
      char c = scan.text[i];
      if (c == '+' || c == '-') {
        return i > 0 && Chars.isAlphanumeric(scan.text[i - 1]);
      }
      if (!Chars.isAlphanumeric(c) && c != '.' && c != '_') {
        return false;
      }
    }
    return false;
  }

  private static int quotedStart(Scan scan, int at) {
    for (int i = at - 2; i >= 0 && at - i < LOCAL_MAX; i--) {
      if (scan.text[i] == '"') {
        return i < at - 2 ? i : at;
      }
      if (scan.text[i] == '\n' || scan.text[i] == '@') {
        return at;
      }
    }
    return at;
  }

  /** Offset behind the domain that starts at an offset; 0 where there is none with at least two labels, the last a plausible one. */
  private static int domainEnd(Scan scan, int from) {
    if (scan.at(from) == '[') {
      return literalEnd(scan, from);
    }
    int end = 0;
    int label = from;
    int labels = 0;
    while (label - from < DOMAIN_MAX) {
      int labelEnd = labelEnd(scan, label);
      if (labelEnd == label) {
        break;
      }
      labels++;
      if (labels > 1) {
        end = Math.max(end, topLevelEnd(scan, label, labelEnd));
      }
      if (scan.at(labelEnd) != '.') {
        break;
      }
      label = labelEnd + 1;
    }
    return end;
  }

  private static int labelEnd(Scan scan, int from) {
    boolean unspaced = Chars.isUnspaced(scan.at(from));
    int end = from;
    while (end < scan.length && end - from < LABEL_MAX && isLabel(scan.text[end], unspaced)) {
      end++;
    }
    while (end > from && scan.text[end - 1] == '-') {
      end--;
    }
    return scan.at(from) == '-' ? from : end;
  }

  private static boolean isLabel(char c, boolean unspaced) {
    if (c < 0x80) {
      return Chars.isAlphanumeric(c) || c == '-';
    }
    return unspaced ? Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK : Chars.isWord(c);
  }

  /**
   * Offset behind the top-level domain that a label is or, before a hyphen, begins with; 0 where it is none. They are letters or
   * encoded ones; anything else is a version or a file.
   */
  private static int topLevelEnd(Scan scan, int from, int end) {
    boolean encoded = end - from >= 5 && Chars.upper(scan.text[from]) == 'X' && Chars.upper(scan.text[from + 1]) == 'N' && scan.text[from + 2] == '-';
    if (encoded) {
      return end;
    }
    int at = from;
    while (at < end && scan.text[at] != '-' && !Chars.isDigit(scan.text[at])) {
      at++;
    }
    return at - from >= 2 && (at == end || scan.text[at] == '-') ? at : 0;
  }

  private static int literalEnd(Scan scan, int open) {
    for (int i = open + 1; i < open + 48; i++) {
      char c = scan.at(i);
      if (c == ']') {
        return i - open > 7 ? i + 1 : 0;
      }
      if (!Chars.isHex(c) && c != '.' && c != ':') {
        return 0;
      }
    }
    return 0;
  }
}
