package io.forebay.steering;

/** Steers one robot: plans, has the shield look at the plan, and learns. Belongs to one thread. */
public final class Steering {
  private final Robot robot;
  private final Planner planner;
  private final Shield shield;
  private final Experience experience;

  public Steering(Robot robot, ShieldLimits limits, Experience experience) {
    this.robot = robot;
    planner = new Planner(robot);
    shield = new Shield(robot, limits);
    this.experience = experience;
  }

  /**
   * What was decided.
   *
   * @param plan what was planned
   * @param ruling what is to be done
   * @param separationMetres between the circles of the robot and the nearest person now; {@link Double#MAX_VALUE} with nobody there
   */
  public record Decision(Plan plan, Ruling ruling, double separationMetres) {}

  /**
   * Decides. What is not known stops the robot.
   *
   * @param goalX metres
   * @param goalY metres
   * @param seed from the id of the decision: the same decision comes of the same seed
   */
  public Decision decide(Body body, double goalX, double goalY, Neighbours people, Clearance ground, long seed) {
    double separation = people.separationMetres(body, robot.radius());
    if (!body.isKnown() || !people.isKnown() || !Double.isFinite(goalX + goalY)) {
      return stopped("Where the robot, its goal or somebody is, is not known.", separation);
    }
    experience.learnSeparation(separation);
    Plan plan = planner.plan(body, goalX, goalY, people, ground, experience.weights(), seed);
    return new Decision(plan, shield.judge(plan.vx(), plan.vy(), body, people, ground), separation);
  }

  /**
   * Goes on with a plan: the shield looks at it anew, with what is known now.
   *
   * @param plan of a moment ago
   */
  public Decision goOn(Plan plan, Body body, Neighbours people, Clearance ground) {
    return new Decision(plan, shield.judge(plan.vx(), plan.vy(), body, people, ground), people.separationMetres(body, robot.radius()));
  }

  /** What is decided when what is known is too old, or there is no time left to decide: stop. */
  public static Decision stopped(String reason, double separationMetres) {
    return new Decision(new Plan(0, 0, 0, 0), Ruling.stop(reason), separationMetres);
  }
}
