package io.forebay.steering;

import static io.forebay.steering.Surroundings.ROBOT;
import static io.forebay.steering.Surroundings.add;
import static io.forebay.steering.Surroundings.nobody;
import static io.forebay.steering.Surroundings.robot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.motion.Forecast;
import org.junit.jupiter.api.Test;

class HazardsTest {
  private static final double ROUNDING = 1e-9;
  private static final double COMFORT = 0.5;

  private final Hazards hazards = new Hazards(ROBOT);
  private final Body body = robot(0, 0, 0, 0);

  @Test
  void followsSomebodyStepByStep() {
    Neighbours people = nobody(body);
    add(people, 2, 0, 1, 0.5);

    hazards.load(body, people, COMFORT);

    double begin = 0;
    for (int step = 0; step < Hazards.STEPS; step++) {
      int at = step * Hazards.ENTRIES_MAX;
      double middle = (begin + (step + 1) * Hazards.STEP_SECONDS) / 2;
      assertThat(hazards.entries[step]).isEqualTo(1);
      assertThat(hazards.midX[at]).isCloseTo(2 + middle, within(ROUNDING));
      assertThat(hazards.wayY[at]).isCloseTo(0.5 * Hazards.STEP_SECONDS, within(ROUNDING));
      begin = (step + 1) * Hazards.STEP_SECONDS;
    }
  }

  @Test
  void goesOnFromWhereSomebodyWasSeenAWhileAgo() {
    Neighbours people = nobody(body);
    people.add(1, 0, 0.5, 0, 0, 0.5, Surroundings.walkingOn(1, 0, 0.5, 0));

    hazards.load(body, people, COMFORT);

    assertThat(hazards.midX[0]).isCloseTo(1 + 0.5 * (0.5 + Hazards.STEP_SECONDS / 2), within(ROUNDING));
    double sigma = 0.05 + 0.1 * (0.5 + Hazards.STEP_SECONDS);
    assertThat(hazards.varianceX[0]).isCloseTo(sigma * sigma, within(0.001));
  }

  @Test
  void isTheLessSureTheLaterAfterTheLastForecast() {
    var people = new Neighbours(4, Surroundings.PERSON_RADIUS, 0.4);
    people.begin(body);
    var forecast = new Forecast(1, 1);
    forecast.set(forecast.add(1), 0, 1, 0, 0.04, 0.01, 0.04);
    people.add(1, 0, 0, 0, 0, 0, forecast);

    hazards.load(body, people, COMFORT);

    int last = (Hazards.STEPS - 1) * Hazards.ENTRIES_MAX;
    double times = Hazards.STEPS * Hazards.STEP_SECONDS / 0.4;
    assertThat(hazards.varianceX[last]).isCloseTo(0.04 * times, within(ROUNDING));
    assertThat(hazards.covariance[last]).isCloseTo(0.01 * times, within(ROUNDING));
  }

  @Test
  void goesOnAfterTheLastForecast() {
    Neighbours people = nobody(body);
    people.add(2, 0, 0.5, 0, 0, 2, Surroundings.walkingOn(2, 0, 0.5, 0));

    hazards.load(body, people, COMFORT);

    int last = Hazards.STEPS - 1;
    double middle = 2 + (last * Hazards.STEP_SECONDS + (last + 1) * Hazards.STEP_SECONDS) / 2;
    assertThat(hazards.midX[last * Hazards.ENTRIES_MAX]).isCloseTo(2 + 0.5 * middle, within(ROUNDING));
  }

  @Test
  void plansForTheNearestOfMany() {
    Neighbours people = nobody(body);
    for (int person = 0; person < Hazards.PEOPLE_MAX; person++) {
      add(people, 4, 0.01 * person, 0, 0);
    }
    add(people, 1, 0, 0, 0);

    hazards.load(body, people, COMFORT);

    assertThat(hazards.slots).isEqualTo(Hazards.PEOPLE_MAX);
    assertThat(hazards.midX[0]).isEqualTo(1);
  }

  @Test
  void leavesOutWhereTheRobotCannotGetInTime() {
    Neighbours people = nobody(body);
    add(people, 5, 0, 0, 0);

    hazards.load(body, people, COMFORT);

    assertThat(hazards.entries[0]).isZero();
    assertThat(hazards.entries[Hazards.STEPS - 1]).isEqualTo(1);
  }

  @Test
  void keepsTheHeaviestPartsOfAForecastAndSharesTheRestAmongThem() {
    Neighbours people = nobody(body);
    var forecast = new Forecast(3, Surroundings.HORIZONS.length);
    Surroundings.addWalkingOn(forecast, 0.2, 2, 0, 0, 0);
    Surroundings.addWalkingOn(forecast, 0.5, 2, 0, 0.1, 0);
    Surroundings.addWalkingOn(forecast, 0.3, 2, 0, 0.2, 0);
    people.add(2, 0, 0, 0, 0, 0, forecast);

    hazards.load(body, people, COMFORT);

    assertThat(hazards.slots).isEqualTo(2);
    assertThat(hazards.slotWeight[0]).isCloseTo(0.625, within(ROUNDING));
    assertThat(hazards.slotWeight[1]).isCloseTo(0.375, within(ROUNDING));
  }
}
