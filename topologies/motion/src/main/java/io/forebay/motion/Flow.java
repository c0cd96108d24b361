package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How people of one scene have gone on from a place when they headed some way: for each square metre and eighth of the compass, by what factor and angle the velocity of the
 * next seconds differed from the last one's. A grid of bounded size that wraps around, so that a scene of any extent fits; squares that fall together are far apart.
 */
final class Flow {
  private static final int SIDE = 64;
  private static final int HEADINGS = 8;
  private static final double CELL_METRES = 1;
  private static final double SPEED_MIN = 0.2;
  private static final double PRIOR_COUNT = 4;
  private static final double FACTOR_MAX = 3;
  private static final double COUNT_MAX = 200;

  private final float[] counts = new float[SIDE * SIDE * HEADINGS];
  private final float[] reals = new float[SIDE * SIDE * HEADINGS];
  private final float[] imaginaries = new float[SIDE * SIDE * HEADINGS];

  /** Sets the cue of the flow from the last velocity. */
  void cue(Cues cues) {
    double velocityX = cues.xs[Cues.LAST];
    double velocityY = cues.ys[Cues.LAST];
    int at = at(cues);
    double factor = (PRIOR_COUNT + reals[at]) / (PRIOR_COUNT + counts[at]);
    double turn = imaginaries[at] / (PRIOR_COUNT + counts[at]);
    cues.set(Cues.FLOW, velocityX * factor - velocityY * turn, velocityX * turn + velocityY * factor);
  }

  /** Learns the mean velocity of the seconds after the cues were taken, metres a second. */
  void learn(Cues cues, double velocityX, double velocityY) {
    double lastX = cues.xs[Cues.LAST];
    double lastY = cues.ys[Cues.LAST];
    double square = lastX * lastX + lastY * lastY;
    if (square < SPEED_MIN * SPEED_MIN) {
      return;
    }
    double factor = (velocityX * lastX + velocityY * lastY) / square;
    double turn = (velocityY * lastX - velocityX * lastY) / square;
    if (factor * factor + turn * turn > FACTOR_MAX * FACTOR_MAX) {
      return;
    }
    int at = at(cues);
    float keep = counts[at] >= COUNT_MAX ? (float) (1 - 1 / COUNT_MAX) : 1;
    counts[at] = counts[at] * keep + 1;
    reals[at] = reals[at] * keep + (float) factor;
    imaginaries[at] = imaginaries[at] * keep + (float) turn;
  }

  private static int at(Cues cues) {
    int column = Math.floorMod((int) Math.floor(cues.x / CELL_METRES), SIDE);
    int row = Math.floorMod((int) Math.floor(cues.y / CELL_METRES), SIDE);
    double turns = Math.atan2(cues.ys[Cues.LAST], cues.xs[Cues.LAST]) / (2 * Math.PI);
    int heading = Math.floorMod((int) Math.floor(turns * HEADINGS), HEADINGS);
    return (row * SIDE + column) * HEADINGS + heading;
  }

  void write(DataOutput out) throws IOException {
    int filled = 0;
    for (float count : counts) {
      filled += count > 0 ? 1 : 0;
    }
    out.writeInt(filled);
    for (int at = 0; at < counts.length; at++) {
      if (counts[at] > 0) {
        out.writeShort(at);
        out.writeFloat(counts[at]);
        out.writeFloat(reals[at]);
        out.writeFloat(imaginaries[at]);
      }
    }
  }

  void read(DataInput in) throws IOException {
    int filled = in.readInt();
    for (int entry = 0; entry < filled; entry++) {
      int at = in.readUnsignedShort() % counts.length;
      counts[at] = in.readFloat();
      reals[at] = in.readFloat();
      imaginaries[at] = in.readFloat();
    }
  }
}
