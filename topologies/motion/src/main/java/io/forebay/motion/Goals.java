package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The goals of one scene: those that it names, or those learned from where tracks end; and how many went from where to where. */
final class Goals {
  /** Most goals of a scene. */
  static final int MOST = 12;

  /** Ends further than this from every goal are a new one, metres: exits of streets and halls are some metres wide. */
  static final double WIDTH = 4;

  private static final double NAMED_WIDTH = 3;

  /** Ends that say where people aim who head for a named goal, until which its middle counts as much. */
  private static final double AIM_PRIOR = 5;

  private static final double SHARE_MIN = 0.02;
  private static final double ORIGIN_PRIOR = 5;

  private final Ground ground;
  private final boolean named;
  private int count;
  private double ends;
  private final double[] xs = new double[MOST];
  private final double[] ys = new double[MOST];
  private final double[] endXs = new double[MOST];
  private final double[] endYs = new double[MOST];
  private final double[] counts = new double[MOST];
  private final double[] journeys = new double[MOST * MOST];

  Goals(Ground ground) {
    this.ground = ground;
    named = !ground.goals().isEmpty();
    count = ground.goals().size();
    for (int goal = 0; goal < count; goal++) {
      xs[goal] = ground.goals().get(goal).centreX();
      ys[goal] = ground.goals().get(goal).centreY();
    }
  }

  int count() {
    return count;
  }

  double x(int goal) {
    return xs[goal];
  }

  double y(int goal) {
    return ys[goal];
  }

  /**
   * Where people aim who head for a goal. A named one is a point or an outline that somebody drew; what is seen of those who go there is where they leave, which may be another side or wide
   * of it. That of a learned goal is the goal.
   */
  double aimX(int goal) {
    return named ? (AIM_PRIOR * xs[goal] + endXs[goal]) / (AIM_PRIOR + counts[goal]) : xs[goal];
  }

  /** The same along y. */
  double aimY(int goal) {
    return named ? (AIM_PRIOR * ys[goal] + endYs[goal]) / (AIM_PRIOR + counts[goal]) : ys[goal];
  }

  String id(int goal) {
    return named ? ground.goals().get(goal).id() : "learned-" + (goal + 1);
  }

  /** Whether it is one to reckon with: named, or learned from enough ends. */
  boolean counts(int goal) {
    return goal < count && (named || counts[goal] >= Math.max(2, SHARE_MIN * ends));
  }

  /** Share of all ends that were there, with one more for each goal; 0 for one that does not count. */
  double prior(int goal) {
    double all = 0;
    for (int other = 0; other < count; other++) {
      all += counts(other) ? counts[other] + 1 : 0;
    }
    return counts(goal) ? (counts[goal] + 1) / all : 0;
  }

  /**
   * Share of those who came from one goal that went to another, drawn to that of all who went there while few have come from it.
   *
   * @param origin −1: nobody knows
   */
  double prior(int origin, int goal) {
    double prior = prior(goal);
    if (origin < 0) {
      return prior;
    }
    double from = 0;
    for (int other = 0; other < count; other++) {
      from += counts(other) ? journeys[origin * MOST + other] : 0;
    }
    return (journeys[origin * MOST + goal] + ORIGIN_PRIOR * prior) / (from + ORIGIN_PRIOR);
  }

  /** The goal nearest to a point, however far; −1 where there is none. */
  int nearest(double x, double y) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int goal = 0; goal < count; goal++) {
      double distance = straight(goal, x, y);
      if (counts(goal) && distance < least) {
        least = distance;
        nearest = goal;
      }
    }
    return nearest;
  }

  /** The goal at a point; −1 where none is near enough. */
  int at(double x, double y) {
    int nearest = nearest(x, y);
    return nearest >= 0 && straight(nearest, x, y) <= (named ? NAMED_WIDTH : WIDTH) ? nearest : -1;
  }

  /** The goal that somebody headed for who was last seen at a point; −1: none. Where goals are named, whoever left for one that cannot be seen from here headed for the nearest. */
  int headedFor(double x, double y) {
    return named ? nearest(x, y) : at(x, y);
  }

  private double straight(int goal, double x, double y) {
    return named ? ground.goals().get(goal).distance(x, y) : Math.hypot(x - xs[goal], y - ys[goal]);
  }

  /** Learns from where a track began and ended. */
  void learn(double startX, double startY, double endX, double endY) {
    int goal = named ? nearest(endX, endY) : place(endX, endY);
    if (goal < 0) {
      return;
    }
    endXs[goal] += endX;
    endYs[goal] += endY;
    counts[goal]++;
    ends++;
    int origin = nearest(startX, startY);
    if (origin >= 0) {
      journeys[origin * MOST + goal]++;
    }
  }

  /** The goal of an end, made if need be, −1 where there is no room for it yet; DP-means (Kulis and Jordan, ICML 2012), one end at a time. */
  private int place(double x, double y) {
    int nearest = -1;
    double least = WIDTH;
    for (int goal = 0; goal < count; goal++) {
      double distance = Math.hypot(x - xs[goal], y - ys[goal]);
      if (distance < least) {
        least = distance;
        nearest = goal;
      }
    }
    if (nearest >= 0) {
      double share = 1 / (counts[nearest] + 1);
      xs[nearest] += share * (x - xs[nearest]);
      ys[nearest] += share * (y - ys[nearest]);
      return nearest;
    }
    int made = count < MOST ? count++ : rarest();
    if (counts[made] > 1) {
      counts[made]--;
      return -1;
    }
    endXs[made] = 0;
    endYs[made] = 0;
    xs[made] = x;
    ys[made] = y;
    counts[made] = 0;
    for (int other = 0; other < MOST; other++) {
      journeys[other * MOST + made] = 0;
    }
    return made;
  }

  private int rarest() {
    int rarest = 0;
    for (int goal = 1; goal < count; goal++) {
      rarest = counts[goal] < counts[rarest] ? goal : rarest;
    }
    return rarest;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(count);
    out.writeDouble(ends);
    for (int goal = 0; goal < count; goal++) {
      out.writeDouble(xs[goal]);
      out.writeDouble(ys[goal]);
      out.writeDouble(endXs[goal]);
      out.writeDouble(endYs[goal]);
      out.writeDouble(counts[goal]);
    }
    for (double journey : journeys) {
      out.writeFloat((float) journey);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readByte();
    ends = in.readDouble();
    for (int goal = 0; goal < count; goal++) {
      xs[goal] = in.readDouble();
      ys[goal] = in.readDouble();
      endXs[goal] = in.readDouble();
      endYs[goal] = in.readDouble();
      counts[goal] = in.readDouble();
    }
    for (int at = 0; at < journeys.length; at++) {
      journeys[at] = in.readFloat();
    }
  }
}
