package io.forebay.classifier;

/**
 * How much a whole message wants something of its reader, from its sentences.
 *
 * <p>The most demanding sentence decides; the second adds a little, for two weak requests are more than one. What machines and
 * crowds are sent says "sign up today" in every paragraph and wants nothing, hence the discounts, which are set by hand: there is no
 * labelled data of whole messages. Not thread-safe.
 */
final class ActionScorer {
  private static final double SECOND_SENTENCE = 0.35;
  private static final double BULK_DISCOUNT = 1.5;
  private static final double AUTOMATIC_DISCOUNT = 1.5;
  private static final double LIST_DISCOUNT = 0.7;
  private static final double SPAM_DISCOUNT = 3.0;

  private final ActionFeatures features = new ActionFeatures();
  private final SentenceRanges sentences = new SentenceRanges();

  /** The log odds that the text wants something, if a person wrote it to this reader. */
  double logOdds(LinearModel model, CharSequence subject, Words subjectWords, CharSequence text, Words words) {
    double first = 0;
    double second = 0;
    if (subjectWords.count() > 1) {
      first = probability(model, subject, subjectWords, 0, subjectWords.count()) * 0.7;
    }
    sentences.cut(text, words);
    for (int s = 0; s < sentences.count(); s++) {
      if (sentences.end(s) - sentences.start(s) > 1) {
        double p = probability(model, text, words, sentences.start(s), sentences.end(s));
        second = Math.max(second, Math.min(first, p));
        first = Math.max(first, p);
      }
    }
    return Calibration.logit(Math.clamp(1 - (1 - first) * (1 - SECOND_SENTENCE * second), 0.001, 0.999));
  }

  /** What is taken off the log odds for what the message is. */
  double discount(boolean bulk, boolean automatic, boolean list, double spamProbability) {
    return (bulk ? BULK_DISCOUNT : 0) + (automatic ? AUTOMATIC_DISCOUNT : 0) + (list && !bulk ? LIST_DISCOUNT : 0) + SPAM_DISCOUNT * spamProbability;
  }

  private double probability(LinearModel model, CharSequence text, Words words, int from, int to) {
    return Calibration.sigmoid(model.logOdds(features.extract(text, words, from, to)));
  }
}
