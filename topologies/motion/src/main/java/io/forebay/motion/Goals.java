package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where people of one scene head: the goals that it names, or those learned from where tracks end; how many went from where to where; and how likely each is for somebody, from the
 * way so far.
 *
 * <p>Bayesian inverse planning with a Boltzmann-rational walker (Baker, Saxe and Tenenbaum, Cognition 113, 2009; Ziebart et al., IROS 2009): a goal for which the way so far was a detour
 * is less likely. The rationality, the weight of the heading and that of the prior are those of a conditional logit (McFadden, 1974), learned from tracks that have ended; as one weight
 * scales each kind of evidence, the probabilities stay calibrated however much of it has come together.
 */
final class Goals {
  /** Most goals of a scene. */
  static final int MOST = 12;

  /** Ends further than this from every goal are a new one, metres: exits of streets and halls are some metres wide. */
  private static final double WIDTH = 4;

  private static final double NAMED_WIDTH = 3;
  /** Ends that say where people aim who head for a named goal, until which its middle counts as much. */
  private static final double AIM_PRIOR = 5;

  private static final int TRACK_MIN = 5;
  private static final double SHARE_MIN = 0.02;
  private static final double ORIGIN_PRIOR = 5;
  private static final int EVIDENCE = 5;
  private static final double MISS_MAX = 8;
  private static final double DETOUR_MAX = 10;
  private static final double[] WEIGHTS = {0.8, 0.1, 1.5, 0.6, 1.5};
  private static final double SLOPE_METRES = 0.5;
  private static final double LEARNING = 0.07;

  private final Ground ground;
  private final boolean named;
  private int count;
  private double ends;
  private final double[] xs = new double[MOST];
  private final double[] ys = new double[MOST];
  private final double[] endXs = new double[MOST];
  private final double[] endYs = new double[MOST];
  private final double[] counts = new double[MOST];
  private final double[] journeys = new double[(MOST + 1) * MOST];
  private final double[] weights = WEIGHTS.clone();
  private final double[] slopes = new double[EVIDENCE];
  private final PathField[] fields = new PathField[MOST];
  private final double[] evidence = new double[MOST * EVIDENCE];
  private final double[] chances = new double[MOST];
  private double towardsX;
  private double towardsY;

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
  private double aimX(int goal) {
    return named ? (AIM_PRIOR * xs[goal] + endXs[goal]) / (AIM_PRIOR + counts[goal]) : xs[goal];
  }

  private double aimY(int goal) {
    return named ? (AIM_PRIOR * ys[goal] + endYs[goal]) / (AIM_PRIOR + counts[goal]) : ys[goal];
  }

  String id(int goal) {
    return named ? ground.goals().get(goal).id() : "learned-" + (goal + 1);
  }

  /** Whether it is one to reckon with: named, or learned from enough ends. */
  boolean counts(int goal) {
    return goal < count && (named || counts[goal] >= Math.max(2, SHARE_MIN * ends));
  }

  /** Share of all ends that were there, with one more for each goal. */
  double prior(int goal) {
    double all = 0;
    for (int other = 0; other < count; other++) {
      all += counts(other) ? counts[other] + 1 : 0;
    }
    return counts(goal) ? (counts[goal] + 1) / all : 0;
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

  private double straight(int goal, double x, double y) {
    return named ? ground.goals().get(goal).distance(x, y) : Math.hypot(x - xs[goal], y - ys[goal]);
  }

  /** Sets the probability of each goal, for somebody who began there, is here, and moves like this. */
  void infer(double startX, double startY, double x, double y, double velocityX, double velocityY, double[] probabilities) {
    Arrays.fill(probabilities, 0);
    if (count == 0) {
      return;
    }
    gather(startX, startY, x, y, velocityX, velocityY);
    double most = Double.NEGATIVE_INFINITY;
    for (int goal = 0; goal < count; goal++) {
      if (counts(goal)) {
        double sum = 0;
        for (int kind = 0; kind < EVIDENCE; kind++) {
          sum += weights[kind] * evidence[goal * EVIDENCE + kind];
        }
        probabilities[goal] = sum;
        most = Math.max(most, sum);
      }
    }
    double all = 0;
    for (int goal = 0; goal < count; goal++) {
      probabilities[goal] = counts(goal) ? Math.exp(probabilities[goal] - most) : 0;
      all += probabilities[goal];
    }
    for (int goal = 0; goal < count && all > 0; goal++) {
      probabilities[goal] /= all;
    }
  }

  /** What speaks for each goal: the prior by origin, the detour, the heading, the nearness, and both of the last together. */
  private void gather(double startX, double startY, double x, double y, double velocityX, double velocityY) {
    int origin = nearest(startX, startY);
    double walked = Math.hypot(x - startX, y - startY);
    double speed = Math.hypot(velocityX, velocityY);
    double moving = Math.min(1, speed / 0.5);
    for (int goal = 0; goal < count; goal++) {
      if (!counts(goal)) {
        continue;
      }
      double left = distance(goal, x, y);
      double toX = aimX(goal) - x;
      double toY = aimY(goal) - y;
      double straight = Math.hypot(toX, toY);
      double angle = Math.abs(Math.atan2(velocityX * toY - velocityY * toX, velocityX * toX + velocityY * toY));
      int at = goal * EVIDENCE;
      evidence[at] = Math.log(journeyPrior(origin, goal));
      evidence[at + 1] = -Math.clamp(walked + left - distance(goal, startX, startY), 0, DETOUR_MAX);
      evidence[at + 2] = -moving * angle;
      evidence[at + 3] = -Math.log1p(straight);
      evidence[at + 4] = -moving * Math.min(MISS_MAX, angle > Math.PI / 2 ? straight : straight * Math.sin(angle)) / WIDTH;
    }
  }

  private double journeyPrior(int origin, int goal) {
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

  /** Metres to walk to a goal. */
  double distance(int goal, double x, double y) {
    if (ground.obstacles().isEmpty()) {
      return Math.hypot(xs[goal] - x, ys[goal] - y);
    }
    return field(goal).distance(x, y);
  }

  /** Finds the unit vector in which the way to a goal goes on, around obstacles down the slope of the distance; read from {@link #towardsX()} and {@link #towardsY()}. */
  void turnTowards(int goal, double x, double y) {
    double straightX = xs[goal] - x;
    double straightY = ys[goal] - y;
    double distance = Math.hypot(straightX, straightY);
    towardsX = straightX / distance;
    towardsY = straightY / distance;
    if (ground.obstacles().isEmpty() || distance < SLOPE_METRES) {
      return;
    }
    double slopeX = distance(goal, x - SLOPE_METRES, y) - distance(goal, x + SLOPE_METRES, y);
    double slopeY = distance(goal, x, y - SLOPE_METRES) - distance(goal, x, y + SLOPE_METRES);
    double length = Math.hypot(slopeX, slopeY);
    if (length > 0) {
      towardsX = slopeX / length;
      towardsY = slopeY / length;
    }
  }

  double towardsX() {
    return towardsX;
  }

  double towardsY() {
    return towardsY;
  }

  /** Learned goals move a little with each end; their field is that of the whole metre they are at, whenever it was made. */
  private PathField field(int goal) {
    double x = Math.rint(xs[goal]);
    double y = Math.rint(ys[goal]);
    if (fields[goal] == null || fields[goal].goalX() != x || fields[goal].goalY() != y) {
      fields[goal] = new PathField(ground, x, y);
    }
    return fields[goal];
  }

  /**
   * Learns from a track that has ended. Where goals are named, whoever left for one that cannot be seen from here headed for the nearest.
   *
   * @return the goal where it ended; −1: at none
   */
  int learn(Track track) {
    if (track.observations < TRACK_MIN) {
      return -1;
    }
    int reached = at(track.lastX, track.lastY);
    int headed = named ? nearest(track.lastX, track.lastY) : reached;
    if (headed >= 0) {
      learnWeights(track, headed);
    }
    int goal = named ? headed : place(track.lastX, track.lastY);
    if (goal >= 0) {
      endXs[goal] += track.lastX;
      endYs[goal] += track.lastY;
      counts[goal]++;
      ends++;
      int origin = nearest(track.startX, track.startY);
      if (origin >= 0) {
        journeys[origin * MOST + goal]++;
      }
    }
    return reached;
  }

  /** The goal of an end, made if need be; DP-means (Kulis and Jordan, ICML 2012), one end at a time. */
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
    for (int from = 0; from <= MOST; from++) {
      journeys[from * MOST + made] = 0;
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

  /** One step of Adagrad (Duchi et al., JMLR 12, 2011) up the likelihood for each look at the way. */
  private void learnWeights(Track track, int ended) {
    Destiny destiny = track.destiny;
    for (int look = 1; look < destiny.looks; look++) {
      infer(track.startX, track.startY, destiny.lookXs[look], destiny.lookYs[look], destiny.lookVelocityXs[look], destiny.lookVelocityYs[look], chances);
      for (int kind = 0; kind < EVIDENCE; kind++) {
        double slope = evidence[ended * EVIDENCE + kind];
        for (int goal = 0; goal < count; goal++) {
          slope -= chances[goal] * evidence[goal * EVIDENCE + kind];
        }
        slopes[kind] += slope * slope;
        weights[kind] = Math.max(0, weights[kind] + LEARNING * slope / Math.sqrt(1 + slopes[kind]));
      }
    }
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
    for (int kind = 0; kind < EVIDENCE; kind++) {
      out.writeDouble(weights[kind]);
      out.writeDouble(slopes[kind]);
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
    for (int kind = 0; kind < EVIDENCE; kind++) {
      weights[kind] = in.readDouble();
      slopes[kind] = in.readDouble();
    }
  }
}
