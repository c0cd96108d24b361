package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.cli.PlanningEvaluation.Scene;
import io.forebay.cli.PlanningEvaluation.Score;
import io.forebay.cli.Recording.Point;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanningEvaluationTest {
  private static final Robot ROBOT = new Robot(0.3, 1.4, 2);
  private static final double PERSON_RADIUS = 0.3;
  private static final double LIMIT_SECONDS = 30;

  @Test
  void steeringMeetsWalkersBetterThanTheBaselines() {
    Scene scene = new PlanningEvaluation(ROBOT, PERSON_RADIUS, 2).run("walkers", new Recording(walkers()));

    List<Score> scores = scene.scores();
    assertThat(scores).extracting(Score::policy).containsExactly("steering", "always go", "stop when near");
    assertThat(scores.getFirst().avoidable()).isZero();
    assertThat(scores.getFirst().cost()).isLessThan(scores.get(1).cost()).isLessThan(scores.get(2).cost());
    assertThat(scores.get(1).timeRatio()).isEqualTo(1);
  }

  @Test
  void drivingIntoSomebodyWasAvoidable() {
    CrossingRun.Result result = run(standing(5, 0, 0, 30), (_, _) -> east());

    assertThat(result.collisions()).isEqualTo(1);
    assertThat(result.avoidable()).isEqualTo(1);
    assertThat(result.nearestMetres()).isNegative();
  }

  @Test
  void drivingIntoSomebodyWhoJustAppearedWasNot() {
    CrossingRun.Result result = run(standing(5, 0, 3.4, 30), (_, _) -> east());

    assertThat(result.collisions()).isEqualTo(1);
    assertThat(result.avoidable()).isZero();
  }

  @Test
  void standingInTheWayOfSomebodyWasAvoidableWhereThereWasRoomToLeave() {
    var walker = new ArrayList<Point>();
    for (int frame = 0; frame < 30; frame++) {
      walker.add(new Point(frame * 0.4, "1", 8 - 0.5 * frame, 0));
    }
    CrossingRun.Result result = run(walker, (_, _) -> Ruling.stop(""));

    assertThat(result.arrived()).isFalse();
    assertThat(result.collisions()).isEqualTo(1);
    assertThat(result.avoidable()).isEqualTo(1);
  }

  @Test
  void backingAwayFromSomebodyFasterWasNotWhereNoWayWasLeft() {
    CrossingRun.Result result = run(faster(), (_, _) -> new Ruling(-0.2, 0, Verdict.KEPT, "", 0));

    assertThat(result.collisions()).isEqualTo(1);
    assertThat(result.avoidable()).isZero();
  }

  @Test
  void drivingTowardsSomebodyWasThoughNoWayWasLeft() {
    assertThat(run(faster(), (_, _) -> new Ruling(0.2, 0, Verdict.KEPT, "", 0)).avoidable()).isPositive();
  }

  @Test
  void arrivesInTheTimeOfTheFreePathWhereNobodyIs() {
    CrossingRun.Result result = run(standing(5, 50, 0, 30), (_, _) -> east());

    assertThat(result.arrived()).isTrue();
    assertThat(result.collisions()).isZero();
    assertThat(result.seconds()).isBetween(7.0, 7.5);
  }

  @Test
  void refusesARecordingThatLeavesNoRoom() {
    var evaluation = new PlanningEvaluation(ROBOT, PERSON_RADIUS, 1);
    var recording = new Recording(standing(0, 0, 0, 100));
    assertThatThrownBy(() -> evaluation.run("tiny", recording)).isInstanceOf(CommandFailedException.class).hasMessageContaining("no room to start");
  }

  private static CrossingRun.Result run(List<Point> points, CrossingPolicy policy) {
    return new CrossingRun(new ReplayedCrowd(points), ROBOT, PERSON_RADIUS, new Crossing(0, 0, 0, 10, 0), policy, LIMIT_SECONDS).run();
  }

  /** Five side by side who sweep over the robot at 6 m/s from the east. */
  private static List<Point> faster() {
    var points = new ArrayList<Point>();
    for (int frame = 0; frame < 20; frame++) {
      for (int walker = 0; walker < 5; walker++) {
        points.add(new Point(frame * 0.4, String.valueOf(walker), 20 - 2.4 * frame, walker - 2));
      }
    }
    return points;
  }

  private static Ruling east() {
    return new Ruling(ROBOT.maxSpeed(), 0, Verdict.KEPT, "", 0);
  }

  private static List<Point> standing(double x, double y, double from, double to) {
    return List.of(new Point(from, "1", x, y), new Point(to, "1", x, y));
  }

  /** Somebody every four seconds, in turn from the left and from the right, on three lanes. */
  private static List<Point> walkers() {
    var points = new ArrayList<Point>();
    for (int walker = 0; walker < 15; walker++) {
      boolean right = walker % 2 == 0;
      for (int frame = 0; frame < 30; frame++) {
        double along = 0.48 * frame;
        points.add(new Point(4 * walker + 0.4 * frame, String.valueOf(walker), right ? along : 14 - along, 3 + 2 * (walker % 3)));
      }
    }
    points.sort(Comparator.comparingDouble(Point::seconds));
    return points;
  }
}
