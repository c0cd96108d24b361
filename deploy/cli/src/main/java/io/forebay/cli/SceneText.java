package io.forebay.cli;

import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneGoal;
import io.forebay.schemas.SceneObstacle;
import io.forebay.schemas.SceneRobot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Scenes for people; what strangers wrote is made safe. */
final class SceneText {
  private SceneText() {}

  static String line(Scene scene) {
    String goals = scene.getGoals().isEmpty() ? "goals learned" : scene.getGoals().size() + " goals";
    return "%s: %s, %d obstacles, %s".formatted(SafeText.of(scene.getSceneId()), goals, scene.getObstacles().size(), robot(scene));
  }

  static String table(Collection<Scene> scenes) {
    var table = new TextTable("scene", "tenant", "goals", "obstacles", "robot", "updated");
    for (Scene scene : scenes) {
      String goals = scene.getGoals().isEmpty() ? "learned" : String.valueOf(scene.getGoals().size());
      table.add(SafeText.of(scene.getSceneId()), SafeText.of(scene.getTenant()), goals, scene.getObstacles().size(), robot(scene), scene.getUpdatedAt());
    }
    return table.toString();
  }

  /** YAML as {@link SceneFile} reads it; no line feed at the end. */
  static String file(Scene scene) {
    var yaml = new StringBuilder();
    yaml.append("scene: ").append(quoted(scene.getSceneId())).append("\ntenant: ").append(quoted(scene.getTenant())).append('\n');
    if (!scene.getGoals().isEmpty()) {
      yaml.append("goals:\n");
      for (SceneGoal goal : scene.getGoals()) {
        yaml.append("  - {id: %s, outline: %s, label: %s}%n".formatted(quoted(goal.getGoalId()), outline(goal.getOutline()), quoted(goal.getLabel())));
      }
    }
    if (!scene.getObstacles().isEmpty()) {
      yaml.append("obstacles:\n");
      for (SceneObstacle obstacle : scene.getObstacles()) {
        yaml.append("  - ").append(outline(obstacle.getOutline())).append('\n');
      }
    }
    SceneRobot robot = scene.getRobot();
    if (robot != null) {
      yaml.append("robot: {subject: ").append(quoted(robot.getSubject()));
      if (robot.getGoal() != null) {
        yaml.append(", goal: ").append(place(robot.getGoal()));
      }
      yaml.append(", radius: %s, max-speed: %s, max-acceleration: %s}%n".formatted(robot.getRadiusMetres(), robot.getMaxSpeed(), robot.getMaxAcceleration()));
    }
    return yaml.append("person-radius: ").append(scene.getPersonRadiusMetres())
        .append("\nhorizons: ").append(scene.getHorizonsSeconds())
        .append("\nstale-after: ").append(Duration.ofMillis(scene.getStaleAfterMillis()))
        .append("\ntrack-ends-after: ").append(Duration.ofMillis(scene.getTrackEndsAfterMillis()))
        .append("\nmodels: [").append(scene.getModels().stream().map(SceneText::quoted).collect(Collectors.joining(", "))).append(']')
        .toString();
  }

  private static String robot(Scene scene) {
    SceneRobot robot = scene.getRobot();
    return robot == null ? "no robot" : "robot " + SafeText.of(robot.getSubject());
  }

  private static String outline(List<Point> outline) {
    return outline.stream().map(SceneText::place).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String place(Point point) {
    return "[" + point.getX() + ", " + point.getY() + "]";
  }

  private static String quoted(String text) {
    return '"' + SafeText.of(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
