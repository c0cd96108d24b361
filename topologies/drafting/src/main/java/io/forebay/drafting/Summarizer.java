package io.forebay.drafting;

import io.forebay.schemas.ParsedEmail;

/**
 * Takes the one line out of a message that tells best what it is about.
 *
 * <p>Extractive and lead-biased: what a mail wants mostly stands in its first real sentence, which is hard to beat. So sentences lose
 * with their rank, and gain with requests, deadlines, figures and words of the subject. Greetings, sign-offs and boilerplate are passed
 * over. Stateless.
 */
public final class Summarizer {
  /** How long a summary is at most, in UTF-16 units. */
  static final int CHARACTERS_MAX = 240;

  private static final int EXCERPT_MAX = 3 * CHARACTERS_MAX;
  private static final int WORDS_MIN = 3;
  private static final int IDEOGRAPHS_MIN = 6;
  private static final int IDEOGRAPHS_A_WORD = 3;
  private static final int BEHIND_GREETING_MIN = 8;
  private static final int INTRODUCTION_WORDS_MAX = 12;
  private static final int CLOSING_WORDS_MAX = 8;
  private static final int GREETING_WORDS_MAX = 6;
  private static final int GREETING_LENGTH_MAX = 48;
  private static final int BOILERPLATE_WORDS_MAX = 14;
  private static final int SHORT = 25;
  private static final int SHORTISH = 40;
  private static final int LONG = 300;
  private static final double LETTERS_MIN = 0.6;
  private static final double LEAD = 2;
  private static final double LEAD_DECAY = 0.35;

  /** Summarises a message: at most {@value #CHARACTERS_MAX} characters from its redacted text or subject, without the sender's name. */
  public String summarize(ParsedEmail email, Reading reading) {
    Passage body = reading.body();
    SubjectOverlap overlap = new SubjectOverlap(reading.subject());
    int best = -1;
    double bestScore = 0;
    int rank = 0;
    for (int i = 0; i < body.sentences().count(); i++) {
      if (!isCandidate(body, i)) {
        rank += isShortClosing(body, i) ? 2 : 0;
        continue;
      }
      double score = LEAD / (1 + LEAD_DECAY * rank) + worth(body, i) + overlap.with(body, i);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
      rank++;
    }
    String line = best < 0 ? "" : OneLine.of(body.sentences().text(), behindGreeting(body, best), body.sentences().end(best), EXCERPT_MAX);
    if (best < 0 || (line.length() < SHORT && !asks(body, best) && !isIdeographic(body, best))) {
      String topic = SubjectLine.topic(reading.subject().sentences().text(), EXCERPT_MAX);
      line = topic.isEmpty() ? line : topic;
    }
    return OneLine.cut(SenderName.of(email).hide(line), CHARACTERS_MAX);
  }

  private static boolean asks(Passage body, int sentence) {
    long cues = body.cues(sentence);
    return Cue.REQUEST.in(cues) || Cue.QUESTION.in(cues);
  }

  private static boolean isCandidate(Passage body, int sentence) {
    int words = words(body, sentence);
    long cues = body.cues(sentence);
    boolean leadsOn = introduces(body, sentence) && words <= INTRODUCTION_WORDS_MAX;
    if (words < wordsMin(body, sentence) || leadsOn || isShortClosing(body, sentence) || isFieldLine(body, sentence)) {
      return false;
    }
    if (Cue.GREETING.in(cues) && isOnlyGreeting(body, sentence, words)) {
      return false;
    }
    if (Cue.BOILERPLATE.in(cues) && !(asks(body, sentence) && words > BOILERPLATE_WORDS_MAX)) {
      return false;
    }
    return letters(body, sentence) >= LETTERS_MIN * (body.sentences().end(sentence) - body.sentences().start(sentence));
  }

  /** How many words a sentence has besides links and marks. */
  private static int words(Passage body, int sentence) {
    int words = 0;
    for (int i = body.firstToken(sentence); i < body.behindToken(sentence); i++) {
      words += body.tokens().number(i) == Tokens.OPAQUE ? 0 : 1;
    }
    return words;
  }

  private static int wordsMin(Passage body, int sentence) {
    return isIdeographic(body, sentence) ? IDEOGRAPHS_MIN : WORDS_MIN;
  }

  /** Does a sentence begin in Chinese or Japanese, where a word is about two or three tokens? */
  private static boolean isIdeographic(Passage body, int sentence) {
    return body.tokens().count() > body.firstToken(sentence) && body.tokens().number(body.firstToken(sentence)) == Tokens.IDEOGRAPH;
  }

  /** Is there nothing behind the greeting? Not so in "Hi Anna, can we meet?". */
  private static boolean isOnlyGreeting(Passage body, int sentence, int words) {
    boolean ideographic = isIdeographic(body, sentence);
    if (words > (ideographic ? IDEOGRAPHS_A_WORD : 1) * GREETING_WORDS_MAX) {
      return false;
    }
    int behind = behindGreeting(body, sentence);
    boolean separated = behind > body.sentences().start(sentence) && body.sentences().end(sentence) - behind >= BEHIND_GREETING_MIN;
    return !separated || !(ideographic || asks(body, sentence));
  }

  private static boolean isShortClosing(Passage body, int sentence) {
    int words = body.behindToken(sentence) - body.firstToken(sentence);
    return Cue.CLOSING.in(body.cues(sentence)) && words <= (isIdeographic(body, sentence) ? IDEOGRAPHS_A_WORD : 1) * CLOSING_WORDS_MAX;
  }

  /** A line such as "From: …" of a message pasted into this one. */
  private static boolean isFieldLine(Passage body, int sentence) {
    String text = body.sentences().text();
    int start = body.sentences().start(sentence);
    int colon = text.indexOf(':', start, Math.min(text.length(), start + 14));
    return colon > start && text.indexOf(' ', start, colon) < 0 && colon + 1 < text.length() && text.charAt(colon + 1) == ' '
        && Character.isUpperCase(text.charAt(start));
  }

  /** Does a sentence only lead to the next, as "On Monday Anna wrote:" does? */
  private static boolean introduces(Passage body, int sentence) {
    char last = body.sentences().text().charAt(body.sentences().end(sentence) - 1);
    return last == ':' || last == '：';
  }

  private static int letters(Passage body, int sentence) {
    int letters = 0;
    for (int i = body.firstToken(sentence); i < body.behindToken(sentence); i++) {
      int number = body.tokens().number(i);
      letters += number == Tokens.WORD || number == Tokens.IDEOGRAPH ? body.tokens().end(i) - body.tokens().start(i) : 0;
    }
    return letters;
  }

  private static double worth(Passage body, int sentence) {
    long cues = body.cues(sentence);
    double worth = 0;
    worth += Cue.REQUEST.in(cues) ? 0.8 : 0;
    worth += Cue.QUESTION.in(cues) ? 0.5 : 0;
    worth += Cue.URGENT.in(cues) ? 0.3 : 0;
    worth += Cue.MEETING.in(cues) ? 0.2 : 0;
    worth += Cue.COMPLAINT.in(cues) ? 0.3 : 0;
    worth -= Cue.BOILERPLATE.in(cues) ? 1 : 0;
    worth -= introduces(body, sentence) ? 1 : 0;
    worth -= Cue.THANKS.in(cues) || Cue.CLOSING.in(cues) ? 0.4 : 0;
    for (Deadline day : body.days()) {
      if (day.sentence() == sentence) {
        worth += day.firm() ? 0.6 : 0.3;
        break;
      }
    }
    int length = body.sentences().end(sentence) - body.sentences().start(sentence);
    worth -= length < SHORT ? 0.8 : length < SHORTISH ? 0.3 : length > LONG ? 0.6 : 0;
    return worth + tokenWorth(body, sentence);
  }

  /** Figures help a little; links say nothing to a reader. */
  private static double tokenWorth(Passage body, int sentence) {
    double worth = 0;
    boolean figure = false;
    for (int i = body.firstToken(sentence); i < body.behindToken(sentence); i++) {
      int number = body.tokens().number(i);
      figure |= number >= 0;
      worth -= number == Tokens.OPAQUE ? 0.4 : 0;
    }
    return Math.max(worth, -1.2) + (figure ? 0.2 : 0);
  }

  /** Where a sentence begins behind its "Hi Anna,". */
  private static int behindGreeting(Passage body, int sentence) {
    int start = body.sentences().start(sentence);
    if (!Cue.GREETING.in(body.cues(sentence))) {
      return start;
    }
    String text = body.sentences().text();
    int limit = Math.min(body.sentences().end(sentence), start + GREETING_LENGTH_MAX);
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (",，、:：!！-–".indexOf(c) >= 0) {
        return i + 1;
      }
    }
    return start;
  }
}
