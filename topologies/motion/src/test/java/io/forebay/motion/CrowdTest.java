package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdTest {
  private static final double[] HORIZONS = {0.4, 1.2, 2.4, 4.8};

  private final Crowd crowd = new Crowd(Ground.open(), HORIZONS, 4);
  private final Forecast forecast = crowd.newForecast();
  private final double[] probabilities = new double[Ground.GOALS_MAX];

  @ParameterizedTest
  @CsvSource({
    "10.8, 1.2, 0, FOLLOWED",
    "10.4, 1, 0, LATE",
    "10, 1, 0, LATE",
    "10.8, 90, 0, JUMPED",
    "10.8, NaN, 0, UNUSABLE",
    "10.8, 1, Infinity, UNUSABLE",
    "NaN, 1, 0, UNUSABLE",
    "10.8, 1000000, 0, UNUSABLE",
    "14.4, 1, 0, FOLLOWED",
    "14.5, 1, 0, BEGAN_ANEW"
  })
  void answersEachObservation(double seconds, double x, double y, Heed heed) {
    assertThat(crowd.observe("ann", 10, 0, 0)).isEqualTo(Heed.BEGAN);
    assertThat(crowd.observe("ann", 10.4, 0.5, 0)).isEqualTo(Heed.FOLLOWED);
    assertThat(crowd.observe("ann", seconds, x, y)).isEqualTo(heed);
  }

  @Test
  void beginsAnewWhereThreeObservationsInARowSayElsewhere() {
    walk("ann", 0, 0, 1.2, 5);
    assertThat(crowd.observe("ann", 2.4, 90, 0)).isEqualTo(Heed.JUMPED);
    assertThat(crowd.observe("ann", 2.8, 90, 0)).isEqualTo(Heed.JUMPED);
    assertThat(crowd.observe("ann", 3.2, 90, 0)).isEqualTo(Heed.BEGAN_ANEW);
    assertThat(crowd.end("ann").observations()).isOne();
  }

  @Test
  void saysBeforeThatAnObservationWillBeginAnew() {
    walk("ann", 0, 0, 1.2, 5);
    assertThat(crowd.beginsAnew("ann", 2.4, 90, 0)).as("one outlier").isFalse();
    assertThat(crowd.beginsAnew("ann", 5.7, 2, 0)).as("away for 4.1 s").isTrue();
    crowd.observe("ann", 2.4, 90, 0);
    crowd.observe("ann", 2.8, 90, 0);
    assertThat(crowd.beginsAnew("ann", 3.2, 90, 0)).isTrue();
    assertThat(crowd.beginsAnew("ann", 3.2, 3, 0)).as("back on its way").isFalse();
    assertThat(crowd.beginsAnew("nobody", 3.2, 90, 0)).isFalse();
  }

  @Test
  void leavesOneOutlierOutOfTheTrack() {
    walk("ann", 0, 0, 1.2, 8);
    crowd.observe("ann", 3.0, 90, 0);
    crowd.forecast("ann", forecast);
    assertThat(meanX(3)).isBetween(7 * 0.4 * 1.2 + 0.9 * 4.8 * 1.2, 7 * 0.4 * 1.2 + 4.8 * 1.2);
  }

  @Test
  void expectsAWalkerToGoOnAndSlowALittleInASceneThatItKnowsNothingOf() {
    walk("ann", 5, 3, 1.2, 8);
    assertThat(crowd.forecast("ann", forecast)).isTrue();
    for (int horizon = 0; horizon < HORIZONS.length; horizon++) {
      double ahead = 1.2 * HORIZONS[horizon];
      assertThat(meanX(horizon) - 5 - 1.2 * 2.8).isBetween(0.94 * ahead, ahead);
      assertThat(meanY(horizon)).isCloseTo(3, within(0.02));
    }
  }

  @Test
  void forecastsNothingForAStranger() {
    assertThat(crowd.forecast("nobody", forecast)).isFalse();
    assertThat(forecast.components()).isZero();
    assertThat(crowd.goals("nobody", probabilities)).isFalse();
    assertThat(crowd.end("nobody")).isNull();
  }

  @Test
  void expectsOfANewcomerWhatOthersDidWhoCameThere() {
    crowd.observe("first", 0, 0, 0);
    assertThat(crowd.velocityX("first")).isZero();
    assertThat(crowd.velocityDeviation("first")).isGreaterThan(1.4);
    crowd.forecast("first", forecast);
    assertThat(forecast.varianceX(0, 2)).as("2.4 s on, without a velocity").isGreaterThan(9);
    people(20);

    crowd.observe("ann", 10_000, 0.1, 0.1);
    assertThat(crowd.velocityX("ann")).isCloseTo(1.25, within(0.2));
    assertThat(crowd.velocityDeviation("ann")).isLessThan(0.8);
    crowd.observe("ann", 10_000.4, 0.6, 0.1);
    assertThat(crowd.velocityDeviation("ann")).as("its velocity is known").isLessThan(0.3);
  }

  @Test
  void learnsThatWhoWalksTogetherStaysTogether() {
    for (int pair = 0; pair < 30; pair++) {
      walkInTurns("p" + pair, 100 * pair, 40);
    }
    walkInTurns("q", 10_000, 13);
    crowd.forecast("q-b", forecast);
    double withCompany = meanX(2);
    crowd.end("q-a");
    for (int step = 0; step < 13; step++) {
      crowd.observe("alone", 20_000 + 0.4 * step, follower(step), 1);
    }
    crowd.forecast("alone", forecast);
    assertThat(withCompany - meanX(2)).as("the other has begun to walk faster").isGreaterThan(0.03);
  }

  /** Two side by side; what one of them changes of its speed, the other does a step later. */
  private void walkInTurns(String pair, double begin, int steps) {
    for (int step = 0; step < steps; step++) {
      crowd.observe(pair + "-a", begin + 0.4 * step, follower(step + 1) - follower(1), 0);
      crowd.observe(pair + "-b", begin + 0.4 * step, follower(step), 1);
    }
    if (steps > 30) {
      crowd.end(pair + "-a");
      crowd.end(pair + "-b");
    }
  }

  /** Metres after some steps; the speed goes up for four and down for four. */
  private static double follower(int step) {
    double x = 0;
    for (int at = 0; at < step; at++) {
      x += at % 8 < 4 ? 0.42 : 0.58;
    }
    return x;
  }

  @Test
  void learnsThatPeopleOfASceneSlowDown() {
    for (int person = 0; person < 30; person++) {
      double x = 0;
      for (int step = 0; step < 30; step++) {
        crowd.observe("p" + person, person * 100 + 0.4 * step, x, 0);
        x += 0.5 * Math.pow(0.9, step);
      }
      crowd.end("p" + person);
    }
    double x = 0;
    double last = 0;
    for (int step = 0; step < 8; step++) {
      crowd.observe("ann", 10_000 + 0.4 * step, x, 0);
      last = x;
      x += 0.5 * Math.pow(0.9, step);
    }
    crowd.forecast("ann", forecast);
    double actual = last;
    for (int step = 7; step < 19; step++) {
      actual += 0.5 * Math.pow(0.9, step);
    }
    double steady = last + 12 * 0.5 * Math.pow(0.9, 6);
    assertThat(Math.abs(meanX(3) - actual)).isLessThan(Math.abs(steady - actual) / 4);
  }

  @Test
  void learnsGoalsFromWhereTracksEndAndTellsThemApartOnTheWay() {
    people(20);
    assertThat(crowd.goalCount()).isEqualTo(2);
    for (int step = 0; step < 6; step++) {
      crowd.observe("ann", 10_000 + 0.4 * step, 0.5 * step, 0.2 * step);
    }
    crowd.goals("ann", probabilities);
    int up = crowd.nearestGoal(15, 6);
    assertThat(crowd.nearestGoal(15, -6)).isNotEqualTo(up);
    assertThat(probabilities[up]).isGreaterThan(0.8);
    assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void tellsAtTheEndWhatWasPredictedHalfway() {
    people(20);
    for (int step = 0; step <= 30; step++) {
      crowd.observe("ann", 10_000 + 0.4 * step, 0.5 * step, 0.2 * step);
    }
    TrackEnd end = crowd.end("ann");
    assertThat(end.goal()).isEqualTo(crowd.nearestGoal(15, 6));
    assertThat(end.halfwayCorrect()).isTrue();
    assertThat(end.halfwayProbability()).isBetween(0.5, 1.0);
    assertThat(end.observations()).isEqualTo(31);
    assertThat(end.displacementMeanMetres()).isLessThan(0.3);
    assertThat(end.compared()).isGreaterThan(100);
    assertThat(end.coverage50()).isGreaterThan(0.5);
    assertThat(end.coverage90()).isBetween(end.coverage50(), 1.0);
    assertThat(end.endedSeconds() - end.beganSeconds()).isCloseTo(12, within(1e-6));
  }

  @Test
  void tellsThatSomebodyWasNotWhereItWasLikely() {
    people(20);
    for (int step = 0; step <= 30; step++) {
      crowd.observe("ann", 10_000 + 0.4 * step, 0.5 * step, step % 6 < 3 ? 0 : 2.5);
    }
    TrackEnd end = crowd.end("ann");
    assertThat(end.coverage50()).isLessThan(0.3);
    assertThat(end.coverage90()).isLessThan(0.8);
  }

  @Test
  void headsForNamedGoalsWithoutHavingSeenAnybody() {
    var ground = new Ground(List.of(new Goal("door", new double[] {20, 0}), new Goal("desk", new double[] {0, 20})), List.of());
    var named = new Crowd(ground, HORIZONS, 4);
    for (int step = 0; step < 8; step++) {
      named.observe("ann", 0.4 * step, 0, 0.5 * step);
    }
    named.goals("ann", probabilities);
    assertThat(named.goalId(1)).isEqualTo("desk");
    assertThat(probabilities[1]).isGreaterThan(0.8);
  }

  @Test
  void learnsWhereThoseLeaveWhoHeadForANamedGoal() {
    // the exits lie behind the edge of what is seen, which is at x = 10: whoever leaves there below y = 5 is nearest to the low one
    var ground = new Ground(List.of(new Goal("low", new double[] {25, -2}), new Goal("high", new double[] {25, 12})), List.of());
    var named = new Crowd(ground, HORIZONS, 4);
    double before = probabilityOfLow(named);
    for (int person = 0; person < 40; person++) {
      double endY = person % 2 == 0 ? 4 : 9;
      for (int step = 0; step <= 20; step++) {
        named.observe("p" + person, 100 * person + 0.4 * step, 0.5 * step, endY / 20 * step);
      }
      named.end("p" + person);
    }
    assertThat(probabilityOfLow(named)).isGreaterThan(before + 0.1).isGreaterThan(0.7);
  }

  /** Of somebody halfway to (10, 4). */
  private double probabilityOfLow(Crowd named) {
    for (int step = 0; step <= 10; step++) {
      named.observe("ann", 10_000 + 0.4 * step, 0.5 * step, 0.2 * step);
    }
    named.goals("ann", probabilities);
    named.end("ann");
    return probabilities[0];
  }

  @Test
  void believesTheEyesOfSomebodyWhoStands() {
    var ground = new Ground(List.of(new Goal("door", new double[] {20, 0}), new Goal("desk", new double[] {-20, 0})), List.of());
    var named = new Crowd(ground, HORIZONS, 4);
    for (int step = 0; step < 8; step++) {
      named.observe("ann", 0.4 * step, 0, 0, Double.NaN, Double.NaN, Double.NaN, Math.PI);
    }
    named.goals("ann", probabilities);
    assertThat(probabilities[1]).isGreaterThan(0.55);
  }

  @Test
  void glimpsesWithoutLearning() {
    people(5);
    byte[] before = crowd.writeScene();
    crowd.glimpse(new double[] {0, 0.4, 0.8}, new double[] {0, 1, 2}, new double[] {0, 0, 0}, 0, 3, probabilities, forecast);
    assertThat(crowd.writeScene()).isEqualTo(before);
    assertThat(forecast.components()).isPositive();
  }

  @Test
  void goesOnFromItsBytesAsIfNothingHadHappened() {
    people(9);
    walk("ann", 0, 1, 1.1, 9);
    var restored = new Crowd(Ground.open(), HORIZONS, 4);
    restored.readScene(crowd.writeScene());
    restored.readSubject("ann", crowd.writeSubject("ann"));
    for (int step = 9; step < 25; step++) {
      crowd.observe("ann", 0.4 * step, 0.45 * step, 1 + 0.1 * step);
      restored.observe("ann", 0.4 * step, 0.45 * step, 1 + 0.1 * step);
    }
    assertThat(restored.writeSubject("ann")).isEqualTo(crowd.writeSubject("ann"));
    assertThat(restored.end("ann")).isEqualTo(crowd.end("ann"));
    assertThat(restored.writeScene()).isEqualTo(crowd.writeScene());
  }

  @Test
  void refusesBytesThatAreNotItsOwn() {
    walk("ann", 0, 0, 1, 5);
    byte[] bytes = crowd.writeSubject("ann");
    assertThatThrownBy(() -> crowd.readSubject("bob", java.util.Arrays.copyOf(bytes, bytes.length / 2))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bob");
    bytes[0] = 99;
    assertThatThrownBy(() -> crowd.readSubject("bob", bytes)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("version 99");
    assertThat(crowd.subjects()).containsExactly("ann");
  }

  @Test
  void letsGoOfWhoWasNotSeenForLongestWhenFull() {
    for (int person = 0; person <= Crowd.SUBJECTS_MAX; person++) {
      crowd.observe("p" + person, person * 0.001, 0, 0);
    }
    assertThat(crowd.subjects()).hasSize(Crowd.SUBJECTS_MAX).doesNotContain("p0");
  }

  @Test
  void refusesHorizonsThatDoNotAscend() {
    assertThatThrownBy(() -> new Crowd(Ground.open(), new double[] {0.4, 0.4}, 4)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ascend");
  }

  private void people(int count) {
    for (int person = 0; person < count; person++) {
      double slope = person % 2 == 0 ? 0.2 : -0.2;
      for (int step = 0; step <= 30; step++) {
        crowd.observe("p" + person, person * 100 + 0.4 * step, 0.5 * step, slope * step);
      }
      crowd.end("p" + person);
    }
  }

  private void walk(String subject, double x, double y, double speed, int steps) {
    for (int step = 0; step < steps; step++) {
      crowd.observe(subject, 0.4 * step, x + 0.4 * step * speed, y);
    }
  }

  private double meanX(int horizon) {
    double sum = 0;
    for (int component = 0; component < forecast.components(); component++) {
      sum += forecast.weight(component) * forecast.x(component, horizon);
    }
    return sum;
  }

  private double meanY(int horizon) {
    double sum = 0;
    for (int component = 0; component < forecast.components(); component++) {
      sum += forecast.weight(component) * forecast.y(component, horizon);
    }
    return sum;
  }
}
