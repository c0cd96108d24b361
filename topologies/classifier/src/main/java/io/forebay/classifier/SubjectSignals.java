package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;

/** Signals of the subject: how loud it is, and what no person would have put there. */
final class SubjectSignals {
  private static final String GAP = "        ";

  private SubjectSignals() {}

  /**
   * Writes the signals.
   *
   * @param words of the subject
   */
  static void write(ParsedEmail email, SpamHeader header, Words words, FeatureVector vector) {
    String subject = email.getSubject();
    vector.flag(SpamSignal.NO_SUBJECT, subject.isBlank());
    if (subject.isBlank()) {
      return;
    }
    vector.flag(SpamSignal.SUBJECT_SHOUTS, words.letters > 6 && words.upperLetters > 0.7 * words.letters);
    vector.signal(SpamSignal.SUBJECT_EXCLAIMS, words.exclamations / 2.0);
    vector.flag(SpamSignal.SUBJECT_ASKS, words.questions > 0);
    vector.flag(SpamSignal.SUBJECT_MONEY, words.dollars > 0);
    vector.flag(SpamSignal.SUBJECT_PERCENT, subject.indexOf('%') >= 0);
    vector.flag(SpamSignal.SUBJECT_RANDOM_TAIL, TextShape.randomTail(header.subject));
    vector.flag(SpamSignal.SUBJECT_GAP, header.subject.strip().contains(GAP));
    vector.flag(SpamSignal.SUBJECT_NAMES_RECIPIENT, namesRecipient(email));
    vector.flag(SpamSignal.SUBJECT_MARKED_ADVERTISEMENT, isMarked(subject));
    vector.flag(SpamSignal.SUBJECT_TAGGED, subject.indexOf('[') >= 0 && subject.indexOf('[') < 5 && subject.indexOf(']') > 0);
    vector.flag(SpamSignal.SUBJECT_TITLE_CASE, isTitleCase(subject, words));
    vector.flag(SpamSignal.SUBJECT_GAPPY, words.singleLetterRuns > 0);
    vector.flag(SpamSignal.SUBJECT_FOREIGN, words.nonAscii > 0 && FormSignals.isUndeclared(email));
  }

  private static boolean namesRecipient(ParsedEmail email) {
    for (String to : email.getTo()) {
      int at = to.indexOf('@');
      if (at > 3 && TextShape.containsIgnoreCase(email.getSubject(), to.substring(0, at))) {
        return true;
      }
    }
    return false;
  }

  /** ADV: or ADV, as some laws demand of advertisements. */
  private static boolean isMarked(String subject) {
    return subject.regionMatches(true, 0, "adv", 0, 3) && subject.length() > 3 && !Character.isLetter(subject.charAt(3));
  }

  private static boolean isTitleCase(String subject, Words words) {
    int capital = 0;
    int plain = 0;
    for (int w = 0; w < words.count(); w++) {
      if (words.kinds[w] == Words.PLAIN && words.ends[w] - words.starts[w] > 3) {
        plain++;
        capital += Character.isUpperCase(subject.charAt(words.starts[w])) ? 1 : 0;
      }
    }
    return plain > 2 && capital > 0.8 * plain;
  }
}
