package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How people of one scene move when they come into sight: for each square, mean and variance of the velocities with which tracks began there. One position says nothing of a velocity;
 * where others came from says a lot, and how much they differed says how far to trust it. A square that nobody came by expects no direction, and the speeds of the whole scene.
 *
 * <p>A grid of bounded size that wraps around, as that of {@link Flow}.
 */
final class Arrivals {
  /** Of the first velocity, a track is to be this old, seconds; until then it is a newcomer. */
  static final double STEP_SECONDS = 0.35;

  /** What a speed is worth that was found over a longer time: nothing. */
  private static final double STEP_SECONDS_MAX = 2;

  private static final int SIDE = 32;
  private static final double CELL_METRES = 3;

  /** Square metres by square seconds, along each axis, in a scene that nobody came to yet: people walk at 1.3 m/s, some run. */
  private static final double VARIANCE = 1.5 * 1.5;

  private static final double SCENE_PRIOR = 5;
  private static final double CELL_PRIOR = 1;
  private static final int NUMBERS = 4;

  /** By square: how many, sum along x, sum along y, sum of squares. */
  private final float[] sums = new float[SIDE * SIDE * NUMBERS];

  private double count;
  private double squares;

  /** Learns from a track that is no longer a newcomer's, once. */
  void learn(double startX, double startY, double seconds, double x, double y) {
    if (seconds > STEP_SECONDS_MAX) {
      return;
    }
    double velocityX = (x - startX) / seconds;
    double velocityY = (y - startY) / seconds;
    double square = velocityX * velocityX + velocityY * velocityY;
    int at = at(startX, startY);
    sums[at]++;
    sums[at + 1] += (float) velocityX;
    sums[at + 2] += (float) velocityY;
    sums[at + 3] += (float) square;
    count++;
    squares += square;
  }

  /** Metres a second along x, expected of somebody who comes into sight there. */
  double velocityX(double x, double y) {
    int at = at(x, y);
    return sums[at + 1] / (sums[at] + CELL_PRIOR);
  }

  /** The same along y. */
  double velocityY(double x, double y) {
    int at = at(x, y);
    return sums[at + 2] / (sums[at] + CELL_PRIOR);
  }

  /** Variance of either, m²/s². */
  double variance(double x, double y) {
    double meanX = velocityX(x, y);
    double meanY = velocityY(x, y);
    double anywhere = (SCENE_PRIOR * VARIANCE + squares / 2) / (SCENE_PRIOR + count);
    int at = at(x, y);
    return Math.max(0, (CELL_PRIOR * anywhere + sums[at + 3] / 2) / (CELL_PRIOR + sums[at]) - (meanX * meanX + meanY * meanY) / 2);
  }

  private static int at(double x, double y) {
    int column = Math.floorMod((int) Math.floor(x / CELL_METRES), SIDE);
    int row = Math.floorMod((int) Math.floor(y / CELL_METRES), SIDE);
    return (row * SIDE + column) * NUMBERS;
  }

  void write(DataOutput out) throws IOException {
    int filled = 0;
    for (int at = 0; at < sums.length; at += NUMBERS) {
      filled += sums[at] > 0 ? 1 : 0;
    }
    out.writeDouble(count);
    out.writeDouble(squares);
    out.writeShort(filled);
    for (int at = 0; at < sums.length; at += NUMBERS) {
      if (sums[at] > 0) {
        out.writeShort(at / NUMBERS);
        for (int number = 0; number < NUMBERS; number++) {
          out.writeFloat(sums[at + number]);
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readDouble();
    squares = in.readDouble();
    int filled = in.readUnsignedShort();
    for (int entry = 0; entry < filled; entry++) {
      int at = in.readUnsignedShort() % (SIDE * SIDE) * NUMBERS;
      for (int number = 0; number < NUMBERS; number++) {
        sums[at + number] = in.readFloat();
      }
    }
  }
}
