package io.forebay.features;

import java.util.Arrays;

/** The columns of examples with each value as the number of its bin, so that a split is found by counting. */
final class BinnedFeatures {
  static final int BINS_MAX = 255;
  static final int MISSING = 255;

  private final int[][] bins;
  private final float[][] edges;

  private BinnedFeatures(int[][] bins, float[][] edges) {
    this.bins = bins;
    this.edges = edges;
  }

  static BinnedFeatures of(Examples examples) {
    int features = examples.features().size();
    var bins = new int[features][];
    var edges = new float[features][];
    for (int f = 0; f < features; f++) {
      int feature = f;
      double[] column = Arrays.stream(examples.rows()).mapToDouble(row -> row[feature]).toArray();
      float[] between = edges(column);
      edges[f] = between;
      bins[f] = Arrays.stream(column).mapToInt(value -> bin(value, between)).toArray();
    }
    return new BinnedFeatures(bins, edges);
  }

  int features() {
    return edges.length;
  }

  /** Bins of a feature by row, {@link #MISSING} among them. */
  int[] bins(int feature) {
    return bins[feature];
  }

  /** Into how many bins a feature is parted, those of missing values not counted. */
  int binCount(int feature) {
    return edges[feature].length + 1;
  }

  /** The highest value that counts into a bin. */
  float edge(int feature, int bin) {
    return edges[feature][bin];
  }

  private static float[] edges(double[] column) {
    double[] sorted = Arrays.stream(column).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    int parts = Math.min(BINS_MAX, distinct.length);
    float[] edges = new float[Math.max(0, parts - 1)];
    int count = 0;
    for (int i = 1; i < parts; i++) {
      double below = distinct.length <= BINS_MAX ? distinct[i - 1] : sorted[(int) ((long) i * sorted.length / parts) - 1];
      int above = Arrays.binarySearch(distinct, below) + 1;
      float edge = above < distinct.length ? (float) (below / 2 + distinct[above] / 2) : Float.POSITIVE_INFINITY;
      if (Float.isFinite(edge) && (count == 0 || edge > edges[count - 1])) {
        edges[count++] = edge;
      }
    }
    return Arrays.copyOf(edges, count);
  }

  private static int bin(double value, float[] edges) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= edges[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
