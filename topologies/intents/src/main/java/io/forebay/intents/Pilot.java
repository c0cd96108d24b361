package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.schemas.Point;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneRobot;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.steering.Body;
import io.forebay.steering.Clearance;
import io.forebay.steering.Experience;
import io.forebay.steering.Neighbours;
import io.forebay.steering.Plan;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.ShieldLimits;
import io.forebay.steering.Steering;
import io.forebay.steering.Weights;
import java.util.Collection;

/** Steers the robot of a scene: plans, and lets the shield have the last word. */
final class Pilot {
  private static final int NEIGHBOURS_MAX = 32;

  /** A plan is for seconds, so it is made twenty times a second, however many people are seen meanwhile; the shield looks at each of them. */
  private static final double PLAN_SECONDS = 0.05;

  private final SceneRobot spec;
  private final Robot robot;
  private final double staleSeconds;
  private final double endsSeconds;
  private final Clearance ground;
  private final Experience experience = new Experience(Weights.DEFAULT);
  private final Steering steering;
  private final Neighbours people;
  private final double personRadius;
  private final Body body = new Body();
  private Plan plan;
  private double plannedSeconds;

  Pilot(Scene scene, Ground ground) {
    spec = scene.getRobot();
    robot = new Robot(spec.getRadiusMetres(), spec.getMaxSpeed(), spec.getMaxAcceleration());
    staleSeconds = scene.getStaleAfterMillis() / 1e3;
    endsSeconds = scene.getTrackEndsAfterMillis() / 1e3;
    this.ground = ground.obstacles().isEmpty() ? Clearance.OPEN : ground::clearance;
    steering = new Steering(robot, ShieldLimits.DEFAULT, experience);
    personRadius = scene.getPersonRadiusMetres();
    people = new Neighbours(NEIGHBOURS_MAX, personRadius, scene.getHorizonsSeconds().stream().mapToDouble(Double::doubleValue).toArray());
  }

  String subject() {
    return spec.getSubject();
  }

  /** Stands still, whatever was planned. */
  static RobotPlan stop(String reason) {
    return new RobotPlan(0.0, 0.0, 0.0, 1.0, ShieldVerdict.STOPPED, reason, null);
  }

  /**
   * Plans from a moment on, or goes on with the plan of a moment ago.
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
        people.add(person.x, person.y, person.velocityX, person.velocityY, person.velocityDeviation, unseen, person.forecast);
      }
    }
    double goalX = spec.getGoal() == null ? body.x() : spec.getGoal().getX();
    double goalY = spec.getGoal() == null ? body.y() : spec.getGoal().getY();
    boolean goesOn = plan != null && seconds >= plannedSeconds && seconds - plannedSeconds < PLAN_SECONDS;
    Steering.Decision decision = goesOn ? steering.goOn(plan, body, people, ground) : steering.decide(body, goalX, goalY, people, ground, seed);
    if (!goesOn) {
      plan = decision.plan();
      plannedSeconds = seconds;
    }
    Ruling ruling = decision.ruling();
    return new RobotPlan(
        ruling.vx(),
        ruling.vy(),
        decision.plan().expectedReturn(),
        decision.plan().risk(),
        ShieldVerdict.valueOf(ruling.verdict().name()),
        ruling.reason(),
        people.count() == 0 ? null : decision.separationMetres());
  }

  /** Metres between the circles of the robot and a person. */
  double distance(Subject seen, Subject person) {
    return distance(seen, person.x, person.y);
  }

  private double distance(Subject seen, double x, double y) {
    return Math.hypot(x - seen.x, y - seen.y) - robot.radius() - personRadius;
  }

  /**
   * Learns how far people step aside: somebody is somewhere else than a straight way would have led.
   *
   * @param seen the robot
   * @param person as last seen
   * @param at where the person is now
   * @param seconds when that is
   */
  void meet(Subject seen, Subject person, Point at, double seconds) {
    double passed = seconds - person.seconds;
    double expected = distance(seen, person.x + person.velocityX * passed, person.y + person.velocityY * passed);
    experience.learnResponse(distance(seen, at.getX(), at.getY()) - expected, 1 - Math.max(0, expected) / Weights.DEFAULT.comfortMetres());
  }

  /** What was learned of people beside the robot. */
  byte[] experience() {
    return experience.write();
  }

  /**
   * Takes what was learned before.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void remember(byte[] learned) {
    experience.read(learned);
  }
}
