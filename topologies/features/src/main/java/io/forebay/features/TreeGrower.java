package io.forebay.features;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Grows one regression tree for gradients and curvatures of a loss, the most gainful leaf first.
 *
 * <p>Source: Chen and Guestrin, XGBoost: A Scalable Tree Boosting System, KDD 2016, equations 5 to 7.
 */
final class TreeGrower {
  private static final double CURVATURE_MIN = 1e-3;
  private static final double GAIN_MIN = 1e-9;

  private final BinnedFeatures binned;
  private final double learningRate;
  private final int leavesMax;
  private final int leafRowsMin;
  private final double[] gradientOfBin = new double[BinnedFeatures.BINS_MAX + 1];
  private final double[] curvatureOfBin = new double[BinnedFeatures.BINS_MAX + 1];
  private final int[] rowsOfBin = new int[BinnedFeatures.BINS_MAX + 1];
  private double[] gradients = {};
  private double[] curvatures = {};

  TreeGrower(BinnedFeatures binned, double learningRate, int leavesMax, int leafRowsMin) {
    this.binned = binned;
    this.learningRate = learningRate;
    this.leavesMax = leavesMax;
    this.leafRowsMin = leafRowsMin;
  }

  /** A node in the making; a leaf while it has no children. */
  private static final class Node {
    private final int[] rows;
    private double value;
    private double gain;
    private int feature;
    private int bin;
    private Node left;
    private Node right;

    private Node(int[] rows) {
      this.rows = rows;
    }
  }

  /**
   * Grows a tree, appends it to the layout and adds what it answers to the scores of the rows that it was grown from.
   *
   * @param gradients of the loss, by row
   * @param curvatures of the loss, by row, not negative
   */
  void grow(double[] gradients, double[] curvatures, TreeLayout layout, double[] scores) {
    this.gradients = gradients;
    this.curvatures = curvatures;
    int[] all = new int[gradients.length];
    Arrays.setAll(all, i -> i);
    Node root = new Node(all);
    var open = new PriorityQueue<Node>(Comparator.comparingDouble(node -> -node.gain));
    offer(root, open);
    for (int leaves = 1; leaves < leavesMax && !open.isEmpty(); leaves++) {
      Node node = open.remove();
      split(node);
      offer(node.left, open);
      offer(node.right, open);
    }
    layout.beginTree();
    append(root, layout, scores);
  }

  private void offer(Node node, PriorityQueue<Node> open) {
    node.value = answer(node.rows);
    search(node);
    if (node.gain > GAIN_MIN) {
      open.add(node);
    }
  }

  private double answer(int[] rows) {
    double gradient = 0;
    double curvature = 0;
    for (int row : rows) {
      gradient += gradients[row];
      curvature += curvatures[row];
    }
    return -learningRate * gradient / Math.max(CURVATURE_MIN, curvature);
  }

  private void search(Node node) {
    if (node.rows.length < 2 * leafRowsMin) {
      return;
    }
    for (int feature = 0; feature < binned.features(); feature++) {
      if (binned.binCount(feature) > 1) {
        search(node, feature);
      }
    }
  }

  private void search(Node node, int feature) {
    int bins = binned.binCount(feature);
    count(node.rows, binned.bins(feature), bins);
    double gradient = 0;
    double curvature = 0;
    int rows = 0;
    for (int bin = 0; bin < bins; bin++) {
      gradient += gradientOfBin[bin];
      curvature += curvatureOfBin[bin];
      rows += rowsOfBin[bin];
    }
    double before = merit(gradient, curvature);
    double leftGradient = 0;
    double leftCurvature = 0;
    int leftRows = 0;
    for (int bin = 0; bin < bins - 1; bin++) {
      leftGradient += gradientOfBin[bin];
      leftCurvature += curvatureOfBin[bin];
      leftRows += rowsOfBin[bin];
      double rightCurvature = curvature - leftCurvature;
      if (leftRows < leafRowsMin || leftCurvature < CURVATURE_MIN || rowsOfBin[bin] == 0) {
        continue;
      }
      if (rows - leftRows < leafRowsMin || rightCurvature < CURVATURE_MIN) {
        break;
      }
      double gain = merit(leftGradient, leftCurvature) + merit(gradient - leftGradient, rightCurvature) - before;
      if (gain > node.gain) {
        node.gain = gain;
        node.feature = feature;
        node.bin = bin;
      }
    }
  }

  private void count(int[] rows, int[] binOfRow, int bins) {
    Arrays.fill(gradientOfBin, 0, bins, 0);
    Arrays.fill(curvatureOfBin, 0, bins, 0);
    Arrays.fill(rowsOfBin, 0, bins, 0);
    for (int row : rows) {
      int bin = binOfRow[row];
      gradientOfBin[bin] += gradients[row];
      curvatureOfBin[bin] += curvatures[row];
      rowsOfBin[bin]++;
    }
  }

  private double merit(double gradient, double curvature) {
    return gradient * gradient / Math.max(CURVATURE_MIN, curvature);
  }

  /** Sends rows to the children; those that miss the feature stay, and where they are many the node answers for them alone. */
  private void split(Node node) {
    int[] binOfRow = binned.bins(node.feature);
    node.left = new Node(Arrays.stream(node.rows).filter(row -> binOfRow[row] <= node.bin).toArray());
    node.right =
        new Node(Arrays.stream(node.rows).filter(row -> binOfRow[row] > node.bin && binOfRow[row] != BinnedFeatures.MISSING).toArray());
    int[] missing = Arrays.stream(node.rows).filter(row -> binOfRow[row] == BinnedFeatures.MISSING).toArray();
    if (missing.length >= leafRowsMin) {
      node.value = answer(missing);
    }
  }

  private void append(Node node, TreeLayout layout, double[] scores) {
    float value = (float) node.value;
    if (node.left == null) {
      layout.addLeaf(value);
      for (int row : node.rows) {
        scores[row] += value;
      }
      return;
    }
    int[] binOfRow = binned.bins(node.feature);
    for (int row : node.rows) {
      scores[row] += binOfRow[row] == BinnedFeatures.MISSING ? value : 0;
    }
    int at = layout.addSplit((short) node.feature, binned.edge(node.feature, node.bin), value);
    append(node.left, layout, scores);
    layout.setRight(at, layout.next() - at);
    append(node.right, layout, scores);
  }
}
