package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What was predicted of one person and what then came: keeps the cues of some moments until each time ahead has come, lets the place learn from them, and counts how far off they were.
 * No more is kept than the horizon needs: a moment every 0.35 s, 16 of them; where there are more, the oldest goes.
 */
final class Hindsight {
  private static final int PENDING = 16;
  private static final double SNAPSHOT_SECONDS = 0.35;

  /** No lesson from somebody seen for less. */
  private static final double LESSON_SECONDS = 1.15;

  private final Cues[] pending = new Cues[PENDING];
  private final int[] due = new int[PENDING];
  private int oldest;
  private int waiting;
  private long compared;
  private double displacement;
  private long within50;
  private long within90;
  private long comparedLast;
  private double displacementLast;

  Hindsight() {
    for (int at = 0; at < PENDING; at++) {
      pending[at] = new Cues();
    }
  }

  void begin() {
    oldest = 0;
    waiting = 0;
    compared = 0;
    displacement = 0;
    within50 = 0;
    within90 = 0;
    comparedLast = 0;
    displacementLast = 0;
  }

  /**
   * Keeps what is known now, until it is known what came; where the last that was kept is old enough.
   *
   * @param began time of the first observation, seconds
   */
  void remember(Cues cues, double began) {
    double now = cues.seconds;
    if (now - began < LESSON_SECONDS || (waiting > 0 && now - pending[(oldest + waiting - 1) % PENDING].seconds < SNAPSHOT_SECONDS)) {
      return;
    }
    if (waiting == PENDING) {
      oldest = (oldest + 1) % PENDING;
      waiting--;
    }
    int at = (oldest + waiting) % PENDING;
    cues.copyTo(pending[at]);
    due[at] = 0;
    waiting++;
  }

  /** Lets a place learn from what was predicted for times that have come. */
  void learn(History history, Predictor predictor, Flow flow) {
    double now = history.last();
    for (int entry = 0; entry < waiting; entry++) {
      int at = (oldest + entry) % PENDING;
      Cues then = pending[at];
      while (due[at] < Knots.COUNT && then.seconds + Knots.seconds(due[at]) <= now + 1e-6) {
        int knot = due[at]++;
        history.find(then.seconds + Knots.seconds(knot));
        compare(predictor, then, knot, history.x(), history.y());
        predictor.learn(then, knot, history.x(), history.y());
        if (knot == Knots.COUNT - 1) {
          flow.learn(then, (history.x() - then.x) / Knots.seconds(knot), (history.y() - then.y) / Knots.seconds(knot));
        }
      }
    }
    while (waiting > 0 && due[oldest] == Knots.COUNT) {
      oldest = (oldest + 1) % PENDING;
      waiting--;
    }
  }

  private void compare(Predictor predictor, Cues then, int knot, double x, double y) {
    double error = predictor.error(then, knot, x, y);
    compared++;
    displacement += error;
    double share = predictor.share(then, knot, x, y);
    within50 += share <= 0.5 ? 1 : 0;
    within90 += share <= 0.9 ? 1 : 0;
    if (knot == Knots.COUNT - 1) {
      comparedLast++;
      displacementLast += error;
    }
  }

  /** How many predictions could be compared. */
  long compared() {
    return compared;
  }

  /** Mean distance from the mean of a prediction, metres; not a number where none could be compared. */
  double displacementMean() {
    return displacement / compared;
  }

  /** The same of those furthest ahead. */
  double displacementFinal() {
    return displacementLast / comparedLast;
  }

  /** Share of what came in the region of 50 %; not a number where nothing could be compared. */
  double coverage50() {
    return (double) within50 / compared;
  }

  /** The same of 90 %. */
  double coverage90() {
    return (double) within90 / compared;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(waiting);
    for (int entry = 0; entry < waiting; entry++) {
      int at = (oldest + entry) % PENDING;
      pending[at].write(out);
      out.writeByte(due[at]);
    }
    out.writeLong(compared);
    out.writeDouble(displacement);
    out.writeLong(within50);
    out.writeLong(within90);
    out.writeLong(comparedLast);
    out.writeDouble(displacementLast);
  }

  void read(DataInput in) throws IOException {
    oldest = 0;
    waiting = in.readByte();
    for (int at = 0; at < waiting; at++) {
      pending[at].read(in);
      due[at] = in.readByte();
    }
    compared = in.readLong();
    displacement = in.readDouble();
    within50 = in.readLong();
    within90 = in.readLong();
    comparedLast = in.readLong();
    displacementLast = in.readDouble();
  }
}
