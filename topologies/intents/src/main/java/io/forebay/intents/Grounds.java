package io.forebay.intents;

import io.forebay.motion.Goal;
import io.forebay.motion.Ground;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import java.util.List;

/** The fixed things of a scene, as the library of motion has them. */
final class Grounds {
  private Grounds() {}

  static Ground of(Scene scene) {
    return new Ground(
        scene.getGoals().stream().map(goal -> new Goal(goal.getGoalId(), numbers(goal.getOutline()))).toList(),
        scene.getObstacles().stream().map(obstacle -> numbers(obstacle.getOutline())).toList());
  }

  private static double[] numbers(List<Point> outline) {
    double[] numbers = new double[2 * outline.size()];
    for (int corner = 0; corner < outline.size(); corner++) {
      numbers[2 * corner] = outline.get(corner).getX();
      numbers[2 * corner + 1] = outline.get(corner).getY();
    }
    return numbers;
  }
}
