package io.forebay.features;

import java.util.Arrays;

/** Trees in the making, node by node in preorder; grows as needed. */
final class TreeLayout {
  private int[] roots = new int[64];
  private int trees;
  private short[] features = new short[1_024];
  private float[] thresholds = new float[1_024];
  private short[] rights = new short[1_024];
  private float[] values = new float[1_024];
  private int nodes;

  void beginTree() {
    if (trees == roots.length) {
      roots = Arrays.copyOf(roots, 2 * trees);
    }
    roots[trees++] = nodes;
  }

  int addLeaf(float value) {
    return add((short) -1, 0, value);
  }

  int addSplit(short feature, float threshold, float value) {
    return add(feature, threshold, value);
  }

  /** Says how far behind a node its right child stands. */
  void setRight(int node, int distance) {
    rights[node] = (short) distance;
  }

  /** Where the next node will stand. */
  int next() {
    return nodes;
  }

  boolean endsInLeaf() {
    return nodes > 0 && features[nodes - 1] == -1;
  }

  /** The trees so far. */
  TreeScores toScores(int labels) {
    return new TreeScores(
        labels,
        Arrays.copyOf(roots, trees),
        Arrays.copyOf(features, nodes),
        Arrays.copyOf(thresholds, nodes),
        Arrays.copyOf(rights, nodes),
        Arrays.copyOf(values, nodes));
  }

  private int add(short feature, float threshold, float value) {
    if (nodes == features.length) {
      int size = 2 * nodes;
      features = Arrays.copyOf(features, size);
      thresholds = Arrays.copyOf(thresholds, size);
      rights = Arrays.copyOf(rights, size);
      values = Arrays.copyOf(values, size);
    }
    features[nodes] = feature;
    thresholds[nodes] = threshold;
    values[nodes] = value;
    return nodes++;
  }
}
