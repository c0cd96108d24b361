package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.cli.Recording.Point;
import io.forebay.cli.TrajectoryEvaluation.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectoryEvaluationTest {
  @Test
  void hasNoErrorWherePeopleGoStraightOn() {
    Scene scene = new TrajectoryEvaluation().run("straight", people(20, 0));
    assertThat(scene.windows()).isEqualTo(20 * 11);
    assertThat(scene.constantFinalMetres()).isCloseTo(0, within(1e-6));
    assertThat(scene.finalMetres()).isLessThan(0.05);
    assertThat(scene.coverage90()).isGreaterThan(0.9);
  }

  @Test
  void learnsWhatConstantVelocityDoesNotKnow() {
    Scene scene = new TrajectoryEvaluation().run("slowing", people(40, 0.04));
    assertThat(scene.finalMetres()).isLessThan(scene.constantFinalMetres() / 2);
    assertThat(scene.averageMetres()).isLessThan(scene.constantAverageMetres() / 2);
  }

  @Test
  void needsTwentyStepsInARow() {
    var recording = new Recording(List.of(new Point(0, "ann", 0, 0), new Point(0.4, "ann", 1, 0)));
    assertThatThrownBy(() -> new TrajectoryEvaluation().run("short", recording)).isInstanceOf(CommandFailedException.class).hasMessageContaining("20 steps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"biwi_eth.txt", "crowds_zara01.txt", "crowds_zara03.txt"})
  void isBetterThanConstantVelocityOnRecordedScenes(String name) {
    String data = System.getenv().getOrDefault("FOREBAY_DATA", "../../../shared/data");
    Path file = Path.of(data, "trajectories", name);
    assumeThat(Files.exists(file)).as("recorded scenes at " + data + " (FOREBAY_DATA)").isTrue();
    Scene scene = new TrajectoryEvaluation().run(name, Recording.read(file));
    assertThat(scene.averageMetres()).isLessThan(scene.constantAverageMetres());
    assertThat(scene.finalMetres()).isLessThan(scene.constantFinalMetres());
  }

  private static Recording people(int count, double slowing) {
    var points = new ArrayList<Point>();
    for (int person = 0; person < count; person++) {
      double x = 0;
      for (int step = 0; step < 30; step++) {
        points.add(new Point(person * 15 + 0.4 * step, "p" + person, x, person % 5));
        x += 0.5 * Math.exp(-slowing * step);
      }
    }
    return new Recording(points);
  }
}
