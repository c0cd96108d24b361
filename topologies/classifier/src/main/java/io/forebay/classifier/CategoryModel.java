package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What kind of message it is: a linear model over a dozen signals with weights set by hand.
 *
 * <p>There is no labelled data for categories, so the weights are a documented prior (MODEL_CARD.md) that a tenant's feedback
 * corrects. A category without a prior begins at a low constant and is learned from feedback alone. Not thread-safe.
 */
final class CategoryModel {
  static final String VERSION = "prior-1";

  /** What the weights are for. */
  enum Signal {
    BIAS,
    SPAM,
    LIST,
    BULK,
    AUTOMATIC,
    CONVERSATION,
    ACTION,
    DEADLINE,
    NOT_URGENT,
    WORK,
    EDITORIAL,
    TRANSACTION,
    FEW_RECIPIENTS;

    @SuppressWarnings("EnumOrdinal") // the order is the format of the model
    int index() {
      return ordinal();
    }
  }

  private static final double UNKNOWN_CATEGORY = -1.5;
  private static final Map<String, double[]> PRIOR =
      Map.of(
          "urgent", weights(Map.of(Signal.BIAS, -2.2, Signal.DEADLINE, 3.6, Signal.ACTION, 2.0, Signal.NOT_URGENT, -3.0, Signal.SPAM, -3.0, Signal.BULK, -2.5, Signal.LIST, -1.0, Signal.EDITORIAL, -1.0)),
          "work", weights(Map.of(Signal.BIAS, -0.3, Signal.WORK, 2.0, Signal.ACTION, 1.0, Signal.FEW_RECIPIENTS, 0.3, Signal.SPAM, -3.0, Signal.BULK, -2.0, Signal.AUTOMATIC, -1.0, Signal.EDITORIAL, -0.7)),
          "spam", weights(Map.of(Signal.BIAS, -2.5, Signal.SPAM, 6.0)),
          "newsletter", weights(Map.of(Signal.BIAS, -2.0, Signal.BULK, 1.6, Signal.EDITORIAL, 2.4, Signal.LIST, 0.4, Signal.SPAM, -2.0, Signal.CONVERSATION, -2.0, Signal.TRANSACTION, -0.5)),
          "notification", weights(Map.of(Signal.BIAS, -2.0, Signal.AUTOMATIC, 2.2, Signal.TRANSACTION, 2.0, Signal.SPAM, -2.0, Signal.CONVERSATION, -1.5, Signal.EDITORIAL, -0.5)),
          "general", weights(Map.of(Signal.BIAS, 0.4, Signal.CONVERSATION, 0.8, Signal.LIST, 0.6, Signal.SPAM, -2.5, Signal.BULK, -0.6, Signal.AUTOMATIC, -0.8)));

  private static final int DEADLINE = ActionFeatures.LEXICON.families().indexOf("DEADLINE");
  private static final int NEGATED = ActionFeatures.LEXICON.families().indexOf("NEGATED");
  private static final int WORK = SpamFeatures.LEXICON.families().indexOf("WORK");
  private static final int EDITORIAL = SpamFeatures.LEXICON.families().indexOf("EDITORIAL");
  private static final int TRANSACTION = SpamFeatures.LEXICON.families().indexOf("TRANSACTION");

  private final double[] signals = new double[Signal.values().length];
  private final int[] urgency = new int[ActionFeatures.LEXICON.families().size()];

  /**
   * Scores of the categories, in the order of their names; a softmax makes them probabilities.
   *
   * @param phrases counts of the spam lexicon's families in the text
   */
  double[] scores(List<String> categories, ParsedEmail email, double spam, double action, int[] phrases, Words subject, Words text) {
    read(email, spam, action, phrases, subject, text);
    double[] scores = new double[categories.size()];
    for (int c = 0; c < scores.length; c++) {
      double[] weights = PRIOR.get(categories.get(c));
      scores[c] = weights == null ? UNKNOWN_CATEGORY : dot(weights);
    }
    return scores;
  }

  /** The signal that spoke loudest for a category in the last message that was scored. */
  Signal loudest(String category) {
    double[] weights = PRIOR.get(category);
    Signal loudest = Signal.BIAS;
    double most = 0;
    for (Signal signal : Signal.values()) {
      double part = weights == null || signal == Signal.BIAS ? 0 : weights[signal.index()] * signals[signal.index()];
      if (part > most) {
        most = part;
        loudest = signal;
      }
    }
    return loudest;
  }

  private void read(ParsedEmail email, double spam, double action, int[] phrases, Words subject, Words text) {
    Arrays.fill(urgency, 0);
    ActionFeatures.LEXICON.count(subject, 0, subject.count(), urgency);
    ActionFeatures.LEXICON.count(text, 0, Math.min(text.count(), 400), urgency);
    double words = Math.max(80, text.count());
    set(Signal.BIAS, 1);
    set(Signal.SPAM, spam);
    set(Signal.LIST, email.getList() ? 1 : 0);
    set(Signal.BULK, email.getBulk() ? 1 : 0);
    set(Signal.AUTOMATIC, email.getAutomatic() ? 1 : 0);
    set(Signal.CONVERSATION, email.getReply() ? 1 : 0);
    set(Signal.ACTION, action);
    set(Signal.DEADLINE, urgency[DEADLINE] > 0 ? 0.3 + 0.7 * action : 0);
    set(Signal.NOT_URGENT, Math.min(1, urgency[NEGATED]));
    set(Signal.WORK, Math.min(1, 40 * phrases[WORK] / words));
    set(Signal.EDITORIAL, Math.min(1, 25 * phrases[EDITORIAL] / words));
    set(Signal.TRANSACTION, Math.min(1, 40 * phrases[TRANSACTION] / words));
    set(Signal.FEW_RECIPIENTS, email.getRecipientCount() > 0 && email.getRecipientCount() < 6 ? 1 : 0);
  }

  private void set(Signal signal, double value) {
    signals[signal.index()] = value;
  }

  private double dot(double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * signals[i];
    }
    return sum;
  }

  private static double[] weights(Map<Signal, Double> named) {
    double[] weights = new double[Signal.values().length];
    new EnumMap<>(named).forEach((signal, weight) -> weights[signal.index()] = weight);
    return weights;
  }
}
