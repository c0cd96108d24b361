package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How likely each goal is for somebody, from the way so far.
 *
 * <p>Bayesian inverse planning with a Boltzmann-rational walker (Baker, Saxe and Tenenbaum, Cognition 113, 2009; Ziebart et al., IROS 2009): a goal for which the way so far was a detour
 * is less likely. The rationality, the weight of the heading and that of the prior are those of a conditional logit (McFadden, 1974), learned from tracks that have ended; as one weight
 * scales each kind of evidence, the probabilities stay calibrated however much of it has come together.
 */
final class GoalChoice {
  private static final int EVIDENCE = 5;
  private static final double MISS_MAX = 8;
  private static final double DETOUR_MAX = 10;
  private static final double[] WEIGHTS = {0.8, 0.1, 1.5, 0.6, 1.5};
  private static final double LEARNING = 0.07;

  private final Goals goals;
  private final GoalWays ways;
  private final double[] weights = WEIGHTS.clone();
  private final double[] slopes = new double[EVIDENCE];
  private final double[] evidence = new double[Goals.MOST * EVIDENCE];
  private final double[] chances = new double[Goals.MOST];

  GoalChoice(Goals goals, GoalWays ways) {
    this.goals = goals;
    this.ways = ways;
  }

  /** Sets the probability of each goal, for somebody who began there, is here, and moves like this; all 0 where there is none. */
  void infer(double startX, double startY, double x, double y, double velocityX, double velocityY, double[] probabilities) {
    Arrays.fill(probabilities, 0);
    gather(startX, startY, x, y, velocityX, velocityY);
    double most = Double.NEGATIVE_INFINITY;
    for (int goal = 0; goal < goals.count(); goal++) {
      if (goals.counts(goal)) {
        double sum = 0;
        for (int kind = 0; kind < EVIDENCE; kind++) {
          sum += weights[kind] * evidence[goal * EVIDENCE + kind];
        }
        probabilities[goal] = sum;
        most = Math.max(most, sum);
      }
    }
    double all = 0;
    for (int goal = 0; goal < goals.count(); goal++) {
      probabilities[goal] = goals.counts(goal) ? Math.exp(probabilities[goal] - most) : 0;
      all += probabilities[goal];
    }
    for (int goal = 0; goal < goals.count() && all > 0; goal++) {
      probabilities[goal] /= all;
    }
  }

  /** What speaks for each goal: the prior by origin, the detour, the heading, the nearness, and both of the last together. */
  private void gather(double startX, double startY, double x, double y, double velocityX, double velocityY) {
    int origin = goals.nearest(startX, startY);
    double walked = Math.hypot(x - startX, y - startY);
    double speed = Math.hypot(velocityX, velocityY);
    double moving = Math.min(1, speed / 0.5);
    for (int goal = 0; goal < goals.count(); goal++) {
      if (!goals.counts(goal)) {
        continue;
      }
      double left = ways.distance(goal, x, y);
      double toX = goals.aimX(goal) - x;
      double toY = goals.aimY(goal) - y;
      double straight = Math.hypot(toX, toY);
      double angle = Math.abs(Math.atan2(velocityX * toY - velocityY * toX, velocityX * toX + velocityY * toY));
      int at = goal * EVIDENCE;
      evidence[at] = Math.log(goals.prior(origin, goal));
      evidence[at + 1] = -Math.clamp(walked + left - ways.distance(goal, startX, startY), 0, DETOUR_MAX);
      evidence[at + 2] = -moving * angle;
      evidence[at + 3] = -Math.log1p(straight);
      evidence[at + 4] = -moving * Math.min(MISS_MAX, angle > Math.PI / 2 ? straight : straight * Math.sin(angle)) / Goals.WIDTH;
    }
  }

  /** Learns from a track that has ended: one step of Adagrad (Duchi et al., JMLR 12, 2011) up the likelihood for each look at the way. */
  void learn(Track track, int ended) {
    Destiny destiny = track.destiny;
    for (int look = 1; look < destiny.looks; look++) {
      infer(track.startX, track.startY, destiny.lookXs[look], destiny.lookYs[look], destiny.lookVelocityXs[look], destiny.lookVelocityYs[look], chances);
      for (int kind = 0; kind < EVIDENCE; kind++) {
        double slope = evidence[ended * EVIDENCE + kind];
        for (int goal = 0; goal < goals.count(); goal++) {
          slope -= chances[goal] * evidence[goal * EVIDENCE + kind];
        }
        slopes[kind] += slope * slope;
        weights[kind] = Math.max(0, weights[kind] + LEARNING * slope / Math.sqrt(1 + slopes[kind]));
      }
    }
  }

  void write(DataOutput out) throws IOException {
    for (int kind = 0; kind < EVIDENCE; kind++) {
      out.writeDouble(weights[kind]);
      out.writeDouble(slopes[kind]);
    }
  }

  void read(DataInput in) throws IOException {
    for (int kind = 0; kind < EVIDENCE; kind++) {
      weights[kind] = in.readDouble();
      slopes[kind] = in.readDouble();
    }
  }
}
