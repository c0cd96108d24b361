package io.forebay.steering;

import static io.forebay.steering.Surroundings.ROBOT;
import static io.forebay.steering.Surroundings.add;
import static io.forebay.steering.Surroundings.nobody;
import static io.forebay.steering.Surroundings.robot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final Planner planner = new Planner(ROBOT);

  @Test
  void goesStraightToTheGoalWhereNobodyIs() {
    Body body = robot(0, 0, 0, 0);

    Plan plan = planner.plan(body, 10, 0, nobody(body), Clearance.OPEN, Weights.DEFAULT, 1);

    assertThat(plan.vx()).isCloseTo(ROBOT.maxSpeed(), within(0.1));
    assertThat(plan.vy()).isCloseTo(0, within(0.1));
    assertThat(plan.risk()).isZero();
  }

  @Test
  void staysAtTheGoal() {
    Body body = robot(0, 0, 0, 0);

    Plan plan = planner.plan(body, 0, 0, nobody(body), Clearance.OPEN, Weights.DEFAULT, 1);

    assertThat(Math.hypot(plan.vx(), plan.vy())).isLessThan(0.2);
  }

  @Test
  void goesRoundSomebodyWhoStandsInTheWay() {
    Body body = robot(0, 0, 0, 0);
    double nearest = Double.MAX_VALUE;
    for (int step = 0; step < 150 && body.distance(8, 0) > ROBOT.radius(); step++) {
      Neighbours people = nobody(body);
      add(people, 4, 0, 0, 0);
      Plan plan = planner.plan(body, 8, 0, people, Clearance.OPEN, Weights.DEFAULT, step);
      body.drive(plan.vx(), plan.vy(), ROBOT, 0.1);
      nearest = Math.min(nearest, body.distance(4, 0));
    }
    assertThat(body.distance(8, 0)).isLessThanOrEqualTo(ROBOT.radius());
    assertThat(nearest).isGreaterThan(ROBOT.radius() + Surroundings.PERSON_RADIUS);
  }

  @Test
  void goesThroughNoWall() {
    Body body = robot(0, 0, 0, 0);

    for (int step = 0; step < 60; step++) {
      Plan plan = planner.plan(body, 5, 0, nobody(body), (x, _) -> Math.abs(x - 2) - 0.1, Weights.DEFAULT, step);
      body.drive(plan.vx(), plan.vy(), ROBOT, 0.1);
    }

    assertThat(body.x()).isLessThan(1.9);
  }

  @Test
  void tellsOfTheRiskWhereThereIsNoWayOut() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    for (int i = 0; i < 12; i++) {
      double angle = 2 * Math.PI * i / 12;
      add(people, 1.5 * Math.cos(angle), 1.5 * Math.sin(angle), -Math.cos(angle), -Math.sin(angle));
    }
    assertThat(planner.plan(body, 10, 0, people, Clearance.OPEN, Weights.DEFAULT, 1).risk()).isGreaterThan(0.5);
  }

  @Test
  void keepsTheRiskBelowTheLimitWhereThereIsAWay() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    add(people, 3, 0, 0, 0);
    var careless = new Weights(0, 0, 0.5, 0, 0);

    Plan plan = planner.plan(body, 8, 0, people, Clearance.OPEN, careless, 1);

    assertThat(plan.risk()).isLessThan(Planner.RISK_MAX + 0.01);
  }

  @Test
  void waitsForSomebodyToPassWhereWallsLeaveNoWayRound() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 1.4, 1.2, 0, -0.8);

    Plan plan = planner.plan(body, 6, 0, people, (x, y) -> 0.4 - Math.abs(y), Weights.DEFAULT, 1);

    assertThat(Math.hypot(plan.vx(), plan.vy())).isLessThan(0.7);
    assertThat(plan.risk()).isLessThan(0.1);
  }

  @Test
  void findsTheWayRoundABroadObstacle() {
    Body body = robot(0, 0, 0, 0);
    Clearance table = (x, y) -> Math.hypot(Math.max(0, Math.abs(x - 1.3) - 0.2), Math.max(0, Math.abs(y) - 1));

    Plan plan = planner.plan(body, 9, 0, nobody(body), table, Weights.DEFAULT, 1);

    assertThat(Math.abs(plan.vy())).isGreaterThan(0.7);
    assertThat(plan.expectedReturn()).isGreaterThan(-9);
  }

  @Test
  void shapesTheWayFinerThanTheSimpleOnes() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    add(people, 4, 0.4, 0, 0);

    Plan plan = planner.plan(body, 8, 0, people, Clearance.OPEN, Weights.DEFAULT, 1);

    assertThat(Math.toDegrees(Math.atan2(plan.vy(), plan.vx()))).isBetween(-60.0, -1.0).isNotCloseTo(-20, within(1.0)).isNotCloseTo(-40, within(1.0));
  }

  @Property(tries = 100)
  void plansTheSameForTheSameSeedWhateverWasPlannedBefore(@ForAll long seed) {
    Body body = robot(0, 0, 0.5, 0);
    Neighbours people = nobody(body);
    add(people, 3, 0.3, -1, 0);
    Plan first = planner.plan(body, 10, 0, people, Clearance.OPEN, Weights.DEFAULT, seed);
    planner.plan(robot(1, 1, 0, 0), -3, 2, people, Clearance.OPEN, Weights.DEFAULT, ~seed);

    assertThat(planner.plan(body, 10, 0, people, Clearance.OPEN, Weights.DEFAULT, seed)).isEqualTo(first);
    assertThat(Math.hypot(first.vx(), first.vy())).isLessThanOrEqualTo(ROBOT.maxSpeed() + 1e-9);
  }
}
