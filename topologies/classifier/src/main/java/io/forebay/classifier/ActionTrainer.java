package io.forebay.classifier;

import io.forebay.classifier.FeatureVector.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains the needs-action model of sentences, calibrated so that one half is the probability at which precision and recall of
 * held-out sentences balance best. Not thread-safe.
 */
final class ActionTrainer {
  private static final double PENALTY = 1.0;

  private final Words words = new Words();
  private final ActionFeatures features = new ActionFeatures();
  private final List<Example> examples = new ArrayList<>();

  void add(CharSequence sentence, boolean wantsAction) {
    words.read(sentence);
    examples.add(features.extract(sentence, words, 0, words.count()).toExample(wantsAction));
  }

  LinearModel train(String version) {
    if (examples.isEmpty()) {
      return LinearModel.of(version, new double[ActionFeatures.DIMENSION + 1], ActionFeatures.SIGNALS, Calibration.NONE);
    }
    double[] scores = new double[examples.size()];
    boolean[] labels = new boolean[examples.size()];
    for (int fold = 0; fold < TrainingSet.FOLDS; fold++) {
      double[] weights = set(fold).train();
      for (int i = 0; i < scores.length; i++) {
        if (foldOf(examples.get(i)) == fold) {
          scores[i] = LogisticRegression.score(examples.get(i), weights);
          labels[i] = examples.get(i).positive();
        }
      }
    }
    Calibration platt = Calibration.fit(scores, labels);
    return LinearModel.of(version, set(-1).train(), ActionFeatures.SIGNALS, platt);
  }

  private TrainingSet set(int withoutFold) {
    var set = new TrainingSet(PENALTY, new double[ActionFeatures.DIMENSION]);
    for (Example example : examples) {
      if (foldOf(example) != withoutFold) {
        set.add(example, 1);
      }
    }
    return set;
  }

  private static int foldOf(Example example) {
    return TrainingSet.foldOf(Arrays.hashCode(example.indices()));
  }
}
