package io.forebay.classifier;

import io.forebay.schemas.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Names the kinds of evidence behind a classification: groups of signals and families of phrases, never the words themselves.
 *
 * <p>A buffer that is used again and again; not thread-safe.
 */
final class ClassificationReasons {
  private static final int MAX_SPAM_REASONS = 5;
  private static final double LEAST = 0.3;
  private static final int GROUPS = SpamSignal.Group.values().length;
  private static final int FAMILIES = SpamFeatures.LEXICON.families().size();
  private static final int WORDS = GROUPS + FAMILIES;
  private static final String[] CODES = codes();

  private final double[] parts = new double[WORDS + 1];

  List<Reason> of(
      LinearModel spam, FeatureVector vector, double spamLearned, double action, double actionDiscount, double actionLearned, CategoryModel.Signal category) {
    var found = new ArrayList<Reason>(10);
    spamParts(spam, vector, found);
    add(found, "SPAM_LEARNED_FROM_FEEDBACK", spamLearned);
    add(found, "ACTION_SENTENCES", action + actionDiscount);
    add(found, "ACTION_IMPERSONAL", -actionDiscount);
    add(found, "ACTION_LEARNED_FROM_FEEDBACK", actionLearned);
    if (category != CategoryModel.Signal.BIAS) {
      found.add(new Reason("classify", "CATEGORY_" + category, 0.0));
    }
    return found;
  }

  private void spamParts(LinearModel spam, FeatureVector vector, List<Reason> found) {
    Arrays.fill(parts, 0);
    for (int i = 0; i < vector.size(); i++) {
      parts[partOf(vector.index(i))] += spam.contribution(vector, i);
    }
    for (int p = 0; p < parts.length; p++) {
      add(found, CODES[p], parts[p] * spam.calibration().slope());
    }
    found.sort(Comparator.comparingDouble(reason -> -Math.abs(reason.getWeight())));
    if (found.size() > MAX_SPAM_REASONS) {
      found.subList(MAX_SPAM_REASONS, found.size()).clear();
    }
  }

  private static int partOf(int index) {
    if (index < SpamFeatures.FIRST_FAMILY) {
      return SpamSignal.at(index).group().index();
    }
    return index < SpamFeatures.SIGNALS ? GROUPS + (index - SpamFeatures.FIRST_FAMILY) % FAMILIES : WORDS;
  }

  private static void add(List<Reason> found, String code, double weight) {
    if (Math.abs(weight) >= LEAST) {
      found.add(new Reason("classify", code, Math.round(weight * 100) / 100.0));
    }
  }

  private static String[] codes() {
    String[] codes = new String[WORDS + 1];
    for (SpamSignal.Group group : SpamSignal.Group.values()) {
      codes[group.index()] = "SPAM_" + group;
    }
    for (int f = 0; f < FAMILIES; f++) {
      codes[GROUPS + f] = "SPAM_PHRASES_" + SpamFeatures.LEXICON.families().get(f);
    }
    codes[WORDS] = "SPAM_WORDS";
    return codes;
  }
}
