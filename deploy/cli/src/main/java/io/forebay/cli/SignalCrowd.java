package io.forebay.cli;

import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SubjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Invented people who walk to and fro in squares of 20 m, with a robot among them in each; whose turn it is goes round. */
final class SignalCrowd {
  private static final String SCENE = "bench-";
  private static final String ROBOT = "robot";
  private static final double SIZE = 20;
  private static final double SPEED_MIN = 0.8;
  private static final double SPEED_RANGE = 0.8;
  /** Of the golden angle: any number of people stay apart. */
  private static final double GOLDEN = 0.6180339887;

  private final int scenes;
  private final int people;
  private final long startNanos = System.nanoTime();

  /**
   * @param people in each scene
   */
  SignalCrowd(int scenes, int people) {
    this.scenes = scenes;
    this.people = people;
  }

  int subjects() {
    return scenes * (people + 1);
  }

  List<Scene> scenes() {
    var all = new ArrayList<Scene>();
    for (int scene = 0; scene < scenes; scene++) {
      var robot = new SceneFile.Robot(ROBOT, List.of(SIZE, SIZE / 2), 0.3, 1.2, 1.0);
      var goals =
          List.of(
              new SceneFile.Goal("west", List.of(List.of(0.0, 0.0), List.of(0.0, SIZE)), null),
              new SceneFile.Goal("east", List.of(List.of(SIZE, 0.0), List.of(SIZE, SIZE)), null),
              new SceneFile.Goal("middle", List.of(List.of(SIZE / 2, SIZE / 2)), null));
      var wall = List.of(List.of(List.of(SIZE / 2, SIZE * 0.7), List.of(SIZE / 2, SIZE * 0.9)));
      all.add(new SceneFile(SCENE + scene, SceneFile.TENANT, goals, wall, Optional.of(robot), null, null, null, null, null).toScene(Instant.now()));
    }
    return all;
  }

  /** The n-th signal: where its subject is now. */
  IntentSignal signal(long n) {
    int subject = (int) (n % subjects());
    int one = subject / scenes;
    boolean isRobot = one == people;
    return IntentSignal.newBuilder()
        .setSceneId(SCENE + subject % scenes)
        .setTenant(SceneFile.TENANT)
        .setSubject(isRobot ? ROBOT : "p" + one)
        .setKind(isRobot ? SubjectKind.ROBOT : SubjectKind.PERSON)
        .setSequence(n)
        .setObservedAt(Instant.now())
        .setPosition(isRobot ? new Point(SIZE / 4, SIZE / 2) : place(one, (System.nanoTime() - startNanos) / 1e9))
        .build();
  }

  private static double toAndFro(double walked) {
    return walked < SIZE ? walked : 2 * SIZE - walked;
  }

  /** To and fro along x, slowly across along y. */
  private static Point place(int person, double seconds) {
    double share = person * GOLDEN % 1;
    double walked = 2 * SIZE * share + (SPEED_MIN + SPEED_RANGE * share) * seconds;
    double x = walked % (2 * SIZE);
    double y = SIZE * (2 * person * GOLDEN * GOLDEN + seconds / 400) % (2 * SIZE);
    return new Point(toAndFro(x), toAndFro(y));
  }
}
