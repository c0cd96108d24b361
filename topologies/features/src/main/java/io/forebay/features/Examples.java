package io.forebay.features;

import java.util.List;
import java.util.Set;

/** Labelled rows of named features to learn from. The arrays are not copied; nobody changes them. */
public final class Examples {
  static final int LABELS_MAX = 64;
  static final int FEATURES_MAX = 4_096;

  private final List<String> labels;
  private final List<String> features;
  private final double[][] rows;
  private final int[] label;
  private final int[] group;

  /**
   * Checks them.
   *
   * @param labels what is told apart, 2 to 64 different names
   * @param features names of the columns, 1 to 4,096 different ones
   * @param rows a row for each example, as long as {@code features}; NaN where the feature is missing
   * @param label place of each row's label in {@code labels}
   * @param group number of the person, video or sequence that each row comes from, from 0; rows of one group are never in training
   *     and test at once
   * @throws IllegalArgumentException if they do not fit each other, or a value is infinite
   */
  public Examples(List<String> labels, List<String> features, double[][] rows, int[] label, int[] group) {
    this.labels = List.copyOf(labels);
    this.features = List.copyOf(features);
    this.rows = rows;
    this.label = label;
    this.group = group;
    checkNames("labels", labels, 2, LABELS_MAX);
    checkNames("features", features, 1, FEATURES_MAX);
    if (rows.length == 0 || label.length != rows.length || group.length != rows.length) {
      throw new IllegalArgumentException("each of the " + rows.length + " rows needs a label and a group, got " + label.length + " and " + group.length);
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != features.size()) {
        throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values for " + features.size() + " features");
      }
      if (label[i] < 0 || label[i] >= labels.size() || group[i] < 0 || group[i] >= rows.length) {
        throw new IllegalArgumentException("row " + i + " has the label " + label[i] + " of " + labels.size() + " and the group " + group[i] + " of at most " + rows.length);
      }
      for (double value : rows[i]) {
        if (Double.isInfinite(value)) {
          throw new IllegalArgumentException("row " + i + " has an infinite value; a value that is not known is NaN");
        }
      }
    }
  }

  public List<String> labels() {
    return labels;
  }

  public List<String> features() {
    return features;
  }

  public double[][] rows() {
    return rows;
  }

  /** Place of each row's label. */
  public int[] label() {
    return label;
  }

  /** Group of each row. */
  public int[] group() {
    return group;
  }

  /** How many rows there are. */
  public int size() {
    return rows.length;
  }

  /** Number of rows of each label. */
  int[] counts() {
    int[] counts = new int[labels.size()];
    for (int l : label) {
      counts[l]++;
    }
    return counts;
  }

  /** The rows at these places. */
  Examples at(int[] places) {
    double[][] someRows = new double[places.length][];
    int[] someLabels = new int[places.length];
    int[] someGroups = new int[places.length];
    int[] numbers = new int[rows.length];
    int groups = 0;
    for (int i = 0; i < places.length; i++) {
      someRows[i] = rows[places[i]];
      someLabels[i] = label[places[i]];
      int old = group[places[i]];
      if (numbers[old] == 0) {
        numbers[old] = ++groups;
      }
      someGroups[i] = numbers[old] - 1;
    }
    return new Examples(labels, features, someRows, someLabels, someGroups);
  }

  private static void checkNames(String what, List<String> names, int min, int max) {
    if (names.size() < min || names.size() > max || Set.copyOf(names).size() != names.size()) {
      throw new IllegalArgumentException("a model needs " + min + " to " + max + " different " + what + ", got " + names.size() + " names, " + Set.copyOf(names).size() + " of them different");
    }
  }
}
