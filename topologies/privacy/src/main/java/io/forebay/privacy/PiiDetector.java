package io.forebay.privacy;

import java.util.List;
import java.util.Objects;

/**
 * Finds personal data and secrets in text.
 *
 * <p>One pass stops only at characters that can belong to a finding (a digit, an at sign, a colon, a few letters of key prefixes);
 * there a finder looks at a bounded window with hand-written rules, check digits and the words around. No regular expression meets
 * foreign text, except libphonenumber's on at most fifteen digits. Time is linear in the length of the text whatever it says.
 *
 * <p>Immutable and safe for threads; creating one loads the numbering plans, so create it once.
 */
public final class PiiDetector {
  /** How many spans a text can have unless said otherwise. */
  public static final int SPANS_MAX = 1_000;

  /** Version of the rules, for what is recorded beside a result; changes when the same text can give other spans. */
  public static final String VERSION = "pii-rules-1";

  private static final int WORD_MAX = 64;

  private final int spansMax;
  private final ContextWords words = new ContextWords();
  private final EmailFinder emails = new EmailFinder();
  private final IpFinder addresses = new IpFinder();
  private final PhoneFinder phones = new PhoneFinder();
  private final CardFinder cards = new CardFinder();
  private final NumericIdFinder numericIds = new NumericIdFinder();
  private final LetterIdFinder letterIds = new LetterIdFinder();
  private final IbanFinder ibans = new IbanFinder();
  private final KeyFinder keys = new KeyFinder();
  private final PasswordFinder passwords = new PasswordFinder();
  private final boolean[] triggers = new boolean[0x80];

  public PiiDetector() {
    this(SPANS_MAX);
  }

  /**
   * A detector that stops after so many spans.
   *
   * @param spansMax at least 1; a list of exactly so many spans means that the rest of the text was not looked at
   */
  public PiiDetector(int spansMax) {
    if (spansMax < 1) {
      throw new IllegalArgumentException("spansMax must be at least 1, got " + spansMax);
    }
    this.spansMax = spansMax;
    ("0123456789@:=/wW" + KeyFinder.triggers()).chars().forEach(c -> triggers[c] = true);
  }

  public int spansMax() {
    return spansMax;
  }

  /**
   * Finds what a text gives away.
   *
   * @return spans in UTF-16 offsets of the text, sorted by start, without overlaps, at most {@link #spansMax()}; unmodifiable
   */
  public List<PiiSpan> detect(String text, PiiHints hints) {
    Objects.requireNonNull(hints, "hints");
    ScanText scanText = ScanText.of(text);
    Scan scan = new Scan(scanText, hints, spansMax, words);
    int at = nextTrigger(scan, 0);
    while (at < scan.length && !scan.found.isFull()) {
      at = nextTrigger(scan, look(scan, at));
    }
    return scan.found.toSpans(text, scanText);
  }

  private int nextTrigger(Scan scan, int from) {
    char[] text = scan.text;
    int at = from;
    while (at < scan.length && (text[at] >= 0x80 || !triggers[text[at]])) {
      at++;
    }
    return at;
  }

  /** Looks at the trigger at an offset and says where the scan goes on, always further. */
  private int look(Scan scan, int at) {
    switch (scan.text[at]) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        return number(scan, at);
      }
      case '@' -> {
        return emails.find(scan, at);
      }
      case ':' -> {
        passwords.findLabelled(scan, at);
        return addresses.findV6(scan, at);
      }
      case '=' -> passwords.findLabelled(scan, at);
      case 'w', 'W' -> passwords.findSaid(scan, at);
      case '/' -> letterIds.findCnpj(scan, at);
      default -> {
        return keys.find(scan, at);
      }
    }
    return at + 1;
  }

  /** Looks at the digit at an offset: a word of letters and digits, an IPv4 address, or a run of digit groups. */
  private int number(Scan scan, int at) {
    int wordEnd = at;
    while (wordEnd < scan.length && Chars.isWord(scan.text[wordEnd])) {
      wordEnd++;
    }
    letterIds.findNino(scan, at);
    if (!scan.startsWord(at)) {
      word(scan, at, wordEnd);
      return wordEnd;
    }
    int address = addresses.findV4(scan, at);
    if (address > at) {
      return address;
    }
    scan.run.read(scan, at);
    if (scan.run.count == 0) {
      word(scan, at, wordEnd);
      return Math.max(wordEnd, at + 1);
    }
    return run(scan);
  }

  private void word(Scan scan, int at, int end) {
    int start = at;
    while (start > 0 && at - start < WORD_MAX && Chars.isWord(scan.text[start - 1])) {
      start--;
    }
    ibans.find(scan, start);
    letterIds.find(scan, start, end);
  }

  /** Looks at the number just read, and passes it over where something was found; else each of its groups may begin another. */
  private int run(Scan scan) {
    NumberRun run = scan.run;
    int end = run.end(1);
    if (run.digits(run.count) < PhoneShape.DIGITS_MIN) {
      return end;
    }
    int before = scan.found.lastEnd();
    if (!run.continued) {
      for (int groups = run.count; groups > 0 && run.digits(groups) >= 9; groups--) {
        cards.find(scan, run, groups);
        numericIds.find(scan, run, groups);
      }
    }
    phones.find(scan, run);
    int after = scan.found.lastEnd();
    return after > before ? Math.max(end, after) : end;
  }
}
