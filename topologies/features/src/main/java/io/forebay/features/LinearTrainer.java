package io.forebay.features;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trains linear scores by logistic regression, each label against the rest, on standardised features. */
final class LinearTrainer {
  private static final double TOLERANCE = 1e-4;
  private static final int ITERATIONS_MAX = 300;

  private final Examples examples;
  private final float[] means;
  private final float[] scales;

  LinearTrainer(Examples examples) {
    this.examples = examples;
    int features = examples.features().size();
    this.means = new float[features];
    this.scales = new float[features];
    for (int f = 0; f < features; f++) {
      int feature = f;
      double[] known = Arrays.stream(examples.rows()).mapToDouble(row -> row[feature]).filter(value -> !Double.isNaN(value)).toArray();
      float mean = (float) Arrays.stream(known).average().orElse(0);
      double variance = Arrays.stream(known).map(value -> (value - mean) * (value - mean)).average().orElse(0);
      float scale = (float) (1 / Math.sqrt(variance));
      boolean usable = variance > 0 && Float.isFinite(mean) && Float.isFinite(scale);
      means[f] = usable ? mean : 0;
      scales[f] = usable ? scale : 0;
    }
  }

  /**
   * Trains.
   *
   * @param cost of an error against the L2 norm of the weights; the higher the freer
   */
  LinearScores train(double cost) {
    int labels = examples.labels().size();
    int features = means.length;
    float[] biases = new float[labels];
    Arrays.fill(biases, (float) -Math.log(2.0 * examples.size()));
    float[] weights = new float[labels * features];
    Model model = fit(cost);
    int[] order = model.getLabels();
    if (order.length == 1) {
      biases[order[0]] = 0;
    } else {
      double[] learned = model.getFeatureWeights();
      int columns = order.length == 2 ? 1 : order.length;
      for (int c = 0; c < order.length; c++) {
        double sign = c < columns ? 1 : -1;
        int column = c < columns ? c : 0;
        biases[order[c]] = (float) (sign * learned[features * columns + column]);
        for (int f = 0; f < features; f++) {
          weights[order[c] * features + f] = (float) (sign * learned[f * columns + column]);
        }
      }
    }
    return new LinearScores(means, scales, biases, weights);
  }

  private Model fit(double cost) {
    var problem = new Problem();
    problem.l = examples.size();
    problem.n = means.length + 1;
    problem.x = new Feature[examples.size()][];
    problem.y = new double[examples.size()];
    for (int i = 0; i < examples.size(); i++) {
      problem.x[i] = nodes(examples.rows()[i]);
      problem.y[i] = examples.label()[i];
    }
    Linear.disableDebugOutput();
    return Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, TOLERANCE, ITERATIONS_MAX, 0));
  }

  private Feature[] nodes(double[] row) {
    List<Feature> nodes = new ArrayList<>();
    for (int f = 0; f < row.length; f++) {
      double deviations = LinearScores.standard(row[f], means[f], scales[f]);
      if (deviations != 0) {
        nodes.add(new FeatureNode(f + 1, deviations));
      }
    }
    nodes.add(new FeatureNode(means.length + 1, 1));
    return nodes.toArray(Feature[]::new);
  }
}
