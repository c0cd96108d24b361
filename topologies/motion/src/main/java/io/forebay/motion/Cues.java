package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What can be known now of where somebody will be: some velocities, in metres a second, each one's guess of how the walk goes on. The guess of the goals is one for each
 * likely goal; where a mean is asked for, they count by their probabilities.
 */
final class Cues {
  static final int COUNT = 6;
  static final int LAST = 0;
  static final int BEFORE = 1;
  static final int LONG = 2;
  static final int TRACKED = 3;
  static final int FLOW = 4;
  static final int GOAL = 5;

  /** How many goals are told apart; the rest of the probability goes straight on. */
  static final int GOALS = 4;

  final double[] xs = new double[COUNT];
  final double[] ys = new double[COUNT];
  final double[] goalWeights = new double[GOALS];
  final double[] goalXs = new double[GOALS];
  final double[] goalYs = new double[GOALS];
  /** By how much the velocity of whoever walks along differs from the last; 0: nobody does. */
  double companionX;

  double companionY;

  /** How uncertain the velocities of a newcomer are, metres a second; 0 once they were seen. */
  double deviation;

  double seconds;
  double x;
  double y;

  void set(int cue, double velocityX, double velocityY) {
    xs[cue] = velocityX;
    ys[cue] = velocityY;
  }

  /** Says what the goals mean; the last of them stands for none. */
  void setGoal(int goal, double weight, double velocityX, double velocityY) {
    goalWeights[goal] = weight;
    goalXs[goal] = velocityX;
    goalYs[goal] = velocityY;
  }

  /** Takes the mean over the goals as the cue of the goals. */
  void blendGoals() {
    xs[GOAL] = 0;
    ys[GOAL] = 0;
    for (int goal = 0; goal < GOALS; goal++) {
      xs[GOAL] += goalWeights[goal] * goalXs[goal];
      ys[GOAL] += goalWeights[goal] * goalYs[goal];
    }
  }

  /** Metres a second, of the last step. */
  double speed() {
    return Math.hypot(xs[LAST], ys[LAST]);
  }

  void copyTo(Cues other) {
    System.arraycopy(xs, 0, other.xs, 0, COUNT);
    System.arraycopy(ys, 0, other.ys, 0, COUNT);
    System.arraycopy(goalWeights, 0, other.goalWeights, 0, GOALS);
    System.arraycopy(goalXs, 0, other.goalXs, 0, GOALS);
    System.arraycopy(goalYs, 0, other.goalYs, 0, GOALS);
    other.companionX = companionX;
    other.companionY = companionY;
    other.deviation = deviation;
    other.seconds = seconds;
    other.x = x;
    other.y = y;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(companionX);
    out.writeDouble(companionY);
    out.writeDouble(deviation);
    out.writeDouble(seconds);
    out.writeDouble(x);
    out.writeDouble(y);
    for (int cue = 0; cue < COUNT; cue++) {
      out.writeDouble(xs[cue]);
      out.writeDouble(ys[cue]);
    }
    for (int goal = 0; goal < GOALS; goal++) {
      out.writeDouble(goalWeights[goal]);
      out.writeDouble(goalXs[goal]);
      out.writeDouble(goalYs[goal]);
    }
  }

  void read(DataInput in) throws IOException {
    companionX = in.readDouble();
    companionY = in.readDouble();
    deviation = in.readDouble();
    seconds = in.readDouble();
    x = in.readDouble();
    y = in.readDouble();
    for (int cue = 0; cue < COUNT; cue++) {
      set(cue, in.readDouble(), in.readDouble());
    }
    for (int goal = 0; goal < GOALS; goal++) {
      setGoal(goal, in.readDouble(), in.readDouble(), in.readDouble());
    }
  }
}
