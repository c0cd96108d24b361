package io.forebay.cli;

import io.forebay.steering.Robot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lets a robot cross recorded scenes, and compares ways of deciding where it goes. */
final class PlanningEvaluation {
  private static final double LIMIT = 3;
  private static final double COLLISION_COST = 10;
  private static final double START_ROOM_METRES = 1;

  private final Robot robot;
  private final double personRadius;
  private final int starts;

  PlanningEvaluation(Robot robot, double personRadius, int starts) {
    this.robot = robot;
    this.personRadius = personRadius;
    this.starts = starts;
  }

  /** Sums over the crossings of a scene. */
  static final class Sum {
    int crossings;
    int arrived;
    int collisions;
    int avoidable;
    int interventions;
    int decisions;
    double ratio;
    double worst = Double.MAX_VALUE;
    double nearest;

    void add(CrossingRun.Result r, double free) {
      crossings++;
      arrived += r.arrived() ? 1 : 0;
      collisions += r.collisions();
      avoidable += r.avoidable();
      interventions += r.interventions();
      decisions += r.decisions();
      ratio += r.seconds() / free;
      worst = Math.min(worst, r.nearestMetres());
      nearest += r.nearestMetres();
    }

    double cost() {
      return ratio + COLLISION_COST * collisions;
    }
  }

  Map<CrossingPolicy.Kind, Sum> scene(ReplayedCrowd crowd) {
    var sums = new EnumMap<CrossingPolicy.Kind, Sum>(CrossingPolicy.Kind.class);
    var policies = new CrossingPolicies(crowd, robot, personRadius);
    var nobody = new ReplayedCrowd(List.of(new Recording.Sighting(-1, "", 0, 0)));
    for (CrossingPolicy.Kind kind : Boolean.getBoolean("only") ? new CrossingPolicy.Kind[] {CrossingPolicy.Kind.STEERING} : CrossingPolicy.Kind.values()) {
      var sum = new Sum();
      for (Crossing crossing : crossings(crowd)) {
        double free =
            new CrossingRun(nobody, robot, personRadius, crossing, policies.of(CrossingPolicy.Kind.ALWAYS_GO, crossing), 1000).run().seconds();
        var res = new CrossingRun(crowd, robot, personRadius, crossing, policies.of(kind, crossing), LIMIT * free).run();
        if (Boolean.getBoolean("slow") && res.seconds() > 1.6 * free) System.out.printf("   start slow %s %.2f%n", crossing, res.seconds() / free);
        sum.add(res, free);
      }
      sums.put(kind, sum);
    }
    return sums;
  }

  private List<Crossing> crossings(ReplayedCrowd crowd) {
    double west = crowd.x(0.1);
    double east = crowd.x(0.9);
    double south = crowd.y(0.1);
    double north = crowd.y(0.9);
    double x = (west + east) / 2;
    double y = (south + north) / 2;
    double[][] ways = {{west, y, east, y}, {x, south, x, north}, {east, south, west, north}, {east, y, west, y}, {x, north, x, south}, {west, south, east, north}};
    var crossings = new ArrayList<Crossing>();
    double longest = LIMIT * (Math.hypot(east - west, north - south) / robot.maxSpeed() + robot.stoppingSeconds());
    for (int start = 0; start < starts; start++) {
      for (double[] way : ways) {
        double at = 4 + start * Math.max(0, crowd.endSeconds() - longest - 4) / starts;
        double latest = at + 20;
        while (crowd.nearest(at, way[0], way[1]) < START_ROOM_METRES + robot.radius() + personRadius && at < latest) {
          at += 0.4;
        }
        if (at < latest) crossings.add(new Crossing(at, way[0], way[1], way[2], way[3]));
      }
    }
    return crossings;
  }

  public static void main(String[] args) {
    for (String a : args) {
      var crowd = new ReplayedCrowd(Recording.read(java.nio.file.Path.of(a)).sightings());
      var e = new PlanningEvaluation(new Robot(0.3, 1.4, Double.parseDouble(System.getProperty("acc", "2"))), 0.3, Integer.getInteger("starts", 5));
      CrossingPolicies.nanos = CrossingPolicies.plans = 0;
      System.out.println(a.replaceAll(".*/", ""));
      e.scene(crowd).forEach((k, s) -> System.out.printf("  %-15s n %d arrived %d coll %d avoidable %d ratio %.3f minroom %.2f meanroom %.2f interv %.3f cost %.1f%n", k, s.crossings, s.arrived, s.collisions, s.avoidable, s.ratio / s.crossings, s.worst, s.nearest / s.crossings, (double) s.interventions / s.decisions, s.cost()));
      System.out.printf("  %.0f us/decision%n", CrossingPolicies.nanos / 1e3 / CrossingPolicies.plans);
    }
  }
}
