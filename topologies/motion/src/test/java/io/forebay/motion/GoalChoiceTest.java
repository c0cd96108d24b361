package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoalChoiceTest {
  private final double[] probabilities = new double[Ground.GOALS_MAX];

  @Test
  void headsForWhatLiesAhead() {
    Track ann = walker(0, 0, 0.4, 0.2);
    infer(choice(new Goal("up", 20, 10), new Goal("down", 20, -10)), ann, 1, 0.5);
    assertThat(probabilities[0]).isGreaterThan(0.9);
    assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void hasReachedAGoalWhereItRests() {
    infer(choice(new Goal("door", 0, 0.5), new Goal("desk", 10, 0.5)), walker(0, 0, 0, 0), 0, 0);
    assertThat(probabilities[0]).isGreaterThan(0.93);
  }

  @Test
  void takesNothingFromTheDirectionOfSomebodyWhoRests() {
    Track ann = walker(0, 0, 0, 0);
    GoalChoice choice = choice(new Goal("left", -5, 0), new Goal("right", 5, 0));
    infer(choice, ann, 0.001, 0);
    assertThat(probabilities[1]).isCloseTo(0.5, within(0.01));
  }

  @Test
  void forgivesAWideAngleToAGoalCloseBy() {
    GoalChoice choice = choice(new Goal("aside", 11.5, 1.5), new Goal("ahead", 40, 0));
    infer(choice, walker(0, 0, 1, 0), 1.2, 0);
    double nearby = probabilities[0];
    choice = choice(new Goal("aside", 25, 15), new Goal("ahead", 40, 0));
    infer(choice, walker(0, 0, 1, 0), 1.2, 0);
    assertThat(nearby).as("45° off at 2 m").isGreaterThan(2 * probabilities[0]);
  }

  @Test
  void learnsHowFarPeopleStrayFromTheirWay() {
    assertThat(probabilityAfter(0)).as("where people go straight, a direction says more").isGreaterThan(probabilityAfter(2.5) + 0.03);
  }

  /** Of the goal ahead, once people have gone to both goals in some zigzag, metres to each side. */
  private double probabilityAfter(double zigzag) {
    GoalChoice choice = choice(new Goal("up", 20, 6), new Goal("down", 20, -6));
    for (int person = 0; person < 60; person++) {
      int goal = person % 2;
      var track = new Track();
      track.begin(0, 0, 0, 0, 0, 1);
      for (int step = 1; step <= 15; step++) {
        double x = 20.0 / 15 * step;
        double y = (goal == 0 ? 0.3 : -0.3) * x;
        double aside = zigzag * (step % 4 < 2 ? 1 : -1);
        track.follow(step, x, y + aside);
        track.destiny.look(step, x, y + aside, 1.2, (goal == 0 ? 0.36 : -0.36) + aside);
      }
      choice.learn(track, goal);
    }
    infer(choice, walker(0, 0, 0.5, 0), 1.2, 0.36);
    return probabilities[0];
  }

  private static GoalChoice choice(Goal... named) {
    var ground = new Ground(List.of(named), List.of());
    var goals = new Goals(ground);
    return new GoalChoice(goals, new GoalWays(ground, goals));
  }

  /** Somebody who takes ten steps. */
  private static Track walker(double x, double y, double stepX, double stepY) {
    var track = new Track();
    track.begin(0, x, y, 0, 0, 1);
    for (int step = 1; step <= 10; step++) {
      track.follow(0.4 * step, x + stepX * step, y + stepY * step);
    }
    return track;
  }

  private void infer(GoalChoice choice, Track track, double velocityX, double velocityY) {
    choice.infer(track.startX, track.startY, track.lastX, track.lastY, velocityX, velocityY, probabilities);
  }
}
