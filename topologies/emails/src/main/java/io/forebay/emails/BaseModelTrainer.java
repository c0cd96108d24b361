package io.forebay.emails;

import io.forebay.emails.FeatureVector.Example;
import io.forebay.schemas.ParsedEmail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a base model from labelled messages and sentences; the same ones in the same order give the same model, byte for byte.
 *
 * <p>Messages are calibrated on folds of two kinds: by content, as mail that resembles what was learned from, and by source and topic,
 * as mail that does not. Mail that comes later is somewhere between. Not thread-safe.
 */
public final class BaseModelTrainer {
  private static final int FOLDS = 5;
  private static final int ITERATIONS = 60;
  private static final double SPAM_PENALTY = 0.5;
  private static final double ACTION_PENALTY = 1.0;

  private final Words subject = new Words();
  private final Words text = new Words();
  private final SpamFeatures spamFeatures = new SpamFeatures();
  private final ActionFeatures actionFeatures = new ActionFeatures();
  private final List<Example> mails = new ArrayList<>();
  private final List<Integer> contents = new ArrayList<>();
  private final List<Integer> sources = new ArrayList<>();
  private final List<Example> sentences = new ArrayList<>();

  /** Adds a message to learn from. */
  public void addMail(ParsedEmail email, boolean spam) {
    subject.read(email.getSubject());
    text.read(email.getText());
    mails.add(spamFeatures.extract(email, subject, text).toExample(spam));
    contents.add(email.getContentHash().hashCode());
    sources.add(spam ? MailSource.topic(spamFeatures.phraseCounts(), email) : MailSource.of(email));
  }

  /** Adds a sentence to learn from. */
  public void addSentence(CharSequence sentence, boolean wantsAction) {
    text.read(sentence);
    sentences.add(actionFeatures.extract(sentence, text, 0, text.count()).toExample(wantsAction));
  }

  /**
   * Trains on everything that was added.
   *
   * @param version names the models
   */
  public BaseModel train(String version) {
    LinearModel spam = spamModel("spam-" + version);
    LinearModel action = actionModel("needs-action-" + version);
    return new BaseModel(spam, action);
  }

  private LinearModel spamModel(String version) {
    double[] weights = fit(mails, SPAM_PENALTY, SpamFeatures.DIMENSION);
    Calibration calibration = Calibration.NONE;
    if (!mails.isEmpty()) {
      double[] near = heldOut(mails, contents, SPAM_PENALTY, SpamFeatures.DIMENSION);
      double[] far = heldOut(mails, sources, SPAM_PENALTY, SpamFeatures.DIMENSION);
      double[] both = Arrays.copyOf(near, 2 * near.length);
      System.arraycopy(far, 0, both, near.length, far.length);
      boolean[] labels = labels(mails);
      boolean[] twice = Arrays.copyOf(labels, 2 * labels.length);
      System.arraycopy(labels, 0, twice, labels.length, labels.length);
      calibration = Calibration.fit(both, twice);
    }
    return LinearModel.of(version, weights, SpamFeatures.SIGNALS, calibration);
  }

  private LinearModel actionModel(String version) {
    double[] weights = fit(sentences, ACTION_PENALTY, ActionFeatures.DIMENSION);
    Calibration calibration = Calibration.NONE;
    if (!sentences.isEmpty()) {
      var groups = new ArrayList<Integer>();
      for (Example sentence : sentences) {
        groups.add(Arrays.hashCode(sentence.indices()));
      }
      calibration = Calibration.fit(heldOut(sentences, groups, ACTION_PENALTY, ActionFeatures.DIMENSION), labels(sentences));
    }
    return LinearModel.of(version, weights, ActionFeatures.SIGNALS, calibration);
  }

  /** The score of each example from a model that has seen nothing of the example's group. */
  private static double[] heldOut(List<Example> examples, List<Integer> groups, double penalty, int dimension) {
    double[] scores = new double[examples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      var rest = new ArrayList<Example>();
      for (int i = 0; i < examples.size(); i++) {
        if (foldOf(groups.get(i)) != fold) {
          rest.add(examples.get(i));
        }
      }
      double[] weights = fit(rest, penalty, dimension);
      for (int i = 0; i < examples.size(); i++) {
        if (foldOf(groups.get(i)) == fold) {
          scores[i] = LogisticRegression.score(examples.get(i), weights);
        }
      }
    }
    return scores;
  }

  private static int foldOf(int group) {
    return Math.floorMod((int) TermHash.finish(group), FOLDS);
  }

  private static double[] fit(List<Example> examples, double penalty, int dimension) {
    double[] importance = new double[examples.size()];
    Arrays.fill(importance, 1);
    return new LogisticRegression(examples, importance, penalty, dimension).train(ITERATIONS);
  }

  private static boolean[] labels(List<Example> examples) {
    boolean[] labels = new boolean[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.get(i).positive();
    }
    return labels;
  }
}
