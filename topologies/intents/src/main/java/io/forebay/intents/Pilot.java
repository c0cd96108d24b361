package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.motion.Route;
import io.forebay.schemas.IntentOutcome;
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

  /** How fast somebody may have gone anywhere meanwhile who was not seen for too long, metres a second (ISO 13855:2010, for a walking body). */
  private static final double WALKING_SPEED = 1.6;

  /** Time over which it shows whether somebody stepped aside. */
  private static final double MEET_SECONDS = 1;

  /** So near, a goal is reached; or within the robot's own radius. */
  private static final double ARRIVED_METRES = 0.3;

  private final SceneRobot spec;
  private final Robot robot;
  private final long staleMillis;
  private final Clearance ground;
  private final Route route;
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
    staleMillis = scene.getStaleAfterMillis();
    this.ground = ground.obstacles().isEmpty() ? Clearance.OPEN : ground::clearance;
    route = spec.getGoal() == null ? null : new Route(ground, spec.getGoal().getX(), spec.getGoal().getY(), robot.radius());
    steering = new Steering(robot, ShieldLimits.DEFAULT, experience);
    personRadius = scene.getPersonRadiusMetres();
    people = new Neighbours(NEIGHBOURS_MAX, personRadius, scene.getHorizonsSeconds().stream().mapToDouble(Double::doubleValue).toArray());
  }

  String subject() {
    return spec.getSubject();
  }

  /** Stands still, whatever was planned. */
  static RobotPlan stop(String reason) {
    return new RobotPlan(0.0, 0.0, 0.0, 1.0, ShieldVerdict.STOPPED, reason, null, null);
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
    if (seen.inDoubt) {
      return stop("Where the robot " + spec.getSubject() + " is, is in doubt.");
    }
    double staleSeconds = staleMillis / 1e3;
    double age = Math.max(0, seconds - seen.seconds);
    if (age > staleSeconds) {
      return stop("The robot " + spec.getSubject() + " was not seen for %.1f s.".formatted(age));
    }
    body.set(seen.x + seen.velocityX * age, seen.y + seen.velocityY * age, seen.velocityX, seen.velocityY);
    people.begin(body);
    for (Subject person : around) {
      if (!person.isPerson()) {
        continue;
      }
      if (person.inDoubt) {
        return stop("Where " + person.name + " is, is in doubt.");
      }
      double unseen = Math.max(0, seconds - person.seconds);
      double deviation = unseen > staleSeconds ? Math.max(person.velocityDeviation, WALKING_SPEED) : person.velocityDeviation;
      people.add(person.x, person.y, person.velocityX, person.velocityY, deviation, unseen, person.forecast);
    }
    Steering.Decision decision = decide(seconds, seed);
    Ruling ruling = decision.ruling();
    return new RobotPlan(
        ruling.vx(),
        ruling.vy(),
        decision.plan().expectedReturn(),
        decision.plan().risk(),
        ShieldVerdict.valueOf(ruling.verdict().name()),
        ruling.reason(),
        people.count() == 0 ? null : decision.separationMetres(),
        Seconds.toInstant(seconds).plusMillis(staleMillis));
  }

  private Steering.Decision decide(double seconds, long seed) {
    if (plan != null && seconds >= plannedSeconds && seconds - plannedSeconds < PLAN_SECONDS) {
      return steering.goOn(plan, body, people, ground);
    }
    double towardsX = body.x();
    double towardsY = body.y();
    if (route != null) {
      route.from(body.x(), body.y());
      towardsX = route.nextX();
      towardsY = route.nextY();
    }
    Steering.Decision decision = steering.decide(body, towardsX, towardsY, people, ground, seed);
    plan = decision.plan();
    plannedSeconds = seconds;
    return decision;
  }

  /** Metres between the circles of the robot and a person at a moment, both going straight on from where they were seen last. */
  double distance(Subject seen, Subject person, double seconds) {
    double passed = Math.max(0, seconds - person.seconds);
    return distance(seen, person.x + person.velocityX * passed, person.y + person.velocityY * passed, seconds);
  }

  private double distance(Subject seen, double x, double y, double seconds) {
    double age = Math.max(0, seconds - seen.seconds);
    return Math.hypot(x - seen.x - seen.velocityX * age, y - seen.y - seen.velocityY * age) - robot.radius() - personRadius;
  }

  /** Learns how far people step aside: somebody who was seen now is elsewhere than where a straight way of about a second has led. */
  void meet(Subject seen, Subject person) {
    Subject.Course before = person.course;
    double passed = before == null ? Double.POSITIVE_INFINITY : person.seconds - before.seconds();
    if (passed < MEET_SECONDS) {
      return;
    }
    if (passed <= 2 * MEET_SECONDS) {
      double expected = distance(seen, before.x() + before.velocityX() * passed, before.y() + before.velocityY() * passed, person.seconds);
      experience.learnResponse(distance(seen, person, person.seconds) - expected, 1 - Math.max(0, expected) / Weights.DEFAULT.comfortMetres());
    }
    person.course = new Subject.Course(person.seconds, person.x, person.y, person.velocityX, person.velocityY);
  }

  /** Notes when the robot comes to its goal. */
  void arrive(Subject seen) {
    if (Double.isNaN(seen.reachedSeconds) && spec.getGoal() != null && fromGoal(seen.x, seen.y) <= Math.max(robot.radius(), ARRIVED_METRES)) {
      seen.reachedSeconds = seen.seconds;
    }
  }

  /** Tells what came of the way to the goal. */
  void tell(Subject seen, IntentOutcome outcome) {
    if (spec.getGoal() == null) {
      return;
    }
    boolean reached = !Double.isNaN(seen.reachedSeconds);
    outcome.setGoalReached(reached);
    outcome.setGoalSeconds(reached ? seen.reachedSeconds - Seconds.of(seen.beganAt) : null);
    outcome.setFreeSeconds(fromGoal(seen.beganX, seen.beganY) / robot.maxSpeed());
  }

  private double fromGoal(double x, double y) {
    return Math.hypot(spec.getGoal().getX() - x, spec.getGoal().getY() - y);
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
