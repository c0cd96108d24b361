package io.forebay.drafting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Splits plain mail text into sentences, in one pass and for any language.
 *
 * <p>Mail is not prose: lines are wrapped in the middle of a sentence, while greetings, list items and signatures are lines without a
 * full stop. So a line break ends a sentence only where the line was not full, and a full stop only where a new sentence can follow.
 * East Asian full stops need no space behind them.
 */
final class SentenceSplitter {
  /** How far a text is looked at, in UTF-16 units. What a mail wants stands at its beginning. */
  static final int CHARACTERS_MAX = 8_192;

  private static final int WRAPPED_LINE_MIN = 40;
  private static final int CJK_LINE_MAX = 14;
  private static final int GREETING_WORDS_MAX = 5;
  private static final int ABBREVIATION_MAX = 4;
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("mr mrs ms dr prof st vs etc inc ltd jr sr sra srta nr art abs bzw usw ca tel hr fr mme mlle fig vol pp cf eg ie "
                  + "jan feb mar apr jun jul aug sep sept oct nov dec ud uds mio mrd")
              .split(" "));

  private SentenceSplitter() {}

  /**
   * Splits a text.
   *
   * @param text plain text; only its first {@value #CHARACTERS_MAX} characters are looked at
   * @param limit how many sentences at most, at least 1; what follows them is ignored
   */
  static Sentences split(String text, int limit) {
    int length = Math.min(text.length(), CHARACTERS_MAX);
    if (length < text.length() && Character.isHighSurrogate(text.charAt(length - 1))) {
      length--;
    }
    char[] chars = new char[length];
    text.getChars(0, length, chars, 0);
    int[] bounds = new int[2 * Math.min(limit, 16)];
    int count = 0;
    int start = 0;
    int lineStart = 0;
    for (int at = 0; at < length && count < limit; ) {
      at = nextCandidate(chars, at);
      char c = chars[at];
      int end = at + 1;
      boolean boundary = false;
      if (c == '\n') {
        boundary = lineEndsSentence(text, lineStart, at, length);
        lineStart = end;
      } else if (isTerminator(c)) {
        end = behindTerminators(text, at, length);
        boundary = terminates(text, c, at, end, length);
      }
      if (boundary || end == length) {
        int from = trimStart(text, start, end);
        int to = trimEnd(text, from, end);
        if (hasSubstance(text, from, to)) {
          if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * Math.min(limit, 2 * count));
          }
          bounds[2 * count] = from;
          bounds[2 * count + 1] = to;
          count++;
        }
        start = end;
      }
      at = end;
    }
    return new Sentences(text, bounds, count);
  }

  /** The next character that may end a sentence, or the last one of the text: nearly all letters are passed over by one comparison. */
  private static int nextCandidate(char[] chars, int from) {
    int at = from;
    while (at < chars.length - 1) {
      char c = chars[at];
      if (c <= '?' ? c == '\n' || c == '.' || c == '!' || c == '?' : c >= '…') {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isTerminator(char c) {
    return switch (c) {
      case '.', '!', '?', '…', '。', '！', '？', '｡', '．' -> true;
      default -> false;
    };
  }

  /** Behind a run of terminators and the closing quotes and brackets after it. */
  private static int behindTerminators(String text, int at, int length) {
    int end = at + 1;
    while (end < length && isTerminator(text.charAt(end))) {
      end++;
    }
    while (end < length && "\"'”’»)」』）".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean terminates(String text, char c, int at, int end, int length) {
    if (end == length || c >= '。') {
      return true;
    }
    if (!Character.isWhitespace(text.charAt(end))) {
      return false;
    }
    if (c != '.' || text.charAt(end - 1) != '.') {
      return true;
    }
    int next = trimStart(text, end, length);
    if (next < length && Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    return end > at + 1 || !isAbbreviation(text, at);
  }

  /** Is the dot behind an initial (J.), a short ordinal (5. Mai) or a known abbreviation (Dr.)? */
  private static boolean isAbbreviation(String text, int dot) {
    int start = dot;
    while (start > 0 && dot - start <= ABBREVIATION_MAX && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    int length = dot - start;
    if (length == 0 || length > ABBREVIATION_MAX) {
      return false;
    }
    if (Character.isDigit(text.charAt(dot - 1))) {
      return length <= 2;
    }
    if (length == 1) {
      return text.charAt(start) != 'I';
    }
    return ABBREVIATIONS.contains(text.substring(start, dot).toLowerCase(Locale.ROOT));
  }

  private static boolean lineEndsSentence(String text, int lineStart, int newline, int length) {
    int next = newline + 1;
    while (next < length && isBlank(text.charAt(next))) {
      next++;
    }
    if (next >= length || text.charAt(next) == '\n' || opensItem(text, next, length)) {
      return true;
    }
    int from = trimStart(text, lineStart, newline);
    int to = trimEnd(text, from, newline);
    if (from == to) {
      return true;
    }
    int lineLength = to - from;
    char last = text.charAt(to - 1);
    if (last == ':' || last == '：') {
      return true;
    }
    if (Tokens.isIdeograph(last) || last == '、' || last == '，') {
      return last != '、' && lineLength <= CJK_LINE_MAX;
    }
    if (last == ',') {
      return words(text, from, to) <= GREETING_WORDS_MAX;
    }
    return lineLength < WRAPPED_LINE_MIN && !Character.isLowerCase(text.charAt(next)) && !Character.isDigit(text.charAt(next));
  }

  /** Does a line begin with a bullet, a number with a dot or bracket, or a quote mark? */
  private static boolean opensItem(String text, int at, int length) {
    char c = text.charAt(at);
    if (c == '>' || c == '•' || c == '·' || c == '・' || c == '■' || c == '●' || c == '|') {
      return true;
    }
    if ((c == '-' || c == '*' || c == '+' || c == '–') && at + 1 < length) {
      return isBlank(text.charAt(at + 1)) || text.charAt(at + 1) == c;
    }
    int end = at;
    while (end < length && end - at < 2 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end > at
        && end + 1 < length
        && (text.charAt(end) == '.' || text.charAt(end) == ')')
        && isBlank(text.charAt(end + 1));
  }

  private static int words(String text, int from, int to) {
    int words = 1;
    for (int i = from; i < to; i++) {
      words += isBlank(text.charAt(i)) ? 1 : 0;
    }
    return words;
  }

  private static boolean hasSubstance(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\u00a0' || c == '\u3000';
  }

  private static boolean isTrimmed(char c) {
    return c <= ' ' || isBlank(c);
  }

  private static int trimStart(String text, int from, int to) {
    int start = from;
    while (start < to && isTrimmed(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int trimEnd(String text, int from, int to) {
    int end = to;
    while (end > from && isTrimmed(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
