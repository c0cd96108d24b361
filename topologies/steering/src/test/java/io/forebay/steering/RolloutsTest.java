package io.forebay.steering;

import static io.forebay.steering.Surroundings.ROBOT;
import static io.forebay.steering.Surroundings.add;
import static io.forebay.steering.Surroundings.nobody;
import static io.forebay.steering.Surroundings.robot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.motion.Forecast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A robot that drives east at full speed for as long as is imagined, to a goal far beyond. */
class RolloutsTest {
  private static final double SPEED = 1.4;
  private static final double GOAL_X = 100;
  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final Weights TIME_ONLY = new Weights(0, 0, 0.5, 0, 0);
  private static final Weights RISK = new Weights(8, 0, 0.5, 0, 0);

  private final Hazards hazards = new Hazards(ROBOT);
  private final Rollouts rollouts = new Rollouts(ROBOT, hazards);
  private final Body body = robot(0, 0, SPEED, 0);

  @Test
  void costsTheTimeToTheGoal() {
    double[] commands = new double[2 * Hazards.STEPS];
    hazards.load(body, nobody(body), 0.5);

    double cost = rollouts.run(commands, 0, body, 3, 0, Clearance.OPEN, TIME_ONLY, 1, ANY);

    assertThat(cost).isCloseTo((3 - ROBOT.radius()) / SPEED, within(0.3));
    assertThat(run(nobody(body), TIME_ONLY, 1)).isCloseTo((GOAL_X - ROBOT.radius()) / SPEED, within(1e-9));
  }

  @Test
  void costsWaitingAwayFromTheGoalOnceThere() {
    hazards.load(body, nobody(body), 0.5);

    assertThat(rollouts.run(east(), Hazards.STEPS, body, 0, 0, Clearance.OPEN, TIME_ONLY, 1, ANY)).isGreaterThan(Hazards.STEPS * Hazards.STEP_SECONDS);
  }

  @Test
  void costsEffort() {
    Body standing = robot(0, 0, 0, 0);
    double[] commands = east();
    hazards.load(standing, nobody(standing), 0.5);

    double free = rollouts.run(commands, Hazards.STEPS, standing, GOAL_X, 0, Clearance.OPEN, TIME_ONLY, 1, ANY);
    double costly = rollouts.run(commands, Hazards.STEPS, standing, GOAL_X, 0, Clearance.OPEN, new Weights(0, 0, 0.5, 1, 0), 1, ANY);

    assertThat(costly).isGreaterThan(free + 0.1);
  }

  @Test
  void costsNearnessWithinComfortOnly() {
    var nearness = new Weights(0, 1, 0.5, 0, 0);
    double free = run(nobody(body), nearness, 1);

    assertThat(run(standing(2, 0.8), nearness, 1)).isGreaterThan(free + 0.01);
    assertThat(run(standing(2, 1.2), nearness, 1)).isEqualTo(free);
  }

  @Test
  void costsRisk() {
    double free = run(nobody(body), RISK, 1);

    assertThat(run(standing(2, 0.4), RISK, 1)).isCloseTo(free + 8 * rollouts.risk(), within(1e-9));
    assertThat(rollouts.risk()).isGreaterThan(0.2);
  }

  @Test
  void costsMoreForWhatIsAboveTheLimitOfRisk() {
    Neighbours somebody = standing(2, 0.4);
    double free = run(somebody, TIME_ONLY, 1);
    double limited = run(somebody, TIME_ONLY, Planner.RISK_MAX);

    assertThat(limited - free).isGreaterThan(1).isGreaterThan(rollouts.risk() - Planner.RISK_MAX);
    assertThat(run(standing(2, 1.2), TIME_ONLY, Planner.RISK_MAX)).isEqualTo(free);
  }

  @Test
  void countsWhatIsLaterForLess() {
    double soon = riskOf(standing(1.4, 0.4));
    double later = riskOf(standing(1.4 + SPEED * 0.8, 0.4));

    assertThat(later).isGreaterThan(0).isLessThan(0.8 * soon);
  }

  @Test
  void countsAPersonOnceWithTheWorstMoment() {
    Neighbours companion = nobody(body);
    add(companion, 0, 0.75, SPEED, 0);
    Neighbours passing = nobody(body);
    add(passing, 0, 0.75, 0, 0);

    assertThat(riskOf(companion)).isBetween(riskOf(passing) / 2, 0.5);
  }

  @Test
  void countsTwoPeopleAsIndependent() {
    double one = riskOf(standing(2, 0.5));
    Neighbours two = standing(2, 0.5);
    add(two, 2, -0.5, 0, 0);

    assertThat(riskOf(two)).isCloseTo(1 - (1 - one) * (1 - one), within(1e-9));
  }

  @Test
  void weighsThePartsOfAForecast() {
    double certain = riskOf(standing(2, 0.4));
    Neighbours undecided = nobody(body);
    var forecast = new Forecast(2, Surroundings.HORIZONS.length);
    Surroundings.addWalkingOn(forecast, 0.25, 2, 0.4, 0, 0);
    Surroundings.addWalkingOn(forecast, 0.75, 2, 9, 0, 0);
    undecided.add(2, 0.4, 0, 0, 0, 0, forecast);

    assertThat(riskOf(undecided)).isLessThan(0.6 * certain).isGreaterThan(0.2 * certain);
  }

  @Test
  void countsOnPeopleWhoStepAside() {
    Neighbours somebody = standing(2, 0.6);
    double alone = riskOf(somebody);
    run(somebody, new Weights(8, 0, 0.5, 0, 0.3), 1);

    assertThat(rollouts.risk()).isLessThan(0.7 * alone);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5})
  void costsMoreThanAnyWayRoundToDriveThroughAThinWall(double wallX) {
    hazards.load(body, nobody(body), 0.5);

    double through = rollouts.run(east(), Hazards.STEPS, body, GOAL_X, 0, (x, _) -> Math.abs(x - wallX), TIME_ONLY, 1, ANY);

    assertThat(through).isGreaterThan(run(nobody(body), TIME_ONLY, 1) + 9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.1, 5})
  void givesUpNothingThatCostsLessThanEnough(double more) {
    Neighbours people = standing(2, 0.4);
    add(people, 4, -0.5, 0, 0);
    double cost = run(people, Weights.DEFAULT, Planner.RISK_MAX);

    assertThat(again(cost + more)).isEqualTo(cost);
  }

  @Test
  void givesUpWhatCannotComeToLessThanEnough() {
    double cost = run(standing(2, 0.4), Weights.DEFAULT, Planner.RISK_MAX);

    assertThat(again(cost - 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private double again(double enough) {
    return rollouts.run(east(), Hazards.STEPS, body, GOAL_X, 0, Clearance.OPEN, Weights.DEFAULT, Planner.RISK_MAX, enough);
  }

  private double riskOf(Neighbours people) {
    run(people, RISK, 1);
    return rollouts.risk();
  }

  private double run(Neighbours people, Weights weights, double riskMax) {
    hazards.load(body, people, weights.comfortMetres());
    return rollouts.run(east(), Hazards.STEPS, body, GOAL_X, 0, Clearance.OPEN, weights, riskMax, ANY);
  }

  private Neighbours standing(double x, double y) {
    Neighbours people = nobody(body);
    add(people, x, y, 0, 0);
    return people;
  }

  private static double[] east() {
    double[] commands = new double[2 * Hazards.STEPS];
    for (int step = 0; step < Hazards.STEPS; step++) {
      commands[2 * step] = SPEED;
    }
    return commands;
  }
}
