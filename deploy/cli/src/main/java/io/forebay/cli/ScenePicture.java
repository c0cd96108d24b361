package io.forebay.cli;

import io.forebay.motion.Crowd;
import io.forebay.motion.Forecast;
import io.forebay.motion.Ground;
import io.forebay.motion.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A recorded scene at one moment: who is there, where they came from, where they may be, where people head. Only what was seen until then is known.
 *
 * @param seconds of the recording
 * @param people who were seen just before
 * @param goals where people head, likeliest first
 * @param obstacles outlines, x and y by turns, metres
 * @param bounds of all the recording
 */
record ScenePicture(double seconds, List<Person> people, List<Goal> goals, List<double[]> obstacles, Bounds bounds) {
  /** How far ahead regions are drawn, seconds. */
  static final double[] HORIZONS = {0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.4, 4.8};

  private static final double ENDS_AFTER_SECONDS = 4;
  private static final double SEEN_SECONDS = 0.9;

  /**
   * Somebody.
   *
   * @param past where it was seen, the last is where it is; x and y, metres
   * @param ahead where it may be at each of the horizons
   * @param future where it then was, for those who look; metres
   */
  record Person(String subject, List<double[]> past, List<Moments> ahead, List<double[]> future) {}

  /** Least and greatest places, metres. */
  record Bounds(double minX, double minY, double maxX, double maxY) {}

  /** A place that people head for; metres, and the share of those who went there. */
  record Goal(String id, double x, double y, double share) {}

  /**
   * Looks at a recording.
   *
   * @param ground what the scene has; its goals are learned where there are none
   * @throws CommandFailedException where nobody is there at that time
   */
  static ScenePicture at(Recording recording, Ground ground, double seconds) {
    var crowd = new Crowd(ground, HORIZONS, ENDS_AFTER_SECONDS);
    new CrowdFeed(crowd, recording, ENDS_AFTER_SECONDS).upTo(seconds);
    var people = new ArrayList<Person>();
    var forecast = crowd.newForecast();
    for (Map.Entry<String, List<Recording.Point>> track : recording.tracks().entrySet()) {
      String subject = track.getKey();
      if (seconds - crowd.lastSeen(subject) <= SEEN_SECONDS && crowd.forecast(subject, forecast)) {
        people.add(new Person(subject, between(track.getValue(), Double.NEGATIVE_INFINITY, seconds), moments(forecast), between(track.getValue(), seconds, seconds + HORIZONS[HORIZONS.length - 1])));
      }
    }
    if (people.isEmpty()) {
      double last = recording.points().getLast().seconds();
      throw new CommandFailedException("Nobody is there %.1f s after the beginning; the recording lasts %.1f s.".formatted(seconds, last));
    }
    return new ScenePicture(seconds, people, goals(crowd), ground.obstacles(), bounds(recording));
  }

  private static List<double[]> between(List<Recording.Point> track, double after, double upTo) {
    return track.stream().filter(point -> point.seconds() > after && point.seconds() <= upTo).map(point -> new double[] {point.x(), point.y()}).toList();
  }

  private static List<Moments> moments(Forecast forecast) {
    return IntStream.range(0, forecast.horizons()).mapToObj(horizon -> Moments.of(forecast, horizon)).toList();
  }

  private static List<Goal> goals(Crowd crowd) {
    var goals = new ArrayList<Goal>();
    for (int goal = 0; goal < crowd.goalCount(); goal++) {
      goals.add(new Goal(crowd.goalId(goal), crowd.goalX(goal), crowd.goalY(goal), crowd.goalPrior(goal)));
    }
    goals.sort(Comparator.comparingDouble(Goal::share).reversed());
    return goals;
  }

  private static Bounds bounds(Recording recording) {
    var x = recording.points().stream().mapToDouble(Recording.Point::x).summaryStatistics();
    var y = recording.points().stream().mapToDouble(Recording.Point::y).summaryStatistics();
    return new Bounds(x.getMin(), y.getMin(), x.getMax(), y.getMax());
  }
}
