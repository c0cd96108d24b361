package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody would expect of people, but may be told of them: whatever comes, what is said is finite, and probabilities sum to one. */
class HostileObservationsTest {
  private static final double[] HORIZONS = {0.001, 0.4, 4.8, 60};
  private static final double EDGE = 100_000;

  private final double[] probabilities = new double[Ground.GOALS_MAX];

  @Test
  void somebodyStandsForAnHour() {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    for (int step = 0; step < 9_000; step++) {
      crowd.observe("ann", 0.4 * step, 3, 3);
      assertSound(crowd, "ann");
    }
    walk(crowd, "bob", 4_000, 0, 0, 30);
    assertSound(crowd, "bob");
    Forecast forecast = crowd.newForecast();
    crowd.forecast("ann", forecast);
    assertThat(Moments.of(forecast, 2).x()).as("still there").isCloseTo(3, within(0.1));
    assertThat(crowd.writeSubject("ann")).hasSizeLessThan(20_000);
  }

  @Property(tries = 50)
  void somebodyJumpsAsFarAsIsBelieved(@ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 0, max = 6.29) Double> angles, @ForAll @IntRange(min = 1, max = 10_000) int millis) {
    double step = millis / 1e3;
    var crowd = new Crowd(Ground.open(), HORIZONS, 20);
    double x = 0;
    double y = 0;
    double far = 0.499 + 12 * step;
    for (int at = 0; at < angles.size(); at++) {
      assertThat(crowd.observe("ann", at * step, x, y)).isIn(Heed.BEGAN, Heed.FOLLOWED);
      assertSound(crowd, "ann");
      x += far * Math.cos(angles.get(at));
      y += far * Math.sin(angles.get(at));
    }
    crowd.end("ann");
    walk(crowd, "bob", 10_000, 0, 0, 20);
    assertSound(crowd, "bob");
  }

  @Test
  void somebodyIsSeenInManyPlacesAtOneTime() {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    walk(crowd, "ann", 0, 0, 0, 5);
    byte[] before = crowd.writeSubject("ann");
    for (int place = 0; place < 20; place++) {
      assertThat(crowd.observe("ann", 1.6, place, -place)).isEqualTo(Heed.LATE);
    }
    assertThat(crowd.writeSubject("ann")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 4", "0.001, 1000000", "10, 4", "10, 1000000", "3600, 1000000", "1e9, 1e12"})
  void timeGoesInStepsOf(double step, double endsAfter) {
    var crowd = new Crowd(Ground.open(), HORIZONS, endsAfter);
    for (int at = 0; at < 500; at++) {
      crowd.observe("ann", at * step, Math.min(1.3 * step, 5) * at, 0.2 * (at % 2));
      assertSound(crowd, "ann");
    }
    crowd.end("ann");
    walk(crowd, "bob", 1e10, 0, 0, 30);
    assertSound(crowd, "bob");
  }

  @Test
  void stepsOfAMillisecondAndOfSecondsTakeTurns() {
    var crowd = new Crowd(Ground.open(), HORIZONS, 20);
    double seconds = 0;
    for (int at = 0; at < 400; at++) {
      seconds += at % 2 == 0 ? 0.001 : 10;
      crowd.observe("ann", seconds, at % 3, at % 5);
      assertSound(crowd, "ann");
    }
  }

  @Test
  void goalsFallTogetherAndHaveNoArea() {
    var goals =
        List.of(
            new Goal("point", 5, 5),
            new Goal("same", 5, 5),
            new Goal("line", 5, 5, 5, 5, 5, 5),
            new Goal("flat", 0, 5, 5, 5, 10, 5),
            new Goal("edge", EDGE, EDGE),
            new Goal("all", -EDGE, -EDGE, EDGE, -EDGE, EDGE, EDGE, -EDGE, EDGE));
    var crowd = new Crowd(new Ground(goals, List.of(new double[] {5, 5, 5, 5}, new double[] {4, 4, 6, 4, 6, 6, 4, 6})), HORIZONS, 4);
    for (int person = 0; person < 20; person++) {
      for (int step = 0; step < 20; step++) {
        crowd.observe("p" + person, 100 * person + 0.4 * step, 5 - 0.5 * (19 - step), 5);
        assertSound(crowd, "p" + person);
      }
      assertThat(crowd.end("p" + person).goal()).as("one of those it stands in").isNotNegative();
    }
  }

  @Test
  void nobodyEverEndsAnywhere() {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    walk(crowd, "ann", 0, 0, 0, 30);
    assertThat(crowd.goals("ann", probabilities)).isTrue();
    assertThat(probabilities).containsOnly(0);
    assertThat(crowd.nearestGoal(0, 0)).isNegative();
    assertSound(crowd, "ann");
  }

  @Test
  void sixtyFourPeopleStandOnOnePoint() {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    for (int step = 0; step < 20; step++) {
      for (int person = 0; person < 64; person++) {
        crowd.observe("p" + person, 0.4 * step, 7, 7);
        assertSound(crowd, "p" + person);
      }
    }
    for (int person = 0; person < 64; person++) {
      crowd.end("p" + person);
    }
    walk(crowd, "ann", 100, 7, 7, 20);
    assertSound(crowd, "ann");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-EDGE, EDGE})
  void somebodyWalksAtTheEndOfTheWorld(double edge) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    double back = -Math.signum(edge);
    for (int person = 0; person < 10; person++) {
      for (int step = 0; step < 25; step++) {
        assertThat(crowd.observe("p" + person, 100 * person + 0.4 * step, edge + back * 0.5 * step, edge)).isIn(Heed.BEGAN, Heed.FOLLOWED);
        assertSound(crowd, "p" + person);
      }
      crowd.end("p" + person);
    }
    assertThat(crowd.velocityX("p0")).isZero();
    walk(crowd, "ann", 10_000, -edge, 0, 20);
    assertSound(crowd, "ann");
  }

  /** All of it in any order. */
  @Property(tries = 100)
  void manyPeopleDoWhatTheyLike(
      @ForAll @Size(min = 20, max = 200) List<@DoubleRange(min = -6, max = 6) Double> moves, @ForAll @IntRange(min = 1, max = 5) int people, @ForAll @IntRange(min = 1, max = 4_000) int millis) {
    var crowd = new Crowd(Ground.open(), HORIZONS, 4);
    double x = 0;
    for (int at = 0; at < moves.size(); at++) {
      String who = "p" + at % people;
      x += moves.get(at);
      crowd.observe(who, at * millis / 1e3, x, moves.get(at), moves.get(at), -moves.get(at), 10 * moves.get(at), Double.NaN);
      assertSound(crowd, who);
      if (at % 7 == 6) {
        crowd.end(who);
      }
    }
    crowd.readScene(crowd.writeScene());
    walk(crowd, "ann", 10_000, 0, 0, 20);
    assertSound(crowd, "ann");
  }

  private static void walk(Crowd crowd, String subject, double begin, double x, double y, int steps) {
    for (int step = 0; step < steps; step++) {
      crowd.observe(subject, begin + 0.4 * step, x + 0.5 * step, y);
    }
  }

  /** Written for speed: it is asked thousands of times. */
  private void assertSound(Crowd crowd, String subject) {
    Forecast forecast = crowd.newForecast();
    assertThat(crowd.forecast(subject, forecast)).isTrue();
    double weights = 0;
    boolean sound = Double.isFinite(crowd.velocityX(subject) + crowd.velocityY(subject) + crowd.velocityDeviation(subject));
    for (int part = 0; part < forecast.components(); part++) {
      weights += forecast.weight(part);
      for (int horizon = 0; horizon < HORIZONS.length; horizon++) {
        double varianceX = forecast.varianceX(part, horizon);
        double varianceY = forecast.varianceY(part, horizon);
        double covariance = forecast.covariance(part, horizon);
        sound &= Double.isFinite(forecast.x(part, horizon) + forecast.y(part, horizon) + varianceX + varianceY);
        sound &= varianceX > 0 && varianceY > 0 && varianceX * varianceY > covariance * covariance;
      }
    }
    assertThat(sound).as("numbers of " + subject).isTrue();
    assertThat(weights).isCloseTo(1, within(1e-9));
    crowd.goals(subject, probabilities);
    double sum = 0;
    for (double probability : probabilities) {
      assertThat(probability).isBetween(0.0, 1.0);
      sum += probability;
    }
    assertThat(sum == 0 || Math.abs(sum - 1) < 1e-9).as("probabilities sum to 1, or are all 0 where it was last seen before there were goals: " + sum).isTrue();
  }
}
