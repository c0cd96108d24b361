package io.forebay.privacy;

import java.util.Arrays;

/**
 * A text as the scan reads it: full-width and other scripts' digits as ASCII, typographic spaces and hyphens as plain ones, characters
 * without width left out. They are how many languages are written, and hide nothing from the scan.
 *
 * <p>Every character stands for one of the original or is left out, so the way back to the original offsets needs only the places
 * of those left out.
 */
final class ScanText {
  private static final char LEFT_OUT = '\uFFFF';
  private static final char MATHEMATICAL = '\uD835';

  private final char[] chars;
  private final int length;
  /** For each character left out, how many were kept before it; ascending. */
  private final int[] gaps;

  private ScanText(char[] chars, int length, int[] gaps) {
    this.chars = chars;
    this.length = length;
    this.gaps = gaps;
  }

  static ScanText of(String text) {
    char[] chars = text.toCharArray();
    int seen = 0;
    for (char c : chars) {
      seen |= c;
    }
    return seen < 0x80 ? new ScanText(chars, chars.length, new int[0]) : normalised(chars);
  }

  private static ScanText normalised(char[] chars) {
    int kept = 0;
    int[] gaps = new int[0];
    int gapCount = 0;
    char previous = 0;
    for (int i = 0; i < chars.length; i++) {
      char raw = chars[i];
      char next = i + 1 < chars.length ? chars[i + 1] : 0;
      char c = raw < 0x80 ? raw : Character.isSurrogate(raw) ? plainSurrogate(previous, raw, next) : plain(raw);
      previous = raw;
      if (c != LEFT_OUT) {
        chars[kept++] = c;
      } else {
        if (gapCount == gaps.length) {
          gaps = Arrays.copyOf(gaps, Math.max(16, gapCount * 2));
        }
        gaps[gapCount++] = kept;
      }
    }
    return new ScanText(chars, kept, Arrays.copyOf(gaps, gapCount));
  }

  private static char plain(char c) {
    if (c < 0x2000) {
      return plainLow(c);
    }
    if (c <= 0x206F) {
      return plainPunctuation(c);
    }
    return switch (c) {
      case '\u2212' -> '-';
      case '\u3000' -> ' ';
      case '\uFEFF' -> LEFT_OUT;
      default -> {
        if (c >= '\uFF01' && c <= '\uFF5E') {
          yield (char) (c - 0xFEE0);
        }
        yield c >= '\uFE00' && c <= '\uFE0F' ? LEFT_OUT : digitOrSelf(c);
      }
    };
  }

  private static char plainLow(char c) {
    if (c == '\u00AD' || c == '\u061C' || c == '\u180E') {
      return LEFT_OUT;
    }
    if (c == '\u00A0') {
      return ' ';
    }
    return c < 0x0600 ? c : digitOrSelf(c);
  }

  private static char plainPunctuation(char c) {
    if (c <= 0x200A || c == 0x202F || c == 0x205F) {
      return ' ';
    }
    if (c <= 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2060) {
      return LEFT_OUT;
    }
    if (c >= 0x2010 && c <= 0x2013) {
      return '-';
    }
    return c == 0x2028 || c == 0x2029 ? '\n' : c;
  }

  /** Mathematical digits (U+1D7CE to U+1D7FF) are pairs: the second half becomes the digit, the first is left out. */
  private static char plainSurrogate(char previous, char c, char next) {
    if (c == MATHEMATICAL && isMathematicalDigit(next)) {
      return LEFT_OUT;
    }
    return previous == MATHEMATICAL && isMathematicalDigit(c) ? (char) ('0' + (c - 0xDFCE) % 10) : c;
  }

  private static boolean isMathematicalDigit(char low) {
    return low >= 0xDFCE && low <= 0xDFFF;
  }

  private static char digitOrSelf(char c) {
    int digit = Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, 10) : -1;
    return digit < 0 ? c : (char) ('0' + digit);
  }

  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** The span of the original text (UTF-16 units) that the kept characters from start to end stand for. */
  PiiSpan original(String text, PiiType type, int start, int end, double confidence) {
    int from = originalIndex(start);
    int to = originalIndex(end - 1) + 1;
    if (Character.isLowSurrogate(text.charAt(from)) && from > 0 && Character.isHighSurrogate(text.charAt(from - 1))) {
      from--;
    }
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to)) && Character.isHighSurrogate(text.charAt(to - 1))) {
      to++;
    }
    return new PiiSpan(type, from, to, confidence);
  }

  private int originalIndex(int index) {
    int at = Arrays.binarySearch(gaps, index);
    if (at < 0) {
      return index - at - 1;
    }
    while (at < gaps.length && gaps[at] == index) {
      at++;
    }
    return index + at;
  }
}
