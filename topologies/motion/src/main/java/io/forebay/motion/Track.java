package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of one person: where seen lately, filtered velocity, what was predicted and has not yet come true, and where it may be going. */
final class Track {
  private static final int PENDING = 16;
  private static final double SNAPSHOT_SECONDS = 0.35;
  private static final double STEP = 0.4;
  private static final double LONG = 2.8;

  /** No lesson from somebody seen for less. */
  private static final double LESSON_SECONDS = 1.15;

  final History history = new History();
  final Tracker tracker = new Tracker();
  final Cues cues = new Cues();
  final Destiny destiny = new Destiny();
  private final Cues[] pending = new Cues[PENDING];
  private final int[] due = new int[PENDING];
  private int oldest;
  private int waiting;
  double began;
  double startX;
  double startY;
  double lastX;
  double lastY;
  int observations;
  int jumps;
  private boolean newcomer;
  long compared;
  double displacement;
  long within50;
  long within90;
  long comparedLast;
  double displacementLast;

  Track() {
    for (int at = 0; at < PENDING; at++) {
      pending[at] = new Cues();
    }
  }

  /**
   * Begins.
   *
   * @param velocityX expected of somebody who comes into sight there, metres a second
   * @param velocityY the same
   * @param variance of each of both, m²/s²
   */
  void begin(double seconds, double x, double y, double velocityX, double velocityY, double variance) {
    history.clear();
    history.add(seconds, x, y);
    tracker.begin(x, y, velocityX, velocityY, variance);
    newcomer = true;
    destiny.begin(seconds);
    oldest = 0;
    waiting = 0;
    began = seconds;
    startX = x;
    startY = y;
    lastX = x;
    lastY = y;
    observations = 1;
    jumps = 0;
    compared = 0;
    displacement = 0;
    within50 = 0;
    within90 = 0;
    comparedLast = 0;
    displacementLast = 0;
  }

  void follow(double seconds, double x, double y) {
    tracker.follow(seconds - history.last(), x, y);
    history.add(seconds, x, y);
    lastX = x;
    lastY = y;
    observations++;
    jumps = 0;
  }

  /** Takes the cues that positions alone give; those of flow and goals are others' to set. */
  void readCues() {
    double now = history.last();
    cues.seconds = now;
    cues.x = lastX;
    cues.y = lastY;
    cues.deviation = isNew() ? tracker.velocityDeviation() : 0;
    if (history.size() == 1) {
      for (int cue = 0; cue < Cues.COUNT; cue++) {
        cues.set(cue, tracker.velocityX(), tracker.velocityY());
      }
      return;
    }
    double oneBack = Math.min(STEP, now - history.first());
    history.find(now - oneBack);
    double oneX = history.x();
    double oneY = history.y();
    cues.set(Cues.LAST, (lastX - oneX) / oneBack, (lastY - oneY) / oneBack);
    double twoBack = Math.min(STEP, now - oneBack - history.first());
    if (twoBack > STEP / 4) {
      history.find(now - oneBack - twoBack);
      cues.set(Cues.BEFORE, (oneX - history.x()) / twoBack, (oneY - history.y()) / twoBack);
    } else {
      cues.set(Cues.BEFORE, cues.xs[Cues.LAST], cues.ys[Cues.LAST]);
    }
    double longBack = Math.min(LONG, now - history.first());
    history.find(now - longBack);
    cues.set(Cues.LONG, (lastX - history.x()) / longBack, (lastY - history.y()) / longBack);
    cues.set(Cues.TRACKED, tracker.velocityX(), tracker.velocityY());
  }

  /** Keeps the cues until it is known what came, where the last ones are old enough. */
  void remember() {
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

  /** Ends its time as a newcomer once it was seen for long enough to know its velocity, of which the scene learns. */
  void introduce(Arrivals arrivals) {
    if (newcomer && !isNew()) {
      arrivals.learn(startX, startY, history.last() - began, lastX, lastY);
      newcomer = false;
    }
  }

  private boolean isNew() {
    return history.last() - began < Arrivals.STEP_SECONDS;
  }

  /** Lets a scene learn from what was predicted for times that have come. */
  void learn(Predictor predictor, Flow flow) {
    double now = history.last();
    for (int entry = 0; entry < waiting; entry++) {
      int at = (oldest + entry) % PENDING;
      Cues then = pending[at];
      while (due[at] < Knots.COUNT && then.seconds + Knots.seconds(due[at]) <= now + 1e-6) {
        int knot = due[at]++;
        history.find(then.seconds + Knots.seconds(knot));
        compare(predictor, then, knot);
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

  private void compare(Predictor predictor, Cues then, int knot) {
    double error = predictor.error(then, knot, history.x(), history.y());
    compared++;
    displacement += error;
    double share = predictor.share(then, knot, history.x(), history.y());
    within50 += share <= 0.5 ? 1 : 0;
    within90 += share <= 0.9 ? 1 : 0;
    if (knot == Knots.COUNT - 1) {
      comparedLast++;
      displacementLast += error;
    }
  }

  void write(DataOutput out) throws IOException {
    history.write(out);
    tracker.write(out);
    cues.write(out);
    destiny.write(out);
    out.writeByte(waiting);
    for (int entry = 0; entry < waiting; entry++) {
      int at = (oldest + entry) % PENDING;
      pending[at].write(out);
      out.writeByte(due[at]);
    }
    out.writeDouble(began);
    out.writeDouble(startX);
    out.writeDouble(startY);
    out.writeDouble(lastX);
    out.writeDouble(lastY);
    out.writeInt(observations);
    out.writeByte(jumps);
    out.writeBoolean(newcomer);
    out.writeLong(compared);
    out.writeDouble(displacement);
    out.writeLong(within50);
    out.writeLong(within90);
    out.writeLong(comparedLast);
    out.writeDouble(displacementLast);
  }

  void read(DataInput in) throws IOException {
    history.read(in);
    tracker.read(in);
    cues.read(in);
    destiny.read(in);
    oldest = 0;
    waiting = in.readByte();
    for (int at = 0; at < waiting; at++) {
      pending[at].read(in);
      due[at] = in.readByte();
    }
    began = in.readDouble();
    startX = in.readDouble();
    startY = in.readDouble();
    lastX = in.readDouble();
    lastY = in.readDouble();
    observations = in.readInt();
    jumps = in.readByte();
    newcomer = in.readBoolean();
    compared = in.readLong();
    displacement = in.readDouble();
    within50 = in.readLong();
    within90 = in.readLong();
    comparedLast = in.readLong();
    displacementLast = in.readDouble();
  }
}
