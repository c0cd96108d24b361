package io.forebay.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Trained trees, one for each label in each round of boosting, laid out in preorder: the left child follows its parent. A tree that
 * asks for a missing feature answers with what it learned of all rows that came as far. Immutable and shareable.
 */
final class TreeScores {
  static final int TREES_MAX = 32_768;
  static final int TREE_NODES_MAX = 255;
  private static final short LEAF = -1;

  private final int labels;
  private final int[] roots;
  private final short[] features;
  private final float[] thresholds;
  private final short[] rights;
  private final float[] values;

  /**
   * Trees in any order of rounds, and of labels in a round.
   *
   * @param roots where each tree begins
   * @param features that a node asks for, −1: it is a leaf
   * @param thresholds up to and including which a value goes left
   * @param rights distance from a node to its right child
   * @param values what a node adds to the score of its tree's label
   */
  TreeScores(int labels, int[] roots, short[] features, float[] thresholds, short[] rights, float[] values) {
    this.labels = labels;
    this.roots = roots;
    this.features = features;
    this.thresholds = thresholds;
    this.rights = rights;
    this.values = values;
  }

  /** Adds the scores of the labels, as {@link LinearScores#addTo} does. */
  void addTo(double[] row, double factor, double[] scores) {
    int label = 0;
    for (int root : roots) {
      scores[label] += factor * values[end(root, row)];
      label = label + 1 == labels ? 0 : label + 1;
    }
  }

  private int end(int root, double[] row) {
    int node = root;
    while (features[node] != LEAF) {
      double value = row[features[node]];
      if (value <= thresholds[node]) {
        node++;
      } else if (value > thresholds[node]) {
        node += rights[node];
      } else {
        break;
      }
    }
    return node;
  }

  void write(DataOutput out) throws IOException {
    if (roots.length > TREES_MAX) {
      throw new IllegalStateException("the model has " + roots.length + " trees, more than " + TREES_MAX + "; train it with fewer rounds");
    }
    out.writeShort(roots.length);
    for (int tree = 0; tree < roots.length; tree++) {
      int end = tree + 1 < roots.length ? roots[tree + 1] : features.length;
      out.writeByte(end - roots[tree]);
      for (int node = roots[tree]; node < end; node++) {
        out.writeShort(features[node]);
        out.writeFloat(values[node]);
        if (features[node] != LEAF) {
          out.writeFloat(thresholds[node]);
          out.writeByte(rights[node]);
        }
      }
    }
  }

  static TreeScores read(DataInput in, int labels, int featureCount) throws IOException {
    int trees = in.readUnsignedShort();
    if (trees > TREES_MAX || trees % labels != 0) {
      throw new IOException("the model has " + trees + " trees for " + labels + " labels; train it again");
    }
    var forest = new TreeLayout();
    for (int tree = 0; tree < trees; tree++) {
      int nodes = in.readUnsignedByte();
      if (nodes == 0) {
        throw new IOException("tree " + tree + " of the model is empty; train it again");
      }
      forest.beginTree();
      for (int node = 0; node < nodes; node++) {
        short feature = in.readShort();
        float value = Floats.read(in);
        if (feature == LEAF) {
          forest.addLeaf(value);
          continue;
        }
        float threshold = Floats.read(in);
        int right = in.readUnsignedByte();
        if (feature < 0 || feature >= featureCount || right < 2 || node + right >= nodes) {
          throw new IOException("node " + node + " of tree " + tree + " of the model points outside; train it again");
        }
        forest.setRight(forest.addSplit(feature, threshold, value), right);
      }
      if (!forest.endsInLeaf()) {
        throw new IOException("tree " + tree + " of the model does not end in a leaf; train it again");
      }
    }
    return forest.toScores(labels);
  }
}
