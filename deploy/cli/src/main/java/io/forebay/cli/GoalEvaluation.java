package io.forebay.cli;

import io.forebay.cli.Recording.Point;
import io.forebay.motion.Crowd;
import io.forebay.motion.Forecast;
import io.forebay.motion.Goal;
import io.forebay.motion.Ground;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how early it is known where people go: the crowd learns from the first half of a recording by time, then says for each track of the second, from its first quarter, half and
 * three quarters, which goal it will end nearest to. Nothing is learned from the second half.
 */
final class GoalEvaluation {
  private static final int POINTS_MIN = 8;
  private static final int HEADING_STEPS = 3;
  private static final double ENDS_AFTER_SECONDS = 4;
  private static final double[] HORIZONS = {0.4};
  private static final double[] SHARES = {0.25, 0.5, 0.75};

  /**
   * What was told from one part of the track.
   *
   * @param share of the track that was seen
   * @param top1 share of tracks whose likeliest goal was theirs
   * @param headingTop1 the same of the goal that lies straightest ahead
   * @param priorTop1 the same of the goal where most went in the first half
   * @param brier sum over the goals of the squares of what probabilities were off by, mean of the tracks
   */
  record Part(double share, double top1, double headingTop1, double priorTop1, double brier) {}

  /**
   * The figures of one recording.
   *
   * @param goals how many there are
   * @param tracks how many were tested
   */
  record Scene(String name, int goals, int tracks, List<Part> parts) {}

  /** All recordings. */
  record Report(List<Scene> scenes) {}

  /**
   * Evaluates one recording.
   *
   * @param named empty: goals are learned
   * @throws CommandFailedException where one half has no tracks to learn from or to test on
   */
  Scene run(String name, Recording recording, List<Goal> named) {
    List<Point> points = recording.points();
    double half = (points.getFirst().seconds() + points.getLast().seconds()) / 2;
    var crowd = new Crowd(new Ground(named, List.of()), HORIZONS, ENDS_AFTER_SECONDS);
    new CrowdFeed(crowd, recording, ENDS_AFTER_SECONDS).upTo(half);
    var tested = new ArrayList<List<Point>>();
    for (List<Point> track : recording.tracks().values()) {
      if (track.getFirst().seconds() > half && track.size() >= POINTS_MIN) {
        tested.add(track);
      }
    }
    int goals = 0;
    for (int goal = 0; goal < crowd.goalCount(); goal++) {
      goals += crowd.goalPrior(goal) > 0 ? 1 : 0;
    }
    if (goals == 0 || tested.isEmpty()) {
      throw new CommandFailedException(name + " has no tracks that end in its first half, or none of " + POINTS_MIN + " points that begin in its second.");
    }
    var parts = new ArrayList<Part>();
    for (double share : SHARES) {
      parts.add(part(crowd, tested, share));
    }
    return new Scene(name, goals, tested.size(), List.copyOf(parts));
  }

  private static Part part(Crowd crowd, List<List<Point>> tracks, double share) {
    double[] probabilities = new double[Ground.GOALS_MAX];
    Forecast forecast = crowd.newForecast();
    int right = 0;
    int headingRight = 0;
    int priorRight = 0;
    double brier = 0;
    for (List<Point> track : tracks) {
      int seen = Math.max(2, (int) Math.ceil(share * track.size()));
      int end = crowd.nearestGoal(track.getLast().x(), track.getLast().y());
      crowd.glimpse(
          track.stream().mapToDouble(Point::seconds).toArray(), track.stream().mapToDouble(Point::x).toArray(), track.stream().mapToDouble(Point::y).toArray(), 0, seen,
          probabilities, forecast);
      right += likeliest(crowd, probabilities) == end ? 1 : 0;
      headingRight += ahead(crowd, track.get(Math.max(0, seen - 1 - HEADING_STEPS)), track.get(seen - 1)) == end ? 1 : 0;
      priorRight += likeliest(crowd, priors(crowd)) == end ? 1 : 0;
      for (int goal = 0; goal < crowd.goalCount(); goal++) {
        double off = probabilities[goal] - (goal == end ? 1 : 0);
        brier += off * off;
      }
    }
    double count = tracks.size();
    return new Part(share, right / count, headingRight / count, priorRight / count, brier / count);
  }

  private static double[] priors(Crowd crowd) {
    double[] priors = new double[crowd.goalCount()];
    for (int goal = 0; goal < priors.length; goal++) {
      priors[goal] = crowd.goalPrior(goal);
    }
    return priors;
  }

  private static int likeliest(Crowd crowd, double[] probabilities) {
    int likeliest = 0;
    for (int goal = 1; goal < crowd.goalCount(); goal++) {
      likeliest = probabilities[goal] > probabilities[likeliest] ? goal : likeliest;
    }
    return likeliest;
  }

  /** The goal at the smallest angle to the way of the last steps. */
  private static int ahead(Crowd crowd, Point from, Point to) {
    int straightest = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int goal = 0; goal < crowd.goalCount(); goal++) {
      double toX = crowd.goalX(goal) - to.x();
      double toY = crowd.goalY(goal) - to.y();
      double straight = ((to.x() - from.x()) * toX + (to.y() - from.y()) * toY) / Math.max(1e-9, Math.hypot(toX, toY));
      if (crowd.goalPrior(goal) > 0 && straight > most) {
        most = straight;
        straightest = goal;
      }
    }
    return straightest;
  }
}
