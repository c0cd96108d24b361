package io.forebay.intents;

import static io.forebay.intents.IntentsFixture.SCENE;
import static io.forebay.intents.IntentsFixture.START;
import static io.forebay.intents.IntentsFixture.scene;
import static io.forebay.intents.IntentsFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneGoal;
import io.forebay.schemas.SceneObstacle;
import io.forebay.schemas.SceneRobot;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalRulesTest {
  private static final double NAN = Double.NaN;

  @Test
  void letsInWhatTheContractAllows() {
    assertThat(SignalRules.problem(SCENE, good().build(), START)).isNull();
    assertThat(SignalRules.problem(SCENE, scene().build())).isNull();
  }

  private static IntentSignal.Builder good() {
    return signal("ann", 1, 2, 3, START).setVelocity(new Point(1.0, 0.0)).setHeading(3.1).setGaze(-3.1);
  }

  static Stream<Arguments> badSignals() {
    return Stream.of(
        Arguments.of(good().setSubject(""), "subject must have"),
        Arguments.of(good().setSceneId("other"), "The key must be the sceneId other"),
        Arguments.of(good().setTenant("Acme"), "tenant must have"),
        Arguments.of(good().setPosition(new Point(NAN, 0.0)), "position must be"),
        Arguments.of(good().setPosition(new Point(0.0, Double.POSITIVE_INFINITY)), "position must be"),
        Arguments.of(good().setPosition(new Point(100_001.0, 0.0)), "position must be"),
        Arguments.of(good().setVelocity(new Point(NAN, 0.0)), "velocity must be"),
        Arguments.of(good().setVelocity(new Point(1e9, 0.0)), "velocity must be"),
        Arguments.of(good().setHeading(NAN), "heading and gaze must be"),
        Arguments.of(good().setGaze(Double.NEGATIVE_INFINITY), "heading and gaze must be"),
        Arguments.of(good().setObservedAt(START.plusSeconds(6)), "observedAt is"));
  }

  @ParameterizedTest
  @MethodSource("badSignals")
  void saysWhatIsWrongWithASignal(IntentSignal.Builder signal, String sentence) {
    assertThat(SignalRules.problem(SCENE, signal.build(), START)).startsWith(sentence);
  }

  static Stream<Arguments> badScenes() {
    var far = List.of(new Point(1e9, 0.0));
    return Stream.of(
        Arguments.of(scene().setGoals(List.of(new SceneGoal("a", List.of(), ""))), "The goal a must have"),
        Arguments.of(scene().setGoals(List.of(new SceneGoal("a", far, ""))), "The goal a must have"),
        Arguments.of(scene().setGoals(List.of(scene().getGoals().getFirst(), scene().getGoals().getFirst())), "The goalIds"),
        Arguments.of(scene().setObstacles(List.of(new SceneObstacle(List.of(new Point(0.0, 0.0))))), "Each obstacle must have"),
        Arguments.of(scene().setObstacles(Collections.nCopies(257, new SceneObstacle(List.of(new Point(0.0, 0.0), new Point(1.0, 0.0))))), "A scene has at most"),
        Arguments.of(scene().setPersonRadiusMetres(NAN), "personRadiusMetres must be"),
        Arguments.of(scene().setHorizonsSeconds(List.of()), "horizonsSeconds must be"),
        Arguments.of(scene().setHorizonsSeconds(List.of(1.0, 1.0)), "horizonsSeconds must be"),
        Arguments.of(scene().setHorizonsSeconds(List.of(NAN)), "horizonsSeconds must be"),
        Arguments.of(scene().setHorizonsSeconds(List.of(31.0)), "horizonsSeconds must be"),
        Arguments.of(scene().setStaleAfterMillis(0), "staleAfterMillis and"),
        Arguments.of(scene().setRobot(new SceneRobot("r", null, 0.0, 1.0, 1.0)), "A robot has"),
        Arguments.of(scene().setRobot(new SceneRobot("r", null, 0.4, NAN, 1.0)), "A robot has"),
        Arguments.of(scene().setRobot(new SceneRobot("r", new Point(NAN, 0.0), 0.4, 1.0, 1.0)), "The goal of the robot"));
  }

  @ParameterizedTest
  @MethodSource("badScenes")
  void saysWhatIsWrongWithAScene(Scene.Builder scene, String sentence) {
    assertThat(SignalRules.problem(SCENE, scene.build())).startsWith(sentence);
  }
}
