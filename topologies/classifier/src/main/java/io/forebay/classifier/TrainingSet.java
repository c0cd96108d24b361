package io.forebay.classifier;

import io.forebay.classifier.FeatureVector.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Examples with what each counts and which belong together, and the folds of a cross-validation over them. */
final class TrainingSet {
  static final int FOLDS = 5;
  private static final int ITERATIONS = 60;

  private final List<Example> examples = new ArrayList<>();
  private final List<Double> importance = new ArrayList<>();
  private final double penalty;
  private final double[] prior;
  private final int firstTerm;

  /**
   * An empty set.
   *
   * @param penalty strength of the L2 penalty
   * @param prior where the penalty counts from, one element for each place of a vector
   */
  TrainingSet(double penalty, double[] prior) {
    this(penalty, prior, prior.length);
  }

  /**
   * An empty set that learns terms by their contrast.
   *
   * @param penalty strength of the L2 penalty
   * @param prior where the penalty counts from, one element for each place of a vector; 0 for terms
   * @param firstTerm places from here on are terms, see {@link TermContrast}
   */
  TrainingSet(double penalty, double[] prior, int firstTerm) {
    this.penalty = penalty;
    this.prior = prior;
    this.firstTerm = firstTerm;
  }

  void add(Example example, double counts) {
    examples.add(example);
    importance.add(counts);
  }

  /**
   * The weights that fit all examples, the bias as the last element.
   *
   * <p>Trains in the places that the examples use, a small part of all; the others keep their prior.
   */
  double[] train() {
    int[] used = examples.stream().flatMapToInt(example -> Arrays.stream(example.indices())).distinct().sorted().toArray();
    double[] usedPrior = Arrays.stream(used).mapToDouble(place -> prior[place]).toArray();
    List<Example> dense = examples.stream().map(example -> example.renumbered(place -> Arrays.binarySearch(used, place))).toList();
    double[] counts = importance.stream().mapToDouble(Double::doubleValue).toArray();
    int usedSignals = (int) Arrays.stream(used).filter(place -> place < firstTerm).count();
    double[] factors = TermContrast.factors(dense, counts, usedSignals, used.length);
    List<Example> scaled = dense.stream().map(example -> example.scaled(factors)).toList();
    double[] found = new LogisticRegression(scaled, counts, penalty, usedPrior).train(ITERATIONS);
    double[] weights = Arrays.copyOf(prior, prior.length + 1);
    for (int i = 0; i < used.length; i++) {
      weights[used[i]] = factors[i] * found[i];
    }
    weights[prior.length] = found[used.length];
    return weights;
  }

  /** The fold of a group; the same on every machine. */
  static int foldOf(int group) {
    return Math.floorMod((int) TermHash.finish(group), FOLDS);
  }
}
