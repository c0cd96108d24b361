package io.forebay.cli;

import io.forebay.classifier.BaseModel;
import io.forebay.classifier.BaseModelTrainer;
import io.forebay.classifier.ClassifierConfig;
import io.forebay.classifier.EmailClassifier;
import io.forebay.mail.EmailParser;
import io.forebay.mail.LanguageIdentifier;
import io.forebay.classifier.TenantModel;
import io.forebay.schemas.ParsedEmail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Measures the spam verdict of the classify step on labelled folders of mail. */
final class SpamEvaluation {
  private static final ClassifierConfig CONFIG = ClassifierConfig.DEFAULT;

  private final List<ParsedEmail> mails = new ArrayList<>();
  private final List<String> languages = new ArrayList<>();
  private final List<Boolean> spam = new ArrayList<>();

  /**
   * What was measured.
   *
   * @param model version of the model, or how it was trained
   * @param figures of the verdict spam
   * @param microsPerMessage mean time of the classify step for a message, cold start included, in microseconds
   */
  record Report(String model, BinaryFigures figures, double microsPerMessage) {}

  /**
   * Parses and keeps the messages of folders.
   *
   * @param tick called after each message
   */
  void addAll(List<Path> folders, boolean isSpam, IntConsumer tick) {
    EmailParser parser = new EmailParser();
    var identifier = new LanguageIdentifier();
    MailSource.of(folders, System.in)
        .forEach(
            message -> {
              ParsedEmail mail = parser.parse(message.toInbound(message.name(), "evaluation", Instant.EPOCH, "evaluate"));
              mails.add(mail);
              languages.add(identifier.identify(mail.getText().isBlank() ? mail.getSubject() : mail.getText()).getCode());
              spam.add(isSpam);
              tick.accept(1);
            });
  }

  /** The shipped model, on all messages. */
  Report ofShipped(BaseModel model) {
    double[] probability = new double[mails.size()];
    long nanos = classify(model, probability, new int[mails.size()], 0);
    return report(model.spamVersion(), probability, nanos);
  }

  /**
   * Trained on the other folds and tested on each; nearly identical messages are always in the same fold.
   *
   * @param tick called after each fold
   */
  Report crossValidated(int folds, IntConsumer tick) {
    int[] foldOf = folds(folds);
    double[] probability = new double[mails.size()];
    long nanos = 0;
    for (int fold = 0; fold < folds; fold++) {
      var trainer = new BaseModelTrainer();
      for (int i = 0; i < mails.size(); i++) {
        if (foldOf[i] != fold) {
          trainer.addMail(mails.get(i), spam.get(i));
        }
      }
      nanos += classify(trainer.train("fold-" + fold), probability, foldOf, fold);
      tick.accept(1);
    }
    return report(folds + " folds grouped by body", probability, nanos);
  }

  int size() {
    return mails.size();
  }

  private int[] folds(int folds) {
    var groups = new NearDuplicates();
    mails.forEach(mail -> groups.add(mail.getText().isBlank() ? mail.getSubject() : mail.getText()));
    return Folds.deal(mails.size(), folds, groups::group, spam::get);
  }

  private long classify(BaseModel model, double[] probability, int[] foldOf, int fold) {
    var classifier = new EmailClassifier(model);
    long start = System.nanoTime();
    for (int i = 0; i < mails.size(); i++) {
      if (foldOf[i] == fold) {
        probability[i] = classifier.classify(mails.get(i), languages.get(i), TenantModel.none(), CONFIG).spam().getProbability();
      }
    }
    return System.nanoTime() - start;
  }

  private Report report(String model, double[] probability, long nanos) {
    boolean[] labels = new boolean[probability.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = spam.get(i);
    }
    return new Report(model, BinaryFigures.of(probability, labels, CONFIG.spamNo(), CONFIG.spamYes()), nanos / 1e3 / Math.max(1, labels.length));
  }
}
