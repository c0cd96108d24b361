package io.forebay.classifier;

/**
 * The words of one text as hashes, with what is counted in passing; a buffer that is filled again and again.
 *
 * <p>A word is a run of letters, digits and inner apostrophes in lower case, every digit read as 0; a character of a script without
 * spaces is a word of its own; so are {@code ? ! $ % €}. Links and addresses are one marker each: what they name is data of
 * persons and collections. Holds {@value #MAX_WORDS} words at most and reads {@value #MAX_CHARS} characters at most. Not
 * thread-safe.
 */
final class Words {
  static final int MAX_WORDS = 4_096;
  static final int MAX_CHARS = 24_576;

  static final byte PLAIN = 0;
  static final byte NUMBER = 1;
  static final byte MARK = 2;
  static final byte LINK = 3;
  static final byte ADDRESS = 4;
  static final byte MIXED = 5;

  static final long QUESTION = TermHash.of("?");
  static final long EXCLAMATION = TermHash.of("!");
  static final long MONEY = TermHash.of("$");
  static final long PERCENT = TermHash.of("%");
  static final long LINK_HASH = TermHash.of("<link>");
  static final long ADDRESS_HASH = TermHash.of("<address>");

  final long[] hashes = new long[MAX_WORDS];
  final byte[] kinds = new byte[MAX_WORDS];
  final int[] starts = new int[MAX_WORDS];
  final int[] ends = new int[MAX_WORDS];
  private int count;

  int chars;
  int letters;
  int upperLetters;
  int digits;
  int nonAscii;
  int ideographs;
  int upperWords;
  int singleLetterRuns;
  int links;
  int addresses;
  int exclamations;
  int questions;
  int dollars;

  int count() {
    return count;
  }

  /** Forgets the last text and reads another from its beginning. */
  void read(CharSequence text) {
    clear();
    int end = Math.min(text.length(), MAX_CHARS);
    chars = end;
    int singles = 0;
    int at = 0;
    while (at < end && count < MAX_WORDS) {
      char c = text.charAt(at);
      if (isWordChar(c)) {
        int before = count;
        at = isIdeograph(c) ? ideograph(text, at) : word(text, at, end);
        boolean single = count > before && ends[before] - starts[before] == 1 && kinds[before] == PLAIN;
        singles = single ? singles + 1 : 0;
        singleLetterRuns += singles == 4 ? 1 : 0;
      } else {
        mark(c, at);
        at++;
      }
    }
  }

  private void clear() {
    count = 0;
    letters = 0;
    upperLetters = 0;
    digits = 0;
    nonAscii = 0;
    ideographs = 0;
    upperWords = 0;
    singleLetterRuns = 0;
    links = 0;
    addresses = 0;
    exclamations = 0;
    questions = 0;
    dollars = 0;
  }

  private int word(CharSequence text, int start, int end) {
    long hash = TermHash.START;
    int at = start;
    int upper = 0;
    int digit = 0;
    while (at < end) {
      char c = text.charAt(at);
      if (c >= 'a' && c <= 'z') {
        hash = TermHash.add(hash, c);
      } else if (c >= 'A' && c <= 'Z') {
        hash = TermHash.add(hash, c + 32);
        upper++;
      } else if (c >= '0' && c <= '9') {
        hash = TermHash.add(hash, '0');
        digit++;
      } else if (isApostrophe(c) && at > start && at + 1 < end && isWordChar(text.charAt(at + 1))) {
        hash = TermHash.add(hash, '\'');
      } else if (c >= 128 && isWordChar(c) && !isIdeograph(c)) {
        hash = TermHash.add(hash, Character.toLowerCase(c));
        upper += Character.isUpperCase(c) ? 1 : 0;
        nonAscii++;
      } else {
        break;
      }
      at++;
    }
    if (at < end && isLinkStart(text, start, at, end)) {
      links++;
      return marker(text, start, end, LINK_HASH, LINK);
    }
    if (at < end && text.charAt(at) == '@' && at + 1 < end && isWordChar(text.charAt(at + 1))) {
      addresses++;
      return marker(text, start, end, ADDRESS_HASH, ADDRESS);
    }
    int length = at - start;
    letters += length - digit;
    upperLetters += upper;
    digits += digit;
    upperWords += length > 2 && upper == length ? 1 : 0;
    put(hash, digit == 0 ? PLAIN : digit == length ? NUMBER : MIXED, start, at);
    return at;
  }

  private int ideograph(CharSequence text, int at) {
    nonAscii++;
    ideographs++;
    letters++;
    put(TermHash.add(TermHash.START, text.charAt(at)), PLAIN, at, at + 1);
    return at + 1;
  }

  private int marker(CharSequence text, int start, int end, long hash, byte kind) {
    int at = start;
    while (at < end && text.charAt(at) > ' ' && text.charAt(at) != '>' && text.charAt(at) != '"') {
      at++;
    }
    put(hash, kind, start, at);
    return at;
  }

  private void mark(char c, int at) {
    switch (c) {
      case '!', '！' -> {
        exclamations++;
        put(EXCLAMATION, MARK, at, at + 1);
      }
      case '?', '？', '¿' -> {
        questions++;
        put(QUESTION, MARK, at, at + 1);
      }
      case '$', '€', '£', '¥' -> {
        dollars++;
        put(MONEY, MARK, at, at + 1);
      }
      case '%' -> put(PERCENT, MARK, at, at + 1);
      default -> nonAscii += c >= 128 ? 1 : 0;
    }
  }

  private void put(long hash, byte kind, int start, int end) {
    hashes[count] = hash;
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  private static boolean isLinkStart(CharSequence text, int start, int at, int end) {
    char c = text.charAt(at);
    if (c == ':') {
      return at + 2 < end && text.charAt(at + 1) == '/' && text.charAt(at + 2) == '/';
    }
    return c == '.'
        && at - start == 3
        && (text.charAt(start) | 32) == 'w'
        && (text.charAt(start + 1) | 32) == 'w'
        && (text.charAt(start + 2) | 32) == 'w';
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '’';
  }

  static boolean isWordChar(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  /** Of a script that writes no spaces: Chinese, Japanese, Thai. Korean writes spaces. */
  private static boolean isIdeograph(char c) {
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x0e00 && c <= 0x0e7f);
  }
}
