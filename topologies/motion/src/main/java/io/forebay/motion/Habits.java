package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.ejml.data.DMatrix6;
import org.ejml.data.DMatrix6x6;
import org.ejml.dense.fixed.CommonOps_DDF6;

/**
 * How people of one scene go on: for each knot, the mean velocity from now to then as a weighted sum of the {@link Cues}, with weights learned as the scene is watched.
 *
 * <p>Recursive least squares (Ljung, System Identification, 1999, 11.2) that begins at almost constant velocity and leaves it only as far as what was seen in this scene asks for:
 * a scene whose positions are noisy trusts the last step less, one where people slow down damps. The same weights count for both coordinates, so that what is learned is
 * the same whichever way the axes lie. Large errors count less (Huber), for a mean distance is to be small, not a mean square. Who has {@link Company} takes on some share of its velocity, which is learned beside.
 */
final class Habits {
  /** What that beginning is worth, (m/s)²: that of some fifteen persons seen for a second. */
  private static final double PRIOR = 20;

  /** Share of its speed that a walk loses each second before a scene says otherwise: somebody always stops. */
  private static final double SLOWING = 0.02;

  /** Errors above it count as if they were it, metres a second. */
  private static final double ERROR_KNEE = 0.2;

  private final DMatrix6[] weights = new DMatrix6[Knots.COUNT];
  private final DMatrix6x6[] uncertainty = new DMatrix6x6[Knots.COUNT];
  /** Of {@link Company}, by knot: sum of squares, and of products with what the other cues left over. */
  private final double[] companionSquares = new double[Knots.COUNT];

  private final double[] companionProducts = new double[Knots.COUNT];
  private final DMatrix6 cue = new DMatrix6();
  private final DMatrix6 gain = new DMatrix6();
  private double x;
  private double y;

  Habits() {
    for (int knot = 0; knot < Knots.COUNT; knot++) {
      weights[knot] = new DMatrix6();
      weights[knot].set(Cues.LAST, 0, 1 - SLOWING * Knots.seconds(knot) / 2);
      uncertainty[knot] = new DMatrix6x6();
      for (int cue = 0; cue < Cues.COUNT; cue++) {
        uncertainty[knot].set(cue, cue, 1 / PRIOR);
      }
    }
  }

  /** Learns from where somebody was that long after the cues were taken, metres from there. */
  void learn(Cues cues, int knot, double displacementX, double displacementY) {
    double velocityX = displacementX / Knots.seconds(knot);
    double velocityY = displacementY / Knots.seconds(knot);
    mean(cues, knot);
    double error = Math.hypot(velocityX - x, velocityY - y);
    double worth = ERROR_KNEE / Math.max(ERROR_KNEE, error);
    double follow = follow(knot);
    learnCompany(cues, knot, velocityX - x, velocityY - y, follow, worth);
    fit(knot, cues.xs, velocityX - follow * cues.companionX, worth);
    fit(knot, cues.ys, velocityY - follow * cues.companionY, worth);
  }

  /** Ridge regression of what the other cues leave over, each of both kinds of cues fitted to what the other one leaves (backfitting: Breiman and Friedman, JASA 80, 1985). */
  private void learnCompany(Cues cues, int knot, double errorX, double errorY, double follow, double worth) {
    double leftX = errorX + follow * cues.companionX;
    double leftY = errorY + follow * cues.companionY;
    companionSquares[knot] += worth * (cues.companionX * cues.companionX + cues.companionY * cues.companionY);
    companionProducts[knot] += worth * (cues.companionX * leftX + cues.companionY * leftY);
  }

  /** Share of the difference to a companion's velocity that people of this scene take on. */
  private double follow(int knot) {
    return companionProducts[knot] / (companionSquares[knot] + PRIOR);
  }

  private void fit(int knot, double[] cues, double velocity, double worth) {
    cue.setTo(cues[0], cues[1], cues[2], cues[3], cues[4], cues[5]);
    DMatrix6x6 covariance = uncertainty[knot];
    CommonOps_DDF6.mult(covariance, cue, gain);
    double scale = 1 / (1 / worth + CommonOps_DDF6.dot(cue, gain));
    double error = velocity - CommonOps_DDF6.dot(weights[knot], cue);
    CommonOps_DDF6.multAddOuter(1, covariance, -scale, gain, gain, covariance);
    CommonOps_DDF6.scale(scale * error, gain);
    CommonOps_DDF6.addEquals(weights[knot], gain);
  }

  /** Finds the mean velocity from now to a knot, read from {@link #x()} and {@link #y()}. */
  void mean(Cues cues, int knot) {
    DMatrix6 weight = weights[knot];
    double follow = follow(knot);
    x = follow * cues.companionX + weight.a1 * cues.xs[0] + weight.a2 * cues.xs[1] + weight.a3 * cues.xs[2] + weight.a4 * cues.xs[3] + weight.a5 * cues.xs[4] + weight.a6 * cues.xs[5];
    y = follow * cues.companionY + weight.a1 * cues.ys[0] + weight.a2 * cues.ys[1] + weight.a3 * cues.ys[2] + weight.a4 * cues.ys[3] + weight.a5 * cues.ys[4] + weight.a6 * cues.ys[5];
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  /** What a cue weighs at a knot. */
  double weight(int cue, int knot) {
    return weights[knot].get(cue, 0);
  }

  void write(DataOutput out) throws IOException {
    for (int knot = 0; knot < Knots.COUNT; knot++) {
      out.writeDouble(companionSquares[knot]);
      out.writeDouble(companionProducts[knot]);
      for (int row = 0; row < Cues.COUNT; row++) {
        out.writeDouble(weights[knot].get(row, 0));
        for (int column = 0; column < Cues.COUNT; column++) {
          out.writeDouble(uncertainty[knot].get(row, column));
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int knot = 0; knot < Knots.COUNT; knot++) {
      companionSquares[knot] = in.readDouble();
      companionProducts[knot] = in.readDouble();
      for (int row = 0; row < Cues.COUNT; row++) {
        weights[knot].set(row, 0, in.readDouble());
        for (int column = 0; column < Cues.COUNT; column++) {
          uncertainty[knot].set(row, column, in.readDouble());
        }
      }
    }
  }
}
