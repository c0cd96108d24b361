package io.forebay.drafting;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The words of a text as offsets and hashes, ready to be looked up in a {@link Phrasebook}.
 *
 * <p>A word is a run of letters, folded: lower case, without accents, half width. A number is a run of digits. Each Han and kana
 * character is a word of its own, so that phrases are found in languages that do not write spaces. Addresses of pages and the marks of
 * redaction ({@code [EMAIL_ADDRESS]}) are one opaque token each: nothing inside them is ever taken for language.
 */
final class Tokens {
  /** {@link #number} of a token that is a word of letters. */
  static final int WORD = -1;

  /** {@link #number} of a token that is one Han or kana character. */
  static final int IDEOGRAPH = -2;

  /** {@link #number} of a token that says nothing: a link or a mark of redaction. */
  static final int OPAQUE = -3;

  private static final int CHARACTERS_A_TOKEN = 5;
  private static final int NUMBER_MAX = 99_999_999;
  private static final int MARK_MAX = 48;
  private static final long HASH_SEED = 0xcbf29ce484222325L;
  private static final long HASH_PRIME = 0x100000001b3L;
  private static final char[] FOLDED = foldedLatin();

  private final String text;
  private final char[] chars;
  private int[] start;
  private int[] end;
  private int[] number;
  private long[] hash;
  private int count;
  private int numbers;
  private int letters;
  private int capitals;
  private int exclamations;
  private int exclamationRow;

  /**
   * Starts without a token.
   *
   * @param length how much of the text will be scanned at most, in UTF-16 units
   */
  Tokens(String text, int length) {
    this.text = text;
    chars = new char[length];
    text.getChars(0, length, chars, 0);
    int expected = length / CHARACTERS_A_TOKEN + 8;
    start = new int[expected];
    end = new int[expected];
    number = new int[expected];
    hash = new long[expected];
  }

  int count() {
    return count;
  }

  int start(int token) {
    return start[token];
  }

  int end(int token) {
    return end[token];
  }

  /** Value of a number, at most 99,999,999; else {@link #WORD}, {@link #IDEOGRAPH} or {@link #OPAQUE}. */
  int number(int token) {
    return number[token];
  }

  /** Hash of the folded word; 0 where the token is not a word. */
  long hash(int token) {
    return hash[token];
  }

  /** How many of the tokens are numbers. */
  int numbers() {
    return numbers;
  }

  /** Letters that can be capitals or not. */
  int letters() {
    return letters;
  }

  int capitals() {
    return capitals;
  }

  /** The longest row of exclamation marks. */
  int exclamationRow() {
    return exclamationRow;
  }

  boolean isCapitalised(int token) {
    return Character.isUpperCase(chars[start[token]]);
  }

  boolean isHanOrKatakana(int token) {
    return chars[start[token]] >= 0x30a0;
  }

  /** Adds the tokens of a part of the text. */
  void scan(int from, int to) {
    for (int at = from; at < to; ) {
      char c = chars[at];
      if (isAsciiLetter(c)) {
        at = (c == 'h' || c == 'w') && isLink(at) ? scanLink(at, to) : scanWord(at, to);
      } else if (c <= ' ') {
        at++;
      } else {
        at = scanOther(c, at, to);
      }
    }
  }

  private int scanOther(char c, int at, int to) {
    if (digit(c) >= 0) {
      return scanNumber(at, to);
    }
    if (c == '[') {
      return scanMark(at, to);
    }
    if (isIdeograph(c)) {
      add(at, at + 1, IDEOGRAPH, HASH_SEED ^ (c * HASH_PRIME));
    } else if (isWordLetter(c)) {
      return scanWord(at, to);
    } else if (c == '!' || c == '！') {
      exclamations = at > 0 && chars[at - 1] == c ? exclamations + 1 : 1;
      exclamationRow = Math.max(exclamationRow, exclamations);
    }
    return at + 1;
  }

  private int scanNumber(int from, int to) {
    int value = 0;
    int at = from;
    for (; at < to; at++) {
      int digit = digit(chars[at]);
      if (digit < 0) {
        break;
      }
      value = value > NUMBER_MAX / 10 ? NUMBER_MAX : value * 10 + digit;
    }
    numbers++;
    add(from, at, Math.min(value, NUMBER_MAX), 0);
    return at;
  }

  private int scanWord(int from, int to) {
    long h = HASH_SEED;
    int upper = 0;
    int at = from;
    for (; at < to; at++) {
      char c = chars[at];
      if (isAsciiLetter(c)) {
        upper += (~c >> 5) & 1;
        h = (h ^ (c | 0x20)) * HASH_PRIME;
      } else if (c < 0x80) {
        break;
      } else if (isWordLetter(c)) {
        upper += Character.isUpperCase(c) ? 1 : 0;
        h = (h ^ fold(c)) * HASH_PRIME;
      } else if (!isCombining(c)) {
        break;
      }
    }
    letters += at - from;
    capitals += upper;
    add(from, at, WORD, h);
    return at;
  }

  private boolean isLink(int at) {
    return text.startsWith("http://", at) || text.startsWith("https://", at) || text.startsWith("www.", at);
  }

  private int scanLink(int from, int to) {
    int at = from;
    while (at < to && chars[at] > ' ' && chars[at] < 0x2e80) {
      at++;
    }
    add(from, at, OPAQUE, 0);
    return at;
  }

  private int scanMark(int from, int to) {
    int end = behindMark(text, from, to);
    if (end < 0) {
      return from + 1;
    }
    add(from, end, OPAQUE, 0);
    return end;
  }

  /**
   * Where a mark of redaction ends.
   *
   * @param at offset of the opening bracket
   * @return the offset behind the closing bracket, or -1 if this is no mark
   */
  static int behindMark(String text, int at, int to) {
    int end = at + 1;
    int limit = Math.min(to, at + MARK_MAX);
    while (end < limit && (text.charAt(end) == '_' || isUpper(text.charAt(end)) || digit(text.charAt(end)) >= 0)) {
      end++;
    }
    return end < limit && end > at + 1 && text.charAt(end) == ']' ? end + 1 : -1;
  }

  private void add(int from, int to, int value, long wordHash) {
    if (count == start.length) {
      int capacity = 2 * count + 16;
      start = Arrays.copyOf(start, capacity);
      end = Arrays.copyOf(end, capacity);
      number = Arrays.copyOf(number, capacity);
      hash = Arrays.copyOf(hash, capacity);
    }
    start[count] = from;
    end[count] = to;
    number[count] = value;
    hash[count] = wordHash;
    count++;
  }

  /** Han, hiragana or katakana, in the basic plane. */
  static boolean isIdeograph(char c) {
    return c >= 0x3005 && (c <= 0x3007 || (c >= 0x3041 && c <= 0x30ff && c != '・') || (c >= 0x3400 && c <= 0x9fff));
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= '０' && c <= '９' ? c - '０' : -1;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isAsciiLetter(char c) {
    return (char) ((c | 0x20) - 'a') <= 'z' - 'a';
  }

  private static boolean isWordLetter(char c) {
    return c < 0x80 ? isAsciiLetter(c) : Character.isLetter(c) && !isIdeograph(c);
  }

  private static boolean isCombining(char c) {
    return c >= 0x300 && c <= 0x36f;
  }

  private static char fold(char c) {
    if (c < FOLDED.length) {
      return FOLDED[c];
    }
    if (c >= 0xff21 && c <= 0xff5a) {
      return (char) ((c - 0xff21 + 'A') | 0x20);
    }
    return Character.toLowerCase(c);
  }

  private static char[] foldedLatin() {
    char[] folded = new char[0x180];
    for (char c = 0; c < folded.length; c++) {
      folded[c] = Character.toLowerCase(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0));
    }
    return folded;
  }
}
