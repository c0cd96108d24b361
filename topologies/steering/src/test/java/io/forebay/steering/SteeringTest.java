package io.forebay.steering;

import static io.forebay.steering.Surroundings.ROBOT;
import static io.forebay.steering.Surroundings.add;
import static io.forebay.steering.Surroundings.nobody;
import static io.forebay.steering.Surroundings.robot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteeringTest {
  private final Steering steering = new Steering(ROBOT, ShieldLimits.DEFAULT, new Experience(Weights.DEFAULT));

  @Test
  void tellsTheRoomToTheNearestPerson() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 3, 0, 0, 0);
    add(people, 0, 2, 0, 0);

    assertThat(steering.decide(body, 10, 0, people, Clearance.OPEN, 1).separationMetres()).isCloseTo(1.4, within(1e-9));
  }

  @Test
  void stopsForAPersonWhoCannotBePlaced() {
    Body body = robot(0, 0, 1, 0);
    Neighbours people = nobody(body);
    add(people, Double.NaN, 0, 0, 0);

    Ruling ruling = steering.decide(body, 10, 0, people, Clearance.OPEN, 1).ruling();

    assertThat(ruling.verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(ruling.vx()).isZero();
  }

  @Test
  void stopsForAGoalThatIsNotANumber() {
    Body body = robot(0, 0, 1, 0);

    assertThat(steering.decide(body, Double.NaN, 0, nobody(body), Clearance.OPEN, 1).ruling().verdict()).isEqualTo(Verdict.STOPPED);
  }

  @Test
  void meetsSomebodyHeadOnWithoutATouch() {
    Body body = robot(0, 0, 0, 0);
    double nearest = Double.MAX_VALUE;
    for (int step = 0; step < 100; step++) {
      double x = 10 - 0.13 * step;
      Neighbours people = nobody(body);
      add(people, x, 0, -1.3, 0);
      Ruling ruling = steering.decide(body, 10, 0, people, Clearance.OPEN, step).ruling();
      body.drive(ruling.vx(), ruling.vy(), ROBOT, 0.1);
      nearest = Math.min(nearest, body.distance(x - 0.13, 0) - ROBOT.radius() - Surroundings.PERSON_RADIUS);
    }
    assertThat(nearest).isPositive();
    assertThat(body.distance(10, 0)).isLessThan(1);
  }

  @Test
  void keepsTheNearestOfMorePeopleThanThereIsRoomFor() {
    Body body = robot(0, 0, 0, 0);
    var people = new Neighbours(2, 0.3, Surroundings.HORIZONS);
    people.begin(body);
    add(people, 9, 0, 0, 0);
    add(people, 5, 0, 0, 0);
    add(people, 2, 0, 0, 0);

    assertThat(people.count()).isEqualTo(2);
    assertThat(people.separationMetres(body, 0.3)).isCloseTo(1.4, within(1e-9));
  }

  @Test
  void learnsFromEachDecisionHowNearPeopleAre() {
    var experience = new Experience(Weights.DEFAULT);
    var learning = new Steering(ROBOT, ShieldLimits.DEFAULT, experience);
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 0.7, 0, 0, 0);

    learning.decide(body, 10, 0, people, Clearance.OPEN, 1);

    assertThat(experience.weights().risk()).isGreaterThan(Weights.DEFAULT.risk());
  }

  @Test
  void looksAnewAtAPlanThatGoesOn() {
    Body body = robot(0, 0, 1.4, 0);
    var plan = new Plan(1.4, 0, -5, 0);
    Neighbours people = nobody(body);
    assertThat(steering.goOn(plan, body, people, Clearance.OPEN).ruling().verdict()).isEqualTo(Verdict.KEPT);

    add(people, 1, 0, 0, 0);

    assertThat(steering.goOn(plan, body, people, Clearance.OPEN)).satisfies(
        decision -> {
          assertThat(decision.plan()).isEqualTo(plan);
          assertThat(decision.ruling().verdict()).isNotEqualTo(Verdict.KEPT);
          assertThat(decision.separationMetres()).isCloseTo(0.4, within(1e-9));
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "NaN, 1, 1", "6, 1, 1", "1, 11, 1", "1, 1, 51"})
  void refusesARobotThatCannotBe(double radius, double speed, double acceleration) {
    assertThatThrownBy(() -> new Robot(radius, speed, acceleration)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("A robot's ");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0, 1, 1", "0, 2, 0, 1, 1", "0, 0, 6, 1, 1", "0, 0, 0, 0, 1", "0, 0, 0, 1, 0", "0, 0, 0, 1, NaN"})
  void refusesLimitsThatCannotBe(double swerve, double share, double reserve, double horizon, double reaction) {
    assertThatThrownBy(() -> new ShieldLimits(swerve, share, reserve, horizon, reaction)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must be");
  }
}
