package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one person's way so far says of each goal of its scene, and what was thought along the way: some looks at even steps of time, every other one dropped whenever they are too
 * many, so that the one in the middle of the track can be found when it ends.
 */
final class Destiny {
  static final int LOOKS = 16;

  final double[] probabilities = new double[Goals.MOST];
  final double[] lookSeconds = new double[LOOKS];
  final double[] lookXs = new double[LOOKS];
  final double[] lookYs = new double[LOOKS];
  final double[] lookVelocityXs = new double[LOOKS];
  final double[] lookVelocityYs = new double[LOOKS];
  final double[] lookProbabilities = new double[LOOKS * Goals.MOST];
  int looks;
  private double stepSeconds;

  void begin() {
    looks = 0;
    stepSeconds = 0.4;
  }

  /** Keeps how it looks now, if the last look is long enough ago. */
  void look(double seconds, double x, double y, double velocityX, double velocityY) {
    if (looks > 0 && seconds - lookSeconds[looks - 1] < stepSeconds - 1e-6) {
      return;
    }
    if (looks == LOOKS) {
      thin();
    }
    lookSeconds[looks] = seconds;
    lookXs[looks] = x;
    lookYs[looks] = y;
    lookVelocityXs[looks] = velocityX;
    lookVelocityYs[looks] = velocityY;
    System.arraycopy(probabilities, 0, lookProbabilities, looks * Goals.MOST, Goals.MOST);
    looks++;
  }

  private void thin() {
    looks = LOOKS / 2;
    stepSeconds *= 2;
    for (int look = 0; look < looks; look++) {
      lookSeconds[look] = lookSeconds[2 * look];
      lookXs[look] = lookXs[2 * look];
      lookYs[look] = lookYs[2 * look];
      lookVelocityXs[look] = lookVelocityXs[2 * look];
      lookVelocityYs[look] = lookVelocityYs[2 * look];
      System.arraycopy(lookProbabilities, 2 * look * Goals.MOST, lookProbabilities, look * Goals.MOST, Goals.MOST);
    }
  }

  /** The look that is nearest to a time; −1 where there is none. */
  int nearest(double seconds) {
    int nearest = -1;
    for (int look = 0; look < looks; look++) {
      if (nearest < 0 || Math.abs(lookSeconds[look] - seconds) < Math.abs(lookSeconds[nearest] - seconds)) {
        nearest = look;
      }
    }
    return nearest;
  }

  /** What a look gave a goal. */
  double probability(int look, int goal) {
    return lookProbabilities[look * Goals.MOST + goal];
  }

  /** Whether a look gave no other goal more. */
  boolean isLikeliest(int look, int goal) {
    double probability = probability(look, goal);
    for (int other = 0; other < Goals.MOST; other++) {
      if (probability(look, other) > probability) {
        return false;
      }
    }
    return probability > 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(looks);
    out.writeDouble(stepSeconds);
    for (double probability : probabilities) {
      out.writeDouble(probability);
    }
    for (int look = 0; look < looks; look++) {
      out.writeDouble(lookSeconds[look]);
      out.writeDouble(lookXs[look]);
      out.writeDouble(lookYs[look]);
      out.writeDouble(lookVelocityXs[look]);
      out.writeDouble(lookVelocityYs[look]);
      for (int goal = 0; goal < Goals.MOST; goal++) {
        out.writeDouble(lookProbabilities[look * Goals.MOST + goal]);
      }
    }
  }

  void read(DataInput in) throws IOException {
    looks = in.readByte();
    stepSeconds = in.readDouble();
    for (int goal = 0; goal < Goals.MOST; goal++) {
      probabilities[goal] = in.readDouble();
    }
    for (int look = 0; look < looks; look++) {
      lookSeconds[look] = in.readDouble();
      lookXs[look] = in.readDouble();
      lookYs[look] = in.readDouble();
      lookVelocityXs[look] = in.readDouble();
      lookVelocityYs[look] = in.readDouble();
      for (int goal = 0; goal < Goals.MOST; goal++) {
        lookProbabilities[look * Goals.MOST + goal] = in.readDouble();
      }
    }
  }
}
