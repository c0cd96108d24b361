package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneFileTest {
  private static final String LOBBY =
      """
      scene: lobby
      goals: [{id: door, outline: [[0, 4]]}, {id: desk, outline: [[8, 0], [9, 0], [9, 1]], label: Reception}]
      obstacles: [[[3, 1], [3, 5]]]
      robot: {goal: [9, 4], radius: 0.3, max-speed: 1.2, max-acceleration: 1.0}
      horizons: [0.5, 1]
      stale-after: PT0.5S
      models: [gestures]
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("scene.yaml"), text);
  }

  private String refusal(String text) throws IOException {
    var run = CommandRun.of("intents", "scene", "apply", "--dry-run", file(text).toString());
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    return run.err();
  }

  @Test
  void turnsWhatPeopleWriteIntoTheContract() throws IOException {
    Scene scene = SceneFile.read(file(LOBBY)).toScene(Instant.EPOCH);

    assertThat(scene.getSceneId()).isEqualTo("lobby");
    assertThat(scene.getTenant()).isEqualTo("default");
    assertThat(scene.getGoals()).extracting("goalId", "label").containsExactly(tuple("door", ""), tuple("desk", "Reception"));
    assertThat(scene.getObstacles().getFirst().getOutline()).containsExactly(new Point(3.0, 1.0), new Point(3.0, 5.0));
    assertThat(scene.getRobot().getSubject()).isEqualTo("robot");
    assertThat(scene.getRobot().getGoal()).isEqualTo(new Point(9.0, 4.0));
    assertThat(scene.getHorizonsSeconds()).containsExactly(0.5, 1.0);
    assertThat(scene.getStaleAfterMillis()).isEqualTo(500);
    assertThat(scene.getTrackEndsAfterMillis()).isEqualTo(4_000);
    assertThat(scene.getModels()).containsExactly("gestures");
  }

  @Test
  void readsWhatItShows() throws IOException {
    Scene scene = SceneFile.read(file(LOBBY)).toScene(Instant.EPOCH);

    assertThat(SceneFile.read(file(SceneText.file(scene))).toScene(Instant.EPOCH)).isEqualTo(scene);
  }

  @Test
  void takesJson() throws IOException {
    assertThat(SceneFile.read(file("{\"scene\": \"lobby\", \"obstacles\": [[[0, 0], [1, 1]]]}")).obstacles()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tenant: a                                                     | scene must be the scene's id
          scene: lob by                                                 | scene must be the scene's id
          {scene: a, tenant: A}                                         | tenant must have 1 to 64
          {scene: a, goals: [{id: g, outline: [[1]]}]}                  | goals[0].outline[0] must be x and y
          {scene: a, goals: [{id: g, outline: []}]}                     | goals[0].outline must have 1 to 100 corners
          {scene: a, goals: [{outline: [[1, 2]]}]}                      | goals[0].id must have
          {scene: a, goals: [{id: g, outline: [[.inf, 2]]}]}            | goals[0].outline[0]
          {scene: a, goals: [{id: g, outline: [[1, 2]]}, {id: g, outline: [[1, 2]]}]} | goals[1].id must differ
          {scene: a, obstacles: [[[1, 2]]]}                             | obstacles[0] must have 2 to 100 corners
          {scene: a, robot: {radius: 0, max-speed: 1, max-acceleration: 1}} | robot.radius must be above 0
          {scene: a, robot: {radius: 1, max-acceleration: 1}}           | robot.max-speed must be above 0 and at most 10.0 m/s, got nothing
          {scene: a, robot: {radius: 1, max-speed: 1, max-acceleration: 1, goal: [1]}} | robot.goal must be x and y
          {scene: a, horizons: [1, 1]}                                  | horizons must be 1 to 40 ascending
          {scene: a, horizons: []}                                      | horizons must be
          {scene: a, stale-after: PT0S}                                 | stale-after must be at least
          {scene: a, track-ends-after: P2D}                             | track-ends-after must be
          {scene: a, person-radius: 9}                                  | person-radius must be
          {scene: a, doors: []}                                         | doors is no setting
          """)
  void tellsWhichFieldIsWrong(String text, String complaint) throws IOException {
    assertThat(refusal(text)).contains(complaint);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() throws IOException {
    assertThat(refusal("{scene: a b, horizons: [], person-radius: -1}")).contains("scene must", "horizons must", "person-radius must");
  }
}
