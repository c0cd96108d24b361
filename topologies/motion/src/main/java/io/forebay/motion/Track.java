package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of one person: where seen lately, filtered velocity, where it may be going, and what came of what was predicted. */
final class Track {
  private static final double STEP = 0.4;
  private static final double LONG = 2.8;

  final History history = new History();
  final Tracker tracker = new Tracker();
  final Cues cues = new Cues();
  final Destiny destiny = new Destiny();
  final Hindsight hindsight = new Hindsight();
  double began;
  double startX;
  double startY;
  double lastX;
  double lastY;
  int observations;
  int jumps;
  private boolean newcomer;

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
    destiny.begin();
    hindsight.begin();
    began = seconds;
    startX = x;
    startY = y;
    lastX = x;
    lastY = y;
    observations = 1;
    jumps = 0;
  }

  /** Goes on; the time is after the last. */
  void follow(double seconds, double x, double y) {
    tracker.follow(seconds - history.last(), x, y);
    history.add(seconds, x, y);
    lastX = x;
    lastY = y;
    observations++;
    jumps = 0;
  }

  /** Takes the cues that positions alone give; those of flow, goals and company are others' to set. */
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

  /** Ends its time as a newcomer once it was seen for long enough to know its velocity, of which the place learns. */
  void introduce(Arrivals arrivals) {
    if (newcomer && !isNew()) {
      arrivals.learn(startX, startY, history.last() - began, lastX, lastY);
      newcomer = false;
    }
  }

  private boolean isNew() {
    return history.last() - began < Arrivals.STEP_SECONDS;
  }

  /**
   * What came of it.
   *
   * @param goal where it ended; −1: at none
   */
  TrackEnd end(int goal) {
    int halfway = goal < 0 ? -1 : destiny.nearest((began + history.last()) / 2);
    return new TrackEnd(
        began,
        history.last(),
        observations,
        goal,
        halfway < 0 ? Double.NaN : destiny.probability(halfway, goal),
        halfway >= 0 && destiny.isLikeliest(halfway, goal),
        hindsight.displacementMean(),
        hindsight.displacementFinal(),
        hindsight.compared(),
        hindsight.coverage50(),
        hindsight.coverage90());
  }

  void write(DataOutput out) throws IOException {
    history.write(out);
    tracker.write(out);
    cues.write(out);
    destiny.write(out);
    hindsight.write(out);
    out.writeDouble(began);
    out.writeDouble(startX);
    out.writeDouble(startY);
    out.writeDouble(lastX);
    out.writeDouble(lastY);
    out.writeInt(observations);
    out.writeByte(jumps);
    out.writeBoolean(newcomer);
  }

  void read(DataInput in) throws IOException {
    history.read(in);
    tracker.read(in);
    cues.read(in);
    destiny.read(in);
    hindsight.read(in);
    began = in.readDouble();
    startX = in.readDouble();
    startY = in.readDouble();
    lastX = in.readDouble();
    lastY = in.readDouble();
    observations = in.readInt();
    jumps = in.readByte();
    newcomer = in.readBoolean();
  }
}
