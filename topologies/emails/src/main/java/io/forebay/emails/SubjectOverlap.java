package io.forebay.emails;

/** How many words of the subject a sentence repeats. */
final class SubjectOverlap {
  private static final int LENGTH_MIN = 4;
  private static final double A_WORD = 0.25;
  private static final double AN_IDEOGRAPH = 0.08;

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

  /** What the words shared with a sentence are worth. */
  double with(Passage body, int sentence) {
    double worth = 0;
    Tokens tokens = body.tokens();
    for (int i = body.firstToken(sentence); i < body.behindToken(sentence); i++) {
      if ((filter & bit(tokens.hash(i))) != 0 && isContent(tokens, i) && isInSubject(tokens.hash(i))) {
        worth += tokens.number(i) == Tokens.IDEOGRAPH ? AN_IDEOGRAPH : A_WORD;
      }
    }
    return worth;
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
