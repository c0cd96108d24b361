package io.forebay.drafting;

import java.time.LocalDate;
import java.util.List;

/**
 * A text as read once with the phrases of its language: its sentences, what each of them tells, and the days it names.
 *
 * <p>Priority, summary and reply all look at the same passage, so that a text is cut into words once. Linear in the text, and only as
 * far as {@link SentenceSplitter#CHARACTERS_MAX}.
 */
final class Passage {
  private static final int NEGATION_REACH = 3;
  private static final int SHOUTED_LETTERS_MIN = 20;
  private static final double SHOUTED_SHARE = 0.6;
  private static final int EXCLAMATION_ROW_MIN = 3;

  private final Sentences sentences;
  private final Tokens tokens;
  private final int[] firstToken;
  private final long[] cues;
  private final List<Deadline> days;
  private long all;
  private int formal;
  private int informal;

  private Passage(Sentences sentences, Phrasebook phrases, LocalDate today) {
    this.sentences = sentences;
    int count = sentences.count();
    String text = sentences.text();
    tokens = new Tokens(text, count == 0 ? 0 : sentences.end(count - 1));
    firstToken = new int[count + 1];
    cues = new long[count];
    Hits hits = new Hits();
    DateFinder dates = new DateFinder(text, tokens, hits, today, phrases.monthFirst());
    for (int i = 0; i < count; i++) {
      firstToken[i] = tokens.count();
      int firstHit = hits.count();
      int numbers = tokens.numbers();
      tokens.scan(sentences.start(i), sentences.end(i));
      phrases.find(tokens, firstToken[i], tokens.count(), hits);
      cues[i] = cuesOf(i, hits, firstHit);
      all |= cues[i];
      if (tokens.numbers() > numbers || (cues[i] & DateFinder.NAMES_DAY) != 0) {
        dates.find(i, firstToken[i], tokens.count(), firstHit, hits.count(), cues[i]);
      }
    }
    firstToken[count] = tokens.count();
    days = dates.found();
  }

  /**
   * Reads a text.
   *
   * @param sentencesMax how many sentences at most
   * @param today the sender's day when the message was sent
   */
  static Passage read(String text, int sentencesMax, Phrasebook phrases, LocalDate today) {
    return new Passage(SentenceSplitter.split(text, sentencesMax), phrases, today);
  }

  Sentences sentences() {
    return sentences;
  }

  Tokens tokens() {
    return tokens;
  }

  int firstToken(int sentence) {
    return firstToken[sentence];
  }

  /** Token behind the last one of a sentence. */
  int behindToken(int sentence) {
    return firstToken[sentence + 1];
  }

  /** Bits of {@link Cue} of a sentence, with negation already resolved. */
  long cues(int sentence) {
    return cues[sentence];
  }

  boolean has(Cue cue) {
    return cue.in(all);
  }

  int count(Cue cue) {
    int count = 0;
    for (long bits : cues) {
      count += cue.in(bits) ? 1 : 0;
    }
    return count;
  }

  /** The days that the text names, in its order. */
  List<Deadline> days() {
    return days;
  }

  /** Is it written in capitals throughout, or with exclamation marks in rows? */
  boolean shouts() {
    boolean capitals = tokens.letters() >= SHOUTED_LETTERS_MIN && tokens.capitals() >= SHOUTED_SHARE * tokens.letters();
    return capitals || tokens.exclamationRow() >= EXCLAMATION_ROW_MIN;
  }

  /** How many phrases address the reader formally. */
  int formal() {
    return formal;
  }

  /** How many phrases address the reader informally. */
  int informal() {
    return informal;
  }

  private long cuesOf(int sentence, Hits hits, int firstHit) {
    long bits = endsAsQuestion(sentence) ? Cue.QUESTION.bit() : 0;
    int negated = Integer.MIN_VALUE / 2;
    int urgentBehind = Integer.MIN_VALUE / 2;
    for (int hit = firstHit; hit < hits.count(); hit++) {
      long found = positioned(sentence, hits, hit);
      if (Cue.URGENT.in(found) && hits.first(hit) - negated < NEGATION_REACH) {
        found ^= Cue.URGENT.bit() | Cue.NOT_URGENT.bit();
      }
      if (Cue.NEGATION.in(found)) {
        negated = hits.behind(hit);
      }
      if (Cue.NEGATION_AFTER.in(found) && hits.first(hit) - urgentBehind < NEGATION_REACH) {
        bits = (bits & ~Cue.URGENT.bit()) | Cue.NOT_URGENT.bit();
      }
      if (Cue.URGENT.in(found)) {
        urgentBehind = hits.behind(hit);
      }
      formal += Cue.FORMAL.in(found) ? 1 : 0;
      informal += Cue.INFORMAL.in(found) ? 1 : 0;
      bits |= found;
    }
    return Cue.BOILERPLATE.in(bits) ? bits & ~Cue.REQUEST_OPENING.bit() : withOpening(bits);
  }

  /** An imperative is a request, except in boilerplate: to unsubscribe, send a mail to. */
  private static long withOpening(long bits) {
    return Cue.REQUEST_OPENING.in(bits) ? bits | Cue.REQUEST.bit() : bits;
  }

  /** The cues of a hit that hold where it stands. */
  private long positioned(int sentence, Hits hits, int hit) {
    long found = hits.cues(hit);
    int first = hits.first(hit);
    boolean opens = first == firstToken[sentence];
    if (!opens) {
      found &= ~(Cue.GREETING.bit() | Cue.CLOSING.bit());
    }
    if (Cue.REQUEST_OPENING.in(found) && !opens && !followsComma(first)) {
      found &= ~Cue.REQUEST_OPENING.bit();
    }
    if (Cue.FORMAL_IF_CAPITAL.in(found)) {
      found |= !opens && tokens.isCapitalised(first) ? Cue.FORMAL.bit() : 0;
    }
    return found;
  }

  private boolean followsComma(int token) {
    int at = tokens.start(token) - 1;
    String text = sentences.text();
    while (at > 0 && text.charAt(at) == ' ') {
      at--;
    }
    return at >= 0 && (text.charAt(at) == ',' || text.charAt(at) == ':');
  }

  private boolean endsAsQuestion(int sentence) {
    int end = sentences.end(sentence);
    int from = Math.max(sentences.start(sentence), end - 4);
    for (int at = end - 1; at >= from; at--) {
      char c = sentences.text().charAt(at);
      if (c == '?' || c == '？') {
        return true;
      }
      if (Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return false;
  }
}
