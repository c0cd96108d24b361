package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How likely each goal is for somebody, from the way so far.
 *
 * <p>Bayesian inverse planning with a Boltzmann-rational walker (Baker, Saxe and Tenenbaum, Cognition 113, 2009; Ziebart et al., IROS 2009): a goal for which the way so far was a detour
 * is less likely. The rationality, the weight of the heading and that of the prior are those of a conditional logit (McFadden, 1974), learned from tracks that have ended, as is how far people
 * stray from the straight line to where they go. As one weight scales each kind of evidence, the probabilities stay calibrated however much of it has come together.
 */
final class GoalChoice {
  /** Kinds of evidence: prior, detour, angle, nearness, miss, rest. */
  private static final int EVIDENCE = 6;

  /** What each kind weighs before a scene has taught otherwise: about what it came to in each of some recorded ones. */
  private static final double[] WEIGHTS = {0.8, 0.1, 1, 0.8, 1, 1.2};

  private static final double LEARNING = 0.07;
  private static final double DETOUR_MAX = 10;
  private static final double MISS_MAX = 8;

  /** Who is slower than this rests in part, metres a second: half of how people walk. */
  private static final double WALKING_SPEED = 0.7;

  /** How far the way of somebody who heads for a point strays from it, before a scene has taught otherwise, radians; and the bounds of what it may teach. */
  private static final double STRAYING = 0.2;

  private static final double STRAYING_MIN = 0.05;
  private static final double STRAYING_MAX = 1;
  private static final double STRAYING_LEARNING = 0.3;

  /** How far from the middle of a goal people end who head for it, metres. */
  private static final double EXTENT = 1.5;

  private final Goals goals;
  private final GoalWays ways;
  private final double[] weights = WEIGHTS.clone();
  private final double[] slopes = new double[EVIDENCE];
  private final double[] evidence = new double[Goals.MOST * EVIDENCE];
  private final double[] chances = new double[Goals.MOST];

  /** How people of this scene stray, square radians. */
  private double straying = STRAYING * STRAYING;

  private double strayingSlopes;

  /** By goal: what its evidence gains if the logarithm of that grows. */
  private final double[] strayingGains = new double[Goals.MOST];

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

  /**
   * Finds what speaks for each goal: that people come here from there (logarithm of the prior); that the way so far was no detour (metres); that it lies straight ahead; that it is near
   * (logarithm of metres); that the way goes by it closely (metres over the width of a goal); and that somebody rests near it.
   *
   * <p>An angle counts by how unlikely it is for somebody who heads there (Student's distribution with one degree of freedom: people turn corners): a goal close by is wide, so that walking
   * by its middle says little. Who rests is where it wanted to be rather than on its way, and has no heading.
   */
  private void gather(double startX, double startY, double x, double y, double velocityX, double velocityY) {
    int origin = goals.nearest(startX, startY);
    double walked = Math.hypot(x - startX, y - startY);
    double walks = Math.min(1, Math.hypot(velocityX, velocityY) / WALKING_SPEED);
    for (int goal = 0; goal < goals.count(); goal++) {
      if (!goals.counts(goal)) {
        continue;
      }
      double left = ways.distance(goal, x, y);
      double toX = goals.aimX(goal) - x;
      double toY = goals.aimY(goal) - y;
      double straight = Math.hypot(toX, toY);
      double angle = Math.abs(Math.atan2(velocityX * toY - velocityY * toX, velocityX * toX + velocityY * toY));
      double miss = angle > Math.PI / 2 ? straight : straight * Math.sin(angle);
      double squareAngle = angle * angle;
      double variance = straying + EXTENT * EXTENT / (straight * straight + EXTENT * EXTENT);
      double nearness = -Math.log1p(straight);
      int at = goal * EVIDENCE;
      evidence[at] = Math.log(goals.prior(origin, goal));
      evidence[at + 1] = -Math.clamp(walked + left - ways.distance(goal, startX, startY), 0, DETOUR_MAX);
      evidence[at + 2] = -walks * Math.log1p(squareAngle / variance);
      evidence[at + 3] = nearness;
      evidence[at + 4] = -walks * Math.min(MISS_MAX, miss) / Goals.WIDTH;
      evidence[at + 5] = (1 - walks) * nearness;
      strayingGains[goal] = weights[2] * walks * straying * squareAngle / (variance * (variance + squareAngle));
    }
  }

  /** Learns from a track that has ended: one step of Adagrad (Duchi et al., JMLR 12, 2011) up the likelihood for each look at the way. */
  void learn(Track track, int ended) {
    Destiny destiny = track.destiny;
    for (int look = 1; look < destiny.looks; look++) {
      infer(track.startX, track.startY, destiny.lookXs[look], destiny.lookYs[look], destiny.lookVelocityXs[look], destiny.lookVelocityYs[look], chances);
      learnStraying(ended);
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

  private void learnStraying(int ended) {
    double slope = strayingGains[ended];
    for (int goal = 0; goal < goals.count(); goal++) {
      slope -= chances[goal] * strayingGains[goal];
    }
    strayingSlopes += slope * slope;
    double grown = straying * Math.exp(STRAYING_LEARNING * slope / Math.sqrt(1 + strayingSlopes));
    straying = Math.clamp(grown, STRAYING_MIN * STRAYING_MIN, STRAYING_MAX * STRAYING_MAX);
  }

  void write(DataOutput out) throws IOException {
    for (int kind = 0; kind < EVIDENCE; kind++) {
      out.writeDouble(weights[kind]);
      out.writeDouble(slopes[kind]);
    }
    out.writeDouble(straying);
    out.writeDouble(strayingSlopes);
  }

  void read(DataInput in) throws IOException {
    for (int kind = 0; kind < EVIDENCE; kind++) {
      weights[kind] = in.readDouble();
      slopes[kind] = in.readDouble();
    }
    straying = in.readDouble();
    strayingSlopes = in.readDouble();
  }
}
