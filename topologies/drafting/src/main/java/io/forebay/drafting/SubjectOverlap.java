package io.forebay.drafting;

/** How much a sentence has to do with the subject: sharing its words is good, only repeating it is not. */
final class SubjectOverlap {
  private static final int LENGTH_MIN = 4;
  private static final double A_WORD = 0.35;
  private static final double AN_IDEOGRAPH = 0.08;
  private static final double WORTH_MAX = 0.8;
  private static final double ONLY_REPEATS = -1;

  private final Passage subject;
  /** One bit for each word: nearly all words of a sentence are told apart from the subject's by it alone. */
  private final long filter;

  SubjectOverlap(Passage subject) {
    this.subject = subject;
    long bits = 0;
    for (int i = 0; i < subject.tokens().count(); i++) {
      bits |= isContent(subject.tokens(), i) ? bit(subject.tokens().hash(i)) : 0;
    }
    this.filter = bits;
  }

  /** What the words shared with a sentence are worth: -1 if it says nothing beyond the subject, at most 0.8. */
  double with(Passage body, int sentence) {
    double worth = 0;
    boolean adds = false;
    Tokens tokens = body.tokens();
    for (int i = body.firstToken(sentence); i < body.behindToken(sentence); i++) {
      if (isContent(tokens, i)) {
        boolean shared = (filter & bit(tokens.hash(i))) != 0 && isInSubject(tokens.hash(i));
        adds |= !shared;
        worth += !shared ? 0 : tokens.number(i) == Tokens.IDEOGRAPH ? AN_IDEOGRAPH : A_WORD;
      }
    }
    return adds || worth == 0 ? Math.min(worth, WORTH_MAX) : ONLY_REPEATS;
  }

  private boolean isInSubject(long hash) {
    for (int i = 0; i < subject.tokens().count(); i++) {
      if (subject.tokens().hash(i) == hash) {
        return true;
      }
    }
    return false;
  }

  /** Long words and Han characters; short words and kana are mostly grammar. */
  private static boolean isContent(Tokens tokens, int token) {
    if (tokens.number(token) == Tokens.IDEOGRAPH) {
      return tokens.isHanOrKatakana(token);
    }
    return tokens.number(token) == Tokens.WORD && tokens.end(token) - tokens.start(token) >= LENGTH_MIN;
  }

  private static long bit(long hash) {
    return 1L << (hash >>> 58);
  }
}
