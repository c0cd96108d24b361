package io.forebay.cli;

import io.forebay.steering.Body;
import io.forebay.steering.Clearance;
import io.forebay.steering.Experience;
import io.forebay.steering.Neighbours;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.ShieldLimits;
import io.forebay.steering.Steering;
import io.forebay.steering.Verdict;
import io.forebay.steering.Weights;

/** Makes the policies that are compared. */
final class CrossingPolicies {
  /** Room between the circles, beyond what it takes to stop, at which one that stops when somebody is near does so. */
  private static final double NEAR_METRES = 0.5;

  private static final int PEOPLE_MAX = 128;
  private static final double NANOS_PER_MICRO = 1_000;

  private final ReplayedCrowd crowd;
  private final ForeseenCrowd foreseen;
  private final Robot robot;
  private final double personRadius;
  private final Neighbours people;
  private long nanos;
  private long decisions;

  CrossingPolicies(ReplayedCrowd crowd, Robot robot, double personRadius) {
    this.crowd = crowd;
    this.robot = robot;
    this.personRadius = personRadius;
    foreseen = new ForeseenCrowd(crowd);
    people = new Neighbours(PEOPLE_MAX, personRadius, ForeseenCrowd.HORIZONS);
  }

  /** A policy for one crossing. */
  CrossingPolicy of(CrossingPolicy.Kind kind, Crossing crossing) {
    return switch (kind) {
      case ALWAYS_GO -> (_, body) -> go(body, crossing);
      case STOP_WHEN_NEAR -> (seconds, body) -> isNear(seconds, body) ? Ruling.stop("Somebody is near.") : go(body, crossing);
      case STEERING -> {
        var steering = new Steering(robot, ShieldLimits.DEFAULT, new Experience(Weights.DEFAULT));
        yield (seconds, body) -> steer(steering, seconds, body, crossing);
      }
    };
  }

  /** Mean time of a decision by steering, without what finds the forecasts. */
  double microsPerDecision() {
    return decisions == 0 ? 0 : nanos / NANOS_PER_MICRO / decisions;
  }

  private Ruling steer(Steering steering, double seconds, Body body, Crossing crossing) {
    foreseen.look(seconds, body, people);
    long began = System.nanoTime();
    Ruling ruling = steering.decide(body, crossing.goalX(), crossing.goalY(), people, Clearance.OPEN, Double.doubleToLongBits(seconds)).ruling();
    nanos += System.nanoTime() - began;
    decisions++;
    return ruling;
  }

  private boolean isNear(double seconds, Body body) {
    double room = crowd.nearest(seconds, body.x(), body.y()) - robot.radius() - personRadius;
    return room < robot.stoppingMetres() + NEAR_METRES;
  }

  private Ruling go(Body body, Crossing crossing) {
    double distance = body.distance(crossing.goalX(), crossing.goalY());
    double speed = Math.min(robot.maxSpeed(), Math.sqrt(2 * robot.maxAcceleration() * distance));
    double share = distance > 0 ? speed / distance : 0;
    return new Ruling((crossing.goalX() - body.x()) * share, (crossing.goalY() - body.y()) * share, Verdict.KEPT, "", 0);
  }
}
