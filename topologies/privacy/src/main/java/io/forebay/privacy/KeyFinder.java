package io.forebay.privacy;

import java.util.ArrayList;
import java.util.List;

/** Keys and tokens that say what they are: issuers' prefixes, JSON Web Tokens (RFC 7519) and private keys in PEM (RFC 7468). */
final class KeyFinder {
  /**
   * A prefix that an issuer puts before its keys.
   *
   * @param trigger offset in the prefix of the character at which the scan stops
   * @param tailMin fewest characters behind the prefix
   */
  private record Key(String prefix, int trigger, int tailMin) {
    static Key of(String prefix, int tailMin) {
      return new Key(prefix, prefix.length() - 1, tailMin);
    }
  }

  private static final List<Key> KEYS =
      List.of(
          Key.of("ghp_", 30), Key.of("gho_", 30), Key.of("ghu_", 30), Key.of("ghs_", 30), Key.of("ghr_", 30),
          Key.of("github_pat_", 30), Key.of("glpat-", 18), Key.of("sk_live_", 16), Key.of("sk_test_", 16), Key.of("rk_live_", 16),
          Key.of("whsec_", 24), Key.of("hf_", 30), Key.of("npm_", 30), Key.of("dop_", 60), Key.of("shpat_", 30), Key.of("dckr_pat_", 20),
          Key.of("sk-", 20), Key.of("xoxb-", 20), Key.of("xoxp-", 20), Key.of("xoxa-", 20), Key.of("xoxr-", 20), Key.of("xoxs-", 20),
          Key.of("xapp-", 20), Key.of("pypi-", 50), Key.of("sq0atp-", 20), Key.of("SG.", 40), Key.of("ya29.", 30),
          new Key("AKIA", 2, 16), new Key("ASIA", 2, 16), new Key("AIza", 1, 35));

  private static final double CONFIDENCE = 0.95;
  private static final int JWT_HEADER_MAX = 2_048;
  /** A key of at least so many characters without a digit is a name with hyphens. */
  private static final int DIGIT_WITHIN = 64;
  private static final int PEM_MAX = 16_384;
  private static final int PEM_LABEL_MAX = 40;
  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";
  private static final String PEM_SECRET = "PRIVATE KEY";

  private final Key[][] byTrigger = new Key[0x80][];

  KeyFinder() {
    for (char c = 0; c < byTrigger.length; c++) {
      List<Key> keys = new ArrayList<>();
      for (Key key : KEYS) {
        if (key.prefix.charAt(key.trigger) == c) {
          keys.add(key);
        }
      }
      byTrigger[c] = keys.toArray(Key[]::new);
    }
  }

  /** The characters at which {@link #find} wants to be asked. */
  static String triggers() {
    StringBuilder triggers = new StringBuilder("J-");
    KEYS.forEach(key -> triggers.append(key.prefix.charAt(key.trigger)));
    return triggers.toString();
  }

  /** Tries the key whose trigger is at an offset; says where the scan goes on. */
  int find(Scan scan, int at) {
    char c = scan.text[at];
    if (c == 'J') {
      return jsonWebToken(scan, at);
    }
    if (c == '-' && scan.at(at + 1) == '-' && startsWith(scan, at, PEM_BEGIN)) {
      return pem(scan, at);
    }
    for (Key key : byTrigger[c]) {
      int start = at - key.trigger;
      if (start >= 0 && startsWith(scan, start, key.prefix) && scan.startsWord(start)) {
        int tail = start + key.prefix.length();
        int end = tokenEnd(scan, tail);
        if (end - tail >= key.tailMin && hasDigit(scan, tail, end)) {
          scan.found.offer(PiiType.SECRET, start, end, CONFIDENCE);
          return end;
        }
      }
    }
    return at + 1;
  }

  private static int jsonWebToken(Scan scan, int at) {
    int start = at - 2;
    if (start < 0 || !startsWith(scan, start, "eyJ") || !scan.startsWord(start)) {
      return at + 1;
    }
    int end = tokenEnd(scan, start);
    if (!hasPayload(scan, start, end)) {
      return at + 1;
    }
    scan.found.offer(PiiType.SECRET, start, end, CONFIDENCE);
    return end;
  }

  /** Is the header followed by a second JSON object? */
  private static boolean hasPayload(Scan scan, int start, int end) {
    for (int i = start; i < Math.min(end, start + JWT_HEADER_MAX); i++) {
      if (scan.text[i] == '.') {
        return i - start > 10 && end - i > 10 && startsWith(scan, i + 1, "eyJ");
      }
    }
    return false;
  }

  /** To the END line; where that is missing, to the first empty line or a bound: what follows may still be the key. */
  private static int pem(Scan scan, int start) {
    int secret = start + PEM_BEGIN.length();
    int labelEnd = Math.min(scan.length, secret + PEM_LABEL_MAX);
    while (secret < labelEnd && scan.text[secret] != '-' && !startsWith(scan, secret, PEM_SECRET)) {
      secret++;
    }
    if (!startsWith(scan, secret, PEM_SECRET)) {
      return start + PEM_BEGIN.length();
    }
    int end = pemEnd(scan, secret + PEM_SECRET.length(), Math.min(scan.length, start + PEM_MAX));
    scan.found.offer(PiiType.SECRET, start, end, CONFIDENCE);
    return end;
  }

  private static int pemEnd(Scan scan, int from, int bound) {
    int emptyLine = bound;
    for (int i = from; i < bound; i++) {
      char c = scan.text[i];
      if (c == '\n' && (scan.at(i + 1) == '\n' || scan.at(i + 1) == '\r') && emptyLine == bound) {
        emptyLine = i;
      }
      if (c == '-' && startsWith(scan, i, PEM_END)) {
        return labelEnd(scan, i + PEM_END.length());
      }
      if (c == '-' && startsWith(scan, i, PEM_BEGIN)) {
        return i;
      }
    }
    return emptyLine;
  }

  /** Behind the hyphens that close a label, or where they are missing, behind its letters. */
  private static int labelEnd(Scan scan, int from) {
    int end = from;
    while (end < from + PEM_LABEL_MAX && (Chars.isLatin(scan.at(end)) || scan.at(end) == ' ')) {
      end++;
    }
    while (scan.at(end) == '-') {
      end++;
    }
    return end;
  }

  private static int tokenEnd(Scan scan, int from) {
    int end = Math.max(from, scan.tokenEnd);
    while (end < scan.length && isTokenCharacter(scan.text[end])) {
      end++;
    }
    scan.tokenEnd = end;
    while (end > from && (scan.text[end - 1] == '.' || scan.text[end - 1] == '-')) {
      end--;
    }
    return end;
  }

  private static boolean isTokenCharacter(char c) {
    return Chars.isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean hasDigit(Scan scan, int from, int end) {
    for (int i = from; i < Math.min(end, from + DIGIT_WITHIN); i++) {
      if (Chars.isDigit(scan.text[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(Scan scan, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (scan.at(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
