package io.forebay.classifier;

import io.forebay.classifier.FeatureVector.Example;
import io.forebay.schemas.ParsedEmail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Trains the spam model for mail that is stranger than the mail it learns from.
 *
 * <p>A big source counts less per message than a small one. Each message is learned three times: as it is, without what its envelope
 * tells, and without its words, so that no kind of evidence leans on another that later mail may lack. The score is calibrated on
 * wanted mail that was held out by content and unwanted mail that was held out by topic: people keep their habits, sellers do not.
 * It is calibrated for a mailbox with a fixed share of spam, whatever the mix of the training mail: a collection with much spam must
 * not make wanted mail suspect.
 * Not thread-safe.
 */
final class SpamTrainer {
  private static final double SPAM_SHARE = 1 / 8.0;
  private static final double PENALTY = 0.5;
  private static final double SOURCE_SIZE = 100;
  private static final double PARTIAL_SHARE = 0.15;
  private static final double LARGEST_SHARE = 5;
  private static final Set<SpamSignal.Group> ENVELOPE =
      Set.of(SpamSignal.Group.ENVELOPE, SpamSignal.Group.LIST, SpamSignal.Group.CONVERSATION, SpamSignal.Group.CLIENT, SpamSignal.Group.SENDER);

  /** A message as it is remembered. */
  private record Mail(Example example, int content, int source) {}

  private final Words subject = new Words();
  private final Words text = new Words();
  private final SpamFeatures features = new SpamFeatures();
  private final List<Mail> mails = new ArrayList<>();

  void add(ParsedEmail email, boolean isSpam) {
    subject.read(email.getSubject());
    text.read(email.getText());
    Example example = features.extract(email, subject, text).toExample(isSpam);
    int source = isSpam ? TrainingGroup.byTopic(features.phraseCounts(), email) : TrainingGroup.bySource(email);
    mails.add(new Mail(example, email.getContentHash().hashCode(), source));
  }

  LinearModel train(String version) {
    if (mails.isEmpty()) {
      return LinearModel.of(version, new double[SpamFeatures.DIMENSION + 1], SpamFeatures.SIGNALS, Calibration.NONE);
    }
    double[] scores = new double[mails.size()];
    boolean[] labels = new boolean[mails.size()];
    for (int fold = 0; fold < TrainingSet.FOLDS; fold++) {
      double[] near = set(SpamTrainer::contentFold, fold).train();
      double[] far = set(SpamTrainer::sourceFold, fold).train();
      for (int i = 0; i < scores.length; i++) {
        Mail mail = mails.get(i);
        labels[i] = mail.example().positive();
        if (!labels[i] && contentFold(mail) == fold) {
          scores[i] = LogisticRegression.score(mail.example(), near);
        } else if (labels[i] && sourceFold(mail) == fold) {
          scores[i] = LogisticRegression.score(mail.example(), far);
        }
      }
    }
    return LinearModel.of(version, set(SpamTrainer::contentFold, -1).train(), SpamFeatures.SIGNALS, Calibration.fit(scores, labels, SPAM_SHARE));
  }

  private TrainingSet set(ToIntFunction<Mail> foldOf, int withoutFold) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (Mail mail : mails) {
      sizes.merge(mail.source(), 1, Integer::sum);
    }
    var set = new TrainingSet(PENALTY, SpamPrior.weights(), SpamFeatures.SIGNALS);
    for (Mail mail : mails) {
      if (foldOf.applyAsInt(mail) != withoutFold) {
        boolean isSpam = mail.example().positive();
        add(set, mail.example(), isSpam ? 1 : Math.min(LARGEST_SHARE, Math.sqrt(SOURCE_SIZE / sizes.get(mail.source()))));
      }
    }
    return set;
  }

  private static void add(TrainingSet set, Example example, double counts) {
    set.add(example, counts * (1 - PARTIAL_SHARE));
    set.add(example.without(SpamTrainer::isEnvelope), counts * PARTIAL_SHARE);
    set.add(example.without(place -> place >= SpamFeatures.SIGNALS), counts * PARTIAL_SHARE);
  }

  private static boolean isEnvelope(int place) {
    return place < SpamFeatures.FIRST_FAMILY && ENVELOPE.contains(SpamSignal.at(place).group());
  }

  private static int contentFold(Mail mail) {
    return TrainingSet.foldOf(mail.content());
  }

  private static int sourceFold(Mail mail) {
    return TrainingSet.foldOf(mail.source());
  }
}
