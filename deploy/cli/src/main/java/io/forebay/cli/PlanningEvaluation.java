package io.forebay.cli;

import io.forebay.cli.CrossingPolicy.Kind;
import io.forebay.steering.Robot;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a robot cross recorded scenes among the people in them, and compares ways of deciding where it goes. People are replayed: they walk as they did, whatever the robot does, so each meeting is the robot's to avoid.
 */
final class PlanningEvaluation {
  /** What a collision costs beside the time of a crossing, in free crossings. */
  static final double COLLISION_COST = 10;
  /** Times of the free path after which a crossing is given up. */
  static final double LIMIT = 3;

  private static final double FRAME_SECONDS = 0.4;
  private static final double EDGE = 0.1;
  private static final double BEGIN_SECONDS = 4;
  private static final double START_ROOM_METRES = 1;
  private static final double START_WAIT_SECONDS = 20;
  private static final double FREE_SECONDS_MAX = 1_000;

  private final Robot robot;
  private final double personRadius;
  private final int starts;

  /**
   * @param personRadius of the circle around a person, metres
   * @param starts how many times, evenly over a recording, robots start on each of the six ways
   */
  PlanningEvaluation(Robot robot, double personRadius, int starts) {
    this.robot = robot;
    this.personRadius = personRadius;
    this.starts = starts;
  }

  /** One policy in one scene, or in all. */
  record Score(
      String policy, int crossings, int arrived, int collisions, int avoidable, double nearestMetres, double timeRatio, double interventionShare, double cost) {
    static Score of(Kind kind, List<Timed> runs) {
      int collisions = runs.stream().mapToInt(run -> run.result().collisions()).sum();
      double ratio = runs.stream().mapToDouble(Timed::ratio).average().orElse(0);
      long decisions = runs.stream().mapToLong(run -> run.result().decisions()).sum();
      long interventions = runs.stream().mapToLong(run -> run.result().interventions()).sum();
      return new Score(
          kind.title(),
          runs.size(),
          (int) runs.stream().filter(run -> run.result().arrived()).count(),
          collisions,
          runs.stream().mapToInt(run -> run.result().avoidable()).sum(),
          runs.stream().mapToDouble(run -> run.result().nearestMetres()).min().orElse(0),
          ratio,
          decisions == 0 ? 0 : (double) interventions / decisions,
          ratio + COLLISION_COST * collisions / Math.max(1, runs.size()));
    }
  }

  /** A crossing, and its time beside that of the free path. */
  record Timed(CrossingRun.Result result, double freeSeconds) {
    double ratio() {
      return result.seconds() / freeSeconds;
    }
  }

  /** All policies in one scene. */
  record Scene(String scene, List<Score> scores, double microsPerDecision) {}

  Scene run(String name, Recording recording) {
    var crowd = new ReplayedCrowd(recording.points());
    var nobody = new ReplayedCrowd(List.of(new Recording.Point(-1, "", 0, 0)));
    var policies = new CrossingPolicies(crowd, robot, personRadius);
    List<Crossing> crossings = crossings(crowd);
    if (crossings.isEmpty()) {
      throw new CommandFailedException(name + " leaves a robot no room to start: too short, too small or too crowded.");
    }
    var scores = new ArrayList<Score>();
    for (Kind kind : Kind.values()) {
      var runs = new ArrayList<Timed>();
      for (Crossing crossing : crossings) {
        double free = run(nobody, crossing, policies.of(Kind.ALWAYS_GO, crossing), FREE_SECONDS_MAX).seconds();
        runs.add(new Timed(run(crowd, crossing, policies.of(kind, crossing), LIMIT * free), free));
      }
      scores.add(Score.of(kind, runs));
    }
    return new Scene(name, scores, policies.microsPerDecision());
  }

  private CrossingRun.Result run(ReplayedCrowd crowd, Crossing crossing, CrossingPolicy policy, double limitSeconds) {
    return new CrossingRun(crowd, robot, personRadius, crossing, policy, limitSeconds).run();
  }

  /** Along, across and slantwise over the middle of where people walk, both ways. */
  private List<Crossing> crossings(ReplayedCrowd crowd) {
    double west = crowd.x(EDGE);
    double east = crowd.x(1 - EDGE);
    double south = crowd.y(EDGE);
    double north = crowd.y(1 - EDGE);
    double x = (west + east) / 2;
    double y = (south + north) / 2;
    double[][] ways = {{west, y, east, y}, {x, south, x, north}, {east, south, west, north}, {east, y, west, y}, {x, north, x, south}, {west, south, east, north}};
    double longest = LIMIT * (Math.hypot(east - west, north - south) / robot.maxSpeed() + robot.stoppingSeconds());
    var crossings = new ArrayList<Crossing>();
    for (int start = 0; start < starts; start++) {
      double from = BEGIN_SECONDS + start * Math.max(0, crowd.endSeconds() - longest - BEGIN_SECONDS) / starts;
      for (double[] way : ways) {
        double at = whenFree(crowd, from, way[0], way[1]);
        if (at < from + START_WAIT_SECONDS && Math.hypot(way[2] - way[0], way[3] - way[1]) > robot.radius()) {
          crossings.add(new Crossing(at, way[0], way[1], way[2], way[3]));
        }
      }
    }
    return crossings;
  }

  /** The first frame from a time on at which there is room for a robot. */
  private double whenFree(ReplayedCrowd crowd, double from, double x, double y) {
    double at = from;
    while (at < from + START_WAIT_SECONDS && crowd.nearest(at, x, y) < START_ROOM_METRES + robot.radius() + personRadius) {
      at += FRAME_SECONDS;
    }
    return at;
  }
}
