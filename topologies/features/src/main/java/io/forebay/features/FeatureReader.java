package io.forebay.features;

import java.util.Map;

/** Asks one model again and again without allocating; for one thread. */
public final class FeatureReader {
  private final FeatureModel model;
  private final String[] names;
  private final double[] values;
  private final double[] probabilities;

  FeatureReader(FeatureModel model) {
    this.model = model;
    this.names = model.features().toArray(String[]::new);
    this.values = new double[names.length];
    this.probabilities = new double[model.labels().size()];
  }

  /**
   * The probability of each label, in the order of {@link FeatureModel#labels()}; they sum to 1. The array is filled anew at the next
   * call.
   *
   * @param features by name; those that are absent, null, NaN or infinite are missing, those that the model does not know are passed over
   */
  public double[] probabilities(Map<String, Double> features) {
    for (int i = 0; i < names.length; i++) {
      Double value = features.get(names[i]);
      values[i] = value == null ? Double.NaN : known(value);
    }
    model.fill(values, probabilities);
    return probabilities;
  }

  /**
   * The same for values in the order of {@link FeatureModel#features()}, NaN or infinite where missing.
   *
   * @throws IllegalArgumentException if they are not as many
   */
  public double[] probabilities(double[] row) {
    if (row.length != values.length) {
      throw new IllegalArgumentException("the model reads " + values.length + " features, got " + row.length + " values");
    }
    for (int i = 0; i < row.length; i++) {
      values[i] = known(row[i]);
    }
    model.fill(values, probabilities);
    return probabilities;
  }

  /** Whether any feature that the model reads was there at the last call. */
  public boolean sawAny() {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private static double known(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
