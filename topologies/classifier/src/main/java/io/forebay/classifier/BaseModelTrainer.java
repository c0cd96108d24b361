package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;

/**
 * Trains a base model from labelled messages and sentences; the same ones in the same order give the same model, byte for byte.
 * Not thread-safe.
 */
public final class BaseModelTrainer {
  private final SpamTrainer spam = new SpamTrainer();
  private final ActionTrainer action = new ActionTrainer();

  /** Adds a message to learn from. */
  public void addMail(ParsedEmail email, boolean isSpam) {
    spam.add(email, isSpam);
  }

  /** Adds a sentence to learn from. */
  public void addSentence(CharSequence sentence, boolean wantsAction) {
    action.add(sentence, wantsAction);
  }

  /**
   * Trains on everything that was added; a model of which nothing was added says one half to everything.
   *
   * @param version names the models
   */
  public BaseModel train(String version) {
    return new BaseModel(spam.train("spam-" + version), action.train("needs-action-" + version));
  }
}
