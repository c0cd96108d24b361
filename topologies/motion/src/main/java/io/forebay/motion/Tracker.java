package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.ejml.data.DMatrix4;
import org.ejml.data.DMatrix4x4;
import org.ejml.dense.fixed.CommonOps_DDF4;

/**
 * Where one person is and how fast, filtered from noisy positions: an interacting multiple model (Blom and Bar-Shalom, IEEE TAC 33, 1988) of four ways to walk, each with a
 * Kalman filter of its own over position and velocity: straight on, a turn to the left, one to the right, and coming to a stop. The process noise follows how large the
 * innovations are beside what was expected of them.
 */
final class Tracker {
  static final int MODES = 4;
  static final int STOP = 3;

  /** Turn rates of the modes, radians a second; a person who turns a corner takes two to three seconds. */
  private static final double[] TURN = {0, 0.6, -0.6, 0};

  /** Spectral density of the acceleration that is not the mode's own, m²/s³. */
  private static final double[] NOISE = {0.15, 0.15, 0.15, 0.05};

  private static final double STOPPING_SECONDS = 0.6;
  private static final double MODE_SECONDS = 4;
  private static final double POSITION_VARIANCE = 0.03 * 0.03;
  private static final double MEASURED_SPEED_VARIANCE = 0.2 * 0.2;
  private static final double ADAPTING = 0.1;
  private static final double LIKELIHOOD_MIN = 1e-30;
  private static final double STEP_MAX = 4;

  private final double[] weights = new double[MODES];
  private final double[] predicted = new double[MODES];
  private final DMatrix4[] states = new DMatrix4[MODES];
  private final DMatrix4x4[] covariances = new DMatrix4x4[MODES];
  private final DMatrix4[] mixedStates = new DMatrix4[MODES];
  private final DMatrix4x4[] mixed = new DMatrix4x4[MODES];
  private final DMatrix4x4 transition = new DMatrix4x4();
  private final DMatrix4x4 product = new DMatrix4x4();
  private final DMatrix4 difference = new DMatrix4();
  private double noiseScale;
  private double likelihood;

  Tracker() {
    for (int mode = 0; mode < MODES; mode++) {
      states[mode] = new DMatrix4();
      covariances[mode] = new DMatrix4x4();
      mixedStates[mode] = new DMatrix4();
      mixed[mode] = new DMatrix4x4();
    }
  }

  /**
   * Begins at a place.
   *
   * @param velocityX expected there, metres a second
   * @param velocityY the same
   * @param variance of each of both, m²/s²
   */
  void begin(double x, double y, double velocityX, double velocityY, double variance) {
    noiseScale = 1;
    for (int mode = 0; mode < MODES; mode++) {
      weights[mode] = mode == 0 ? 0.7 : 0.1;
      states[mode].setTo(x, y, velocityX, velocityY);
      DMatrix4x4 covariance = covariances[mode];
      covariance.zero();
      covariance.a11 = POSITION_VARIANCE;
      covariance.a22 = POSITION_VARIANCE;
      covariance.a33 = Math.max(MEASURED_SPEED_VARIANCE, variance);
      covariance.a44 = covariance.a33;
    }
  }

  /**
   * Takes a measured position.
   *
   * @param seconds since the last one, above 0; more than four count as four
   */
  void follow(double seconds, double x, double y) {
    double step = Math.min(seconds, STEP_MAX);
    mix(step);
    double sum = 0;
    double surprise = 0;
    for (int mode = 0; mode < MODES; mode++) {
      move(mode, step);
      double distance = correct(mode, x, y);
      surprise += predicted[mode] * Math.abs(distance);
      weights[mode] = Math.max(LIKELIHOOD_MIN, predicted[mode] * likelihood);
      sum += weights[mode];
    }
    for (int mode = 0; mode < MODES; mode++) {
      weights[mode] /= sum;
    }
    double wanted = Math.clamp(surprise / 2, 0.1, 10);
    noiseScale = Math.clamp(noiseScale * Math.pow(wanted, ADAPTING), 0.1, 10);
  }

  /** Takes a velocity that was measured too, metres a second. */
  void measured(double velocityX, double velocityY) {
    for (int mode = 0; mode < MODES; mode++) {
      DMatrix4x4 covariance = covariances[mode];
      difference.setTo(covariance.a13, covariance.a23, covariance.a33, covariance.a43);
      correctBy(mode, velocityX - states[mode].a3, covariance.a33 + MEASURED_SPEED_VARIANCE);
      difference.setTo(covariance.a14, covariance.a24, covariance.a34, covariance.a44);
      correctBy(mode, velocityY - states[mode].a4, covariance.a44 + MEASURED_SPEED_VARIANCE);
    }
  }

  /** The Kalman update with one number, whose column of the covariance is in the difference. */
  private void correctBy(int mode, double innovation, double variance) {
    addScaled(states[mode], innovation / variance, difference);
    CommonOps_DDF4.multAddOuter(1, covariances[mode], -1 / variance, difference, difference, covariances[mode]);
  }

  double velocityX() {
    double sum = 0;
    for (int mode = 0; mode < MODES; mode++) {
      sum += weights[mode] * states[mode].a3;
    }
    return sum;
  }

  double velocityY() {
    double sum = 0;
    for (int mode = 0; mode < MODES; mode++) {
      sum += weights[mode] * states[mode].a4;
    }
    return sum;
  }

  /** Standard deviation of the velocity along either axis, metres a second: root of the mean of both variances. */
  double velocityDeviation() {
    double meanX = velocityX();
    double meanY = velocityY();
    double sum = 0;
    for (int mode = 0; mode < MODES; mode++) {
      double offX = states[mode].a3 - meanX;
      double offY = states[mode].a4 - meanY;
      sum += weights[mode] * (covariances[mode].a33 + covariances[mode].a44 + offX * offX + offY * offY);
    }
    return Math.sqrt(sum / 2);
  }

  /** Probability of a way to walk: 0 straight on, 1 left, 2 right, 3 stopping. */
  double probability(int mode) {
    return weights[mode];
  }

  /** Each filter starts from what all of them know, weighted by how likely one way to walk follows another. */
  private void mix(double seconds) {
    double stay = Math.exp(-seconds / MODE_SECONDS);
    double leave = (1 - stay) / (MODES - 1);
    for (int to = 0; to < MODES; to++) {
      double sum = 0;
      for (int from = 0; from < MODES; from++) {
        sum += weights[from] * (from == to ? stay : leave);
      }
      predicted[to] = sum;
      mixedStates[to].zero();
      for (int from = 0; from < MODES; from++) {
        addScaled(mixedStates[to], weights[from] * (from == to ? stay : leave) / sum, states[from]);
      }
      mixed[to].zero();
      for (int from = 0; from < MODES; from++) {
        double share = weights[from] * (from == to ? stay : leave) / sum;
        addScaled(mixed[to], share, covariances[from]);
        difference.setTo(states[from]);
        addScaled(difference, -1, mixedStates[to]);
        CommonOps_DDF4.multAddOuter(1, mixed[to], share, difference, difference, mixed[to]);
      }
    }
  }

  private static void addScaled(DMatrix4 to, double factor, DMatrix4 what) {
    to.a1 += factor * what.a1;
    to.a2 += factor * what.a2;
    to.a3 += factor * what.a3;
    to.a4 += factor * what.a4;
  }

  private void addScaled(DMatrix4x4 to, double factor, DMatrix4x4 what) {
    CommonOps_DDF4.scale(factor, what, product);
    CommonOps_DDF4.addEquals(to, product);
  }

  private void move(int mode, double seconds) {
    setTransition(mode, seconds);
    CommonOps_DDF4.mult(transition, mixedStates[mode], states[mode]);
    CommonOps_DDF4.mult(transition, mixed[mode], product);
    CommonOps_DDF4.multTransB(product, transition, covariances[mode]);
    double noise = NOISE[mode] * noiseScale;
    double place = noise * seconds * seconds * seconds / 3;
    double both = noise * seconds * seconds / 2;
    DMatrix4x4 covariance = covariances[mode];
    covariance.a11 += place;
    covariance.a22 += place;
    covariance.a13 += both;
    covariance.a31 += both;
    covariance.a24 += both;
    covariance.a42 += both;
    covariance.a33 += noise * seconds;
    covariance.a44 += noise * seconds;
  }

  /** Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and Navigation (2001), 11.7.1: a turn at a known rate; the others are its limits. */
  private void setTransition(int mode, double seconds) {
    CommonOps_DDF4.setIdentity(transition);
    if (mode == STOP) {
      double keep = Math.exp(-seconds / STOPPING_SECONDS);
      transition.a13 = STOPPING_SECONDS * (1 - keep);
      transition.a24 = transition.a13;
      transition.a33 = keep;
      transition.a44 = keep;
    } else if (TURN[mode] == 0) {
      transition.a13 = seconds;
      transition.a24 = seconds;
    } else {
      double rate = TURN[mode];
      double sin = Math.sin(rate * seconds);
      double cos = Math.cos(rate * seconds);
      transition.a13 = sin / rate;
      transition.a14 = (cos - 1) / rate;
      transition.a23 = -transition.a14;
      transition.a24 = transition.a13;
      transition.a33 = cos;
      transition.a34 = -sin;
      transition.a43 = sin;
      transition.a44 = cos;
    }
  }

  /** The Kalman update with a position; leaves the likelihood and returns the squared normalised innovation. */
  private double correct(int mode, double x, double y) {
    DMatrix4 state = states[mode];
    DMatrix4x4 covariance = covariances[mode];
    double innovationX = x - state.a1;
    double innovationY = y - state.a2;
    double xx = covariance.a11 + POSITION_VARIANCE;
    double yy = covariance.a22 + POSITION_VARIANCE;
    double xy = covariance.a12;
    double determinant = xx * yy - xy * xy;
    double weightedX = (yy * innovationX - xy * innovationY) / determinant;
    double weightedY = (xx * innovationY - xy * innovationX) / determinant;
    double distance = innovationX * weightedX + innovationY * weightedY;
    likelihood = Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant));
    state.a1 += covariance.a11 * weightedX + covariance.a12 * weightedY;
    state.a2 += covariance.a21 * weightedX + covariance.a22 * weightedY;
    state.a3 += covariance.a31 * weightedX + covariance.a32 * weightedY;
    state.a4 += covariance.a41 * weightedX + covariance.a42 * weightedY;
    reduce(covariance, xx, xy, determinant);
    return distance;
  }

  /** P − P Hᵀ S⁻¹ H P, where H picks the position: S is taken apart by Cholesky, so that two outer products are all that is needed. */
  private void reduce(DMatrix4x4 covariance, double xx, double xy, double determinant) {
    double first = 1 / Math.sqrt(xx);
    double second = Math.sqrt(xx / determinant);
    double across = xy / xx;
    difference.setTo(covariance.a11 * first, covariance.a21 * first, covariance.a31 * first, covariance.a41 * first);
    double x1 = (covariance.a12 - across * covariance.a11) * second;
    double x2 = (covariance.a22 - across * covariance.a21) * second;
    double x3 = (covariance.a32 - across * covariance.a31) * second;
    double x4 = (covariance.a42 - across * covariance.a41) * second;
    CommonOps_DDF4.multAddOuter(1, covariance, -1, difference, difference, covariance);
    difference.setTo(x1, x2, x3, x4);
    CommonOps_DDF4.multAddOuter(1, covariance, -1, difference, difference, covariance);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(noiseScale);
    for (int mode = 0; mode < MODES; mode++) {
      out.writeDouble(weights[mode]);
      for (int row = 0; row < 4; row++) {
        out.writeDouble(states[mode].get(row, 0));
        for (int column = 0; column < 4; column++) {
          out.writeDouble(covariances[mode].get(row, column));
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    noiseScale = in.readDouble();
    for (int mode = 0; mode < MODES; mode++) {
      weights[mode] = in.readDouble();
      for (int row = 0; row < 4; row++) {
        states[mode].set(row, 0, in.readDouble());
        for (int column = 0; column < 4; column++) {
          covariances[mode].set(row, column, in.readDouble());
        }
      }
    }
  }
}
