package io.forebay.privacy;

/** IPv4 addresses in dotted form and IPv6 addresses (RFC 4291, 5952), with a prefix length or a zone where one follows. */
final class IpFinder {
  private static final int V6_MAX = 45;
  /** A part longer than a group of IPv6 is an IPv4 address at the end. */
  private static final int V4_SHORTEST = 6;
  private static final int SMALL_OCTET = 20;
  /** First octet of RFC 1918's largest network. */
  private static final int PRIVATE_NETWORK = 10;

  /**
   * Tries the IPv4 address whose first digit is at an offset.
   *
   * @return offset behind it, or {@code at} where there is none
   */
  int findV4(Scan scan, int at) {
    int end = v4End(scan, at);
    return end > 0 && beginsV4(scan, at) ? offerV4(scan, at, end) : at;
  }

  /** No number goes on into it, and no IPv6 address either: for {@code ::ffff:192.0.2.1} {@link #findV6} looks. */
  private static boolean beginsV4(Scan scan, int at) {
    return switch (scan.at(at - 1)) {
      case '.' -> !Chars.isWord(scan.at(at - 2)) && !scan.endsNumber(at - 1);
      case ':' -> scan.at(at - 2) != ':' && !Chars.isHex(scan.at(at - 2));
      default -> scan.startsWord(at);
    };
  }

  private static int offerV4(Scan scan, int at, int end) {
    double confidence = v4Confidence(scan, at, end);
    if (confidence == 0) {
      return at;
    }
    boolean inUrl = scan.at(at - 1) == '/' && scan.at(at - 2) == '/';
    int withPrefix = inUrl ? end : prefixEnd(scan, end, 32);
    scan.found.offer(PiiType.IP_ADDRESS, at, withPrefix, confidence);
    return withPrefix;
  }

  /** Offset behind four octets that end there, -1 otherwise. */
  private static int v4End(Scan scan, int at) {
    int position = at;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0 && scan.at(position++) != '.') {
        return -1;
      }
      int value = 0;
      int start = position;
      while (position < start + 4 && Chars.isDigit(scan.at(position))) {
        value = value * 10 + scan.text[position++] - '0';
      }
      boolean leadingZero = position - start > 1 && scan.text[start] == '0';
      if (position == start || value > 255 || leadingZero) {
        return -1;
      }
    }
    boolean goesOn = scan.at(position) == '.' && scan.startsNumber(position + 1);
    return scan.endsWord(position) && !goesOn ? position : -1;
  }

  /** Small numbers are a version or a section at least as often as an address, so those need a word that says so. */
  private static double v4Confidence(Scan scan, int at, int end) {
    long contexts = scan.contextAround(at, end);
    boolean small = isSmall(scan, at, end);
    if (Context.VERSION.in(contexts) && (small || !Context.IP.in(contexts))) {
      return 0;
    }
    return Context.IP.in(contexts) ? 0.95 : small ? 0 : 0.8;
  }

  private static boolean isSmall(Scan scan, int at, int end) {
    int first = octet(scan, at);
    int large = 0;
    for (int i = at; i < end; i++) {
      large += scan.text[i] == '.' && octet(scan, i + 1) >= SMALL_OCTET ? 1 : 0;
    }
    return first < SMALL_OCTET && first != PRIVATE_NETWORK && large < 2;
  }

  private static int octet(Scan scan, int at) {
    int value = 0;
    for (int i = at; Chars.isDigit(scan.at(i)); i++) {
      value = value * 10 + scan.text[i] - '0';
    }
    return value;
  }

  private static int prefixEnd(Scan scan, int at, int bitsMax) {
    if (scan.at(at) != '/' || !Chars.isDigit(scan.at(at + 1))) {
      return at;
    }
    int end = at + 1;
    int bits = 0;
    while (end < at + 4 && Chars.isDigit(scan.at(end))) {
      bits = bits * 10 + scan.text[end++] - '0';
    }
    boolean goesOn = scan.at(end) == '/' || (scan.at(end) == '.' && Chars.isWord(scan.at(end + 1)));
    return bits <= bitsMax && scan.endsWord(end) && !goesOn ? end : at;
  }

  /**
   * Tries the IPv6 address around the colon at an offset.
   *
   * @return where the scan goes on: behind the address, or behind the colons
   */
  int findV6(Scan scan, int colon) {
    int start = colon;
    while (start > 0 && colon - start <= 4 && Chars.isHex(scan.text[start - 1])) {
      start--;
    }
    int end = v6RowEnd(scan, colon);
    boolean edges = scan.startsWord(start) && scan.endsWord(end) && scan.at(start - 1) != '.' && scan.at(start - 1) != ':';
    boolean goesOn = scan.at(end) == '.' && scan.startsNumber(end + 1);
    if (!edges || goesOn || end - start > V6_MAX || !isV6(scan, start, end)) {
      return behindColons(scan, colon);
    }
    double confidence = v6Confidence(scan, start, end);
    if (confidence == 0) {
      return behindColons(scan, colon);
    }
    scan.found.offer(PiiType.IP_ADDRESS, start, prefixEnd(scan, zoneEnd(scan, end), 128), confidence);
    return end;
  }

  /** Offset behind the hexadecimal digits and colons, and an IPv4 address where the last part begins one. */
  private static int v6RowEnd(Scan scan, int colon) {
    int end = colon;
    int part = colon;
    while (end < scan.length && end - colon <= V6_MAX && (Chars.isHex(scan.text[end]) || scan.text[end] == ':')) {
      part = scan.text[end] == ':' ? end + 1 : part;
      end++;
    }
    int v4 = scan.at(end) == '.' && part < end ? v4End(scan, part) : -1;
    boolean lastColon = v4 < 0 && end > colon + 1 && scan.text[end - 1] == ':' && scan.text[end - 2] != ':';
    return v4 > 0 ? v4 : lastColon ? end - 1 : end;
  }

  private static int behindColons(Scan scan, int colon) {
    int at = colon + 1;
    while (scan.at(at) == ':') {
      at++;
    }
    return at;
  }

  private static int zoneEnd(Scan scan, int at) {
    if (scan.at(at) != '%') {
      return at;
    }
    int end = at + 1;
    while (end < at + 17 && Chars.isAlphanumeric(scan.at(end))) {
      end++;
    }
    return end > at + 1 ? end : at;
  }

  /** Eight groups of at most four digits, the last two possibly an IPv4 address, one row of zeros possibly left out. */
  private static boolean isV6(Scan scan, int start, int end) {
    int groups = 0;
    boolean compressed = false;
    int at = start;
    if (scan.text[at] == ':' && scan.at(at + 1) != ':') {
      return false;
    }
    while (at < end) {
      if (scan.text[at] == ':') {
        boolean twice = scan.at(at + 1) == ':' && at + 1 < end;
        if (twice && (compressed || scan.at(at + 2) == ':')) {
          return false;
        }
        compressed |= twice;
        at += twice ? 2 : 1;
        continue;
      }
      if (v4End(scan, at) == end) {
        groups += 2;
        break;
      }
      int digits = at;
      while (at < end && Chars.isHex(scan.text[at])) {
        at++;
      }
      groups++;
      if (at == digits || at - digits > 4 || groups > 8) {
        return false;
      }
    }
    return compressed ? groups < 8 : groups == 8;
  }

  /** Names of code ({@code add::bad}) and times are made of the same characters. */
  private static double v6Confidence(Scan scan, int start, int end) {
    int digits = 0;
    int groups = 0;
    int longest = 0;
    int run = 0;
    for (int i = start; i <= end; i++) {
      boolean mark = i == end || scan.text[i] == ':';
      groups += mark && run > 0 ? 1 : 0;
      run = mark ? 0 : run + 1;
      longest = Math.max(longest, run);
      digits += i < end && Chars.isDigit(scan.text[i]) ? 1 : 0;
    }
    if (digits > 0 && longest > V4_SHORTEST) {
      return 0.85;
    }
    if (digits > 0 && longest >= 3 && groups >= 2) {
      return groups >= 3 ? 0.95 : 0.85;
    }
    return Context.IP.in(scan.contextBefore(start)) ? 0.8 : 0;
  }
}
