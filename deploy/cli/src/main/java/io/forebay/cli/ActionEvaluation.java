package io.forebay.cli;

import io.forebay.classifier.BaseModel;
import io.forebay.classifier.BaseModelTrainer;
import io.forebay.classifier.ClassifierConfig;
import io.forebay.classifier.SentenceClassifier;
import java.util.function.IntConsumer;

/** Measures the needs-action verdict of the classify step on labelled sentences. */
final class ActionEvaluation {
  private static final ClassifierConfig CONFIG = ClassifierConfig.DEFAULT;

  private final LabelledSentences sentences;

  ActionEvaluation(LabelledSentences sentences) {
    this.sentences = sentences;
  }

  /**
   * What was measured.
   *
   * @param model version of the model, or how it was trained
   * @param figures of the verdict that the sentence wants an action
   * @param microsPerSentence mean time for a sentence, cold start included, in microseconds
   */
  record Report(String model, BinaryFigures figures, double microsPerSentence) {}

  /** The shipped model, on all sentences. */
  Report ofShipped(BaseModel model) {
    double[] probability = new double[sentences.size()];
    long nanos = classify(model, probability, new int[sentences.size()], 0);
    return report(model.actionVersion(), probability, nanos);
  }

  /**
   * Trained on the other folds and tested on each.
   *
   * @param tick called after each fold
   */
  Report crossValidated(int folds, IntConsumer tick) {
    int[] foldOf = Folds.deal(sentences.size(), folds, i -> i, sentences::wantsAction);
    double[] probability = new double[sentences.size()];
    long nanos = 0;
    for (int fold = 0; fold < folds; fold++) {
      var trainer = new BaseModelTrainer();
      for (int i = 0; i < sentences.size(); i++) {
        if (foldOf[i] != fold) {
          trainer.addSentence(sentences.sentence(i), sentences.wantsAction(i));
        }
      }
      nanos += classify(trainer.train("fold-" + fold), probability, foldOf, fold);
      tick.accept(1);
    }
    return report(folds + " folds", probability, nanos);
  }

  private long classify(BaseModel model, double[] probability, int[] foldOf, int fold) {
    var classifier = new SentenceClassifier(model);
    long start = System.nanoTime();
    for (int i = 0; i < probability.length; i++) {
      if (foldOf[i] == fold) {
        probability[i] = classifier.probability(sentences.sentence(i));
      }
    }
    return System.nanoTime() - start;
  }

  private Report report(String model, double[] probability, long nanos) {
    boolean[] labels = new boolean[probability.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = sentences.wantsAction(i);
    }
    return new Report(model, BinaryFigures.of(probability, labels, CONFIG.actionNo(), CONFIG.actionYes()), nanos / 1e3 / Math.max(1, labels.length));
  }
}
