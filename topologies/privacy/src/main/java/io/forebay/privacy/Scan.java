package io.forebay.privacy;

/** One pass over one text: its characters, what is known about it, and what was found so far. */
final class Scan {
  final char[] text;
  final int length;
  final PiiHints hints;
  final SpanCollector found;
  /** The number being looked at. */
  final NumberRun run = new NumberRun();
  /** Room for the word of letters and digits being looked at, in upper case; an IBAN is the longest. */
  final char[] letters = new char[LETTERS_MAX];
  /** How far the row of characters of a key was read already, so that a long row is read once. */
  int tokenEnd;
  /** Telephone numbers that may still be looked up in this text; the look-up is the one expensive step. */
  int phoneLookupsLeft = PHONE_LOOKUPS_MAX;

  private static final int LETTERS_MAX = 34;
  private static final int PHONE_LOOKUPS_MAX = 200;
  private static final int LIST_SEPARATOR_MAX = 6;
  private static final int WORD_MAX = 24;

  private final ContextWords words;

  Scan(ScanText scanText, PiiHints hints, int spansMax, ContextWords words) {
    this.text = scanText.chars();
    this.length = scanText.length();
    this.hints = hints;
    this.found = new SpanCollector(spansMax);
    this.words = words;
  }

  /** The character at an offset, NUL outside the text. */
  char at(int offset) {
    return offset >= 0 && offset < length ? text[offset] : 0;
  }

  /** Is there an edge of a word between {@code offset - 1} and {@code offset}, seen from a word on the right? */
  boolean startsWord(int offset) {
    return offset == 0 || !Chars.isWord(text[offset - 1]);
  }

  boolean endsWord(int offset) {
    return offset >= length || !Chars.isWord(text[offset]);
  }

  /** Does the name of a type in brackets, as {@link Redactor} leaves it, begin at an offset? */
  private boolean isRedaction(int offset) {
    if (at(offset) != '[') {
      return false;
    }
    int end = offset + 1;
    while (end < offset + WORD_MAX && ((at(end) >= 'A' && at(end) <= 'Z') || at(end) == '_')) {
      end++;
    }
    return end > offset + 2 && at(end) == ']';
  }

  /** Does a number, or what {@link Redactor} has left of one, begin at an offset? A redacted text must read as the text did. */
  boolean startsNumber(int offset) {
    return Chars.isDigit(at(offset)) || isRedaction(offset);
  }

  /** Does a number, or what is left of one, end before an offset? */
  boolean endsNumber(int offset) {
    return Chars.isDigit(at(offset - 1)) || (at(offset - 1) == ']' && at(offset - 2) >= 'A' && at(offset - 2) <= 'Z');
  }

  /** Contexts that the words before a candidate name, and for a list the ones of the finding before it. */
  long contextBefore(int start) {
    long contexts = words.before(text, found.lastEnd(), start);
    return continuesList(start) ? contexts | contextOf(found.lastType()) : contexts;
  }

  long contextAround(int start, int end) {
    return contextBefore(start) | words.after(text, end, length);
  }

  /** Contexts that the one word right before an offset names. */
  long lastWordBefore(int offset) {
    int start = offset;
    while (start > 0 && offset - start < WORD_MAX && Character.isLetter(text[start - 1])) {
      start--;
    }
    return words.before(text, Math.max(start, found.lastEnd()), offset);
  }

  private boolean continuesList(int start) {
    int from = found.lastEnd();
    if (from == 0 || start - from > LIST_SEPARATOR_MAX) {
      return false;
    }
    for (int i = from; i < start; i++) {
      if (" ,;/&|\n\r(+".indexOf(text[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long contextOf(PiiType type) {
    return switch (type) {
      case PHONE_NUMBER -> Context.PHONE.bit();
      case CREDIT_CARD -> Context.CARD.bit();
      case US_SSN -> Context.SSN.bit();
      case IP_ADDRESS -> Context.IP.bit();
      default -> 0;
    };
  }
}
