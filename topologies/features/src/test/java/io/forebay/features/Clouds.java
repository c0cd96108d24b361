package io.forebay.features;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up examples. */
final class Clouds {
  static final TrainingOptions QUICK = new TrainingOptions(25, 0.2, 4, 2, 3, 1);

  private Clouds() {}

  /** Two labels on the two sides of a line; each row a group. */
  static Examples line(int rows, long seed) {
    return build(rows, seed, List.of("below", "above"), row -> row[0] + row[1] > 0 ? 1 : 0);
  }

  /** A label in a narrow band of the first feature, another beside it, a third where the second feature is high. */
  static Examples bands(int rows, long seed) {
    return build(rows, seed, List.of("band", "beside", "high"), row -> row[1] > 0.5 ? 2 : Math.abs(row[0]) < 0.3 ? 0 : 1);
  }

  /** The same rows with this share of the values missing. */
  static Examples without(Examples examples, double share, long seed) {
    var random = new SplittableRandom(seed);
    double[][] rows =
        Arrays.stream(examples.rows())
            .map(row -> Arrays.stream(row).map(value -> random.nextDouble() < share ? Double.NaN : value).toArray())
            .toArray(double[][]::new);
    return new Examples(examples.labels(), examples.features(), rows, examples.label(), examples.group());
  }

  /** Share of the rows whose likeliest label is theirs. */
  static double accuracy(Examples examples, FeatureModel model) {
    FeatureReader reader = model.reader();
    int right = 0;
    for (int i = 0; i < examples.size(); i++) {
      right += likeliest(reader.probabilities(examples.rows()[i])) == examples.label()[i] ? 1 : 0;
    }
    return (double) right / examples.size();
  }

  static int likeliest(double[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  @FunctionalInterface
  private interface Rule {
    int label(double[] row);
  }

  private static Examples build(int rows, long seed, List<String> labels, Rule rule) {
    var random = new SplittableRandom(seed);
    double[][] values = new double[rows][];
    int[] label = new int[rows];
    int[] group = new int[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.doubles(3, -1, 1).toArray();
      label[i] = rule.label(values[i]);
      group[i] = i;
    }
    return new Examples(labels, List.of("x", "y", "noise"), values, label, group);
  }
}
