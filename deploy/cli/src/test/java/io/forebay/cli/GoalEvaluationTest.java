package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forebay.cli.GoalEvaluation.Part;
import io.forebay.cli.GoalEvaluation.Scene;
import io.forebay.cli.Recording.Point;
import io.forebay.motion.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalEvaluationTest {
  @TempDir private Path folder;

  @Test
  void learnsGoalsFromTheFirstHalfAndKnowsThemInTheSecond() {
    Scene scene = new GoalEvaluation().run("fork", fork(40), List.of());
    assertThat(scene.goals()).isEqualTo(2);
    assertThat(scene.tracks()).isBetween(18, 20);
    assertThat(scene.parts()).extracting(Part::share).containsExactly(0.25, 0.5, 0.75);
    assertThat(scene.parts()).allSatisfy(part -> assertThat(part.top1()).isGreaterThan(0.9).isGreaterThan(part.priorTop1()));
    assertThat(scene.parts().getLast().brier()).isLessThan(scene.parts().getFirst().brier());
  }

  @Test
  void takesGoalsThatAreNamed() {
    var named = List.of(new Goal("up", 20, 8), new Goal("down", new double[] {20, -8}), new Goal("back", new double[] {-20, 0}));
    Scene scene = new GoalEvaluation().run("fork", fork(40), named);
    assertThat(scene.goals()).isEqualTo(3);
    assertThat(scene.parts().getLast().top1()).isGreaterThan(0.9);
  }

  @Test
  void saysThatThereIsNothingToTest() {
    var recording = new Recording(List.of(new Point(0, "ann", 0, 0), new Point(10, "ann", 1, 0)));
    assertThatThrownBy(() -> new GoalEvaluation().run("empty", recording, List.of())).isInstanceOf(CommandFailedException.class).hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"biwi_eth.txt", "crowds_zara01.txt", "crowds_zara03.txt", "students001.txt"})
  void isNoWorseThanHeadingAndPriorOnRecordedScenes(String name) {
    String data = System.getenv().getOrDefault("FOREBAY_DATA", "../../../shared/data");
    Path file = Path.of(data, "trajectories", name);
    assumeThat(Files.exists(file)).as("recorded scenes at " + data + " (FOREBAY_DATA)").isTrue();
    Scene scene = new GoalEvaluation().run(name, Recording.read(file), List.of());
    double brier = Double.POSITIVE_INFINITY;
    for (Part part : scene.parts()) {
      assertThat(part.top1()).as(part.share() + " seen").isGreaterThanOrEqualTo(Math.max(part.headingTop1(), part.priorTop1()));
      assertThat(part.brier()).as(part.share() + " seen").isLessThan(brier);
      brier = part.brier();
    }
  }

  @Test
  void readsGoalsFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("goals.txt"), "  1.5  2\n\n0,0 4,0 4,4\n");
    assertThat(GoalFile.read(file)).extracting(Goal::id).containsExactly("goal-1", "goal-2");
    assertThat(GoalFile.read(file).getLast().outline()).containsExactly(0, 0, 4, 0, 4, 4);
  }

  @Test
  void saysWhichLineIsNoGoal() throws IOException {
    Path file = Files.writeString(folder.resolve("goals.txt"), "1 2\n1 x\n");
    assertThatThrownBy(() -> GoalFile.read(file)).isInstanceOf(CommandFailedException.class).hasMessageContaining("line 2");
  }

  private static Recording fork(int people) {
    var points = new ArrayList<Point>();
    for (int person = 0; person < people; person++) {
      double slope = person % 2 == 0 ? 0.2 : -0.2;
      for (int step = 0; step <= 30; step++) {
        points.add(new Point(person * 20 + 0.4 * step, "p" + person, 0.5 * step, slope * step));
      }
    }
    return new Recording(points);
  }
}
