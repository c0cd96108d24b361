package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneRobot;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.steering.Body;
import io.forebay.steering.Clearance;
import io.forebay.steering.Neighbours;
import io.forebay.steering.Plan;
import io.forebay.steering.Planner;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.Shield;
import io.forebay.steering.ShieldLimits;
import io.forebay.steering.Weights;
import java.util.Collection;

/** Steers the robot of a scene: plans, and lets the shield have the last word. */
final class Pilot {
  private static final int NEIGHBOURS_MAX = 32;

  private final SceneRobot spec;
  private final Robot robot;
  private final double staleSeconds;
  private final double endsSeconds;
  private final Clearance ground;
  private final Planner planner;
  private final Shield shield;
  private final Neighbours people;
  private final Body body = new Body();

  Pilot(Scene scene, Ground ground) {
    spec = scene.getRobot();
    robot = new Robot(spec.getRadiusMetres(), spec.getMaxSpeed(), spec.getMaxAcceleration());
    staleSeconds = scene.getStaleAfterMillis() / 1e3;
    endsSeconds = scene.getTrackEndsAfterMillis() / 1e3;
    this.ground = ground.obstacles().isEmpty() ? Clearance.OPEN : ground::clearance;
    planner = new Planner(robot);
    shield = new Shield(robot, ShieldLimits.DEFAULT);
    people = new Neighbours(NEIGHBOURS_MAX, scene.getPersonRadiusMetres(), scene.getHorizonsSeconds().stream().mapToDouble(Double::doubleValue).toArray());
  }

  String subject() {
    return spec.getSubject();
  }

  double radius() {
    return robot.radius();
  }

  /** Stands still, whatever was planned. */
  static RobotPlan stop(String reason) {
    return new RobotPlan(0.0, 0.0, 0.0, 1.0, ShieldVerdict.STOPPED, reason, null);
  }

  /**
   * Plans from a moment on.
   *
   * @param seen the robot as last seen; null: never
   * @param seconds the moment, on the clock of observations
   * @param seed the same gives the same plan
   */
  RobotPlan plan(Subject seen, Collection<Subject> around, double seconds, long seed) {
    if (seen == null) {
      return stop("The robot " + spec.getSubject() + " was not seen yet.");
    }
    double age = Math.max(0, seconds - seen.seconds);
    if (age > staleSeconds) {
      return stop("The robot " + spec.getSubject() + " was not seen for %.1f s.".formatted(age));
    }
    body.set(seen.x + seen.velocityX * age, seen.y + seen.velocityY * age, seen.velocityX, seen.velocityY);
    people.begin(body);
    for (Subject person : around) {
      double unseen = Math.max(0, seconds - person.seconds);
      if (person.isPerson() && unseen <= endsSeconds) {
        people.add(person.x, person.y, person.velocityX, person.velocityY, unseen, person.forecast);
      }
    }
    Plan plan = spec.getGoal() == null ? new Plan(0, 0, 0, 0) : planner.plan(body, spec.getGoal().getX(), spec.getGoal().getY(), people, ground, Weights.DEFAULT, seed);
    Ruling ruling = shield.judge(plan.vx(), plan.vy(), body, people, ground);
    double separation = people.separationMetres(body, robot.radius());
    return new RobotPlan(
        ruling.vx(),
        ruling.vy(),
        plan.expectedReturn(),
        plan.risk(),
        ShieldVerdict.valueOf(ruling.verdict().name()),
        ruling.reason(),
        people.count() == 0 ? null : separation);
  }
}
