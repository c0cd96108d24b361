package io.forebay.classifier;

/** Does a single sentence want something of its reader? The part of the classify step that looks at one sentence. Not thread-safe. */
public final class SentenceClassifier {
  private final LinearModel model;
  private final Words words = new Words();
  private final ActionFeatures features = new ActionFeatures();

  public SentenceClassifier(BaseModel base) {
    this.model = base.action();
  }

  /** The calibrated probability, 0 to 1. */
  public double probability(CharSequence sentence) {
    words.read(sentence);
    return Calibration.sigmoid(model.logOdds(features.extract(sentence, words, 0, words.count())));
  }
}
