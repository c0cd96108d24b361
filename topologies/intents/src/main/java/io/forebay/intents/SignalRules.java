package io.forebay.intents;

import io.forebay.motion.Ground;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneGoal;
import io.forebay.schemas.SceneObstacle;
import io.forebay.schemas.SceneRobot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** What the contract allows of scenes and signals, in sentences. */
final class SignalRules {
  /** Metres; no scene is larger, and squares of it stay exact enough. */
  static final double PLACE_MAX = 100_000;

  static final int FEATURES_MAX = 1_000;
  private static final double SPEED_MAX = 1_000;
  private static final int CORNERS_MAX = 100;
  private static final int HORIZONS_MAX = 40;
  private static final double HORIZON_MAX_SECONDS = 30;
  private static final int MODELS_MAX = 8;
  private static final Duration FUTURE_MAX = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]{1,100}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");

  private SignalRules() {}

  /** What is wrong with a signal that arrived under a key; null: nothing. */
  static String problem(String key, IntentSignal signal, Instant arrivedAt) {
    String problem = problem(key, signal.getSceneId(), signal.getTenant());
    if (problem != null) {
      return problem;
    }
    if (!ID.matcher(signal.getSubject()).matches()) {
      return "subject must have 1 to 100 letters, digits and . _ : @ -";
    }
    if (isOutside(signal.getPosition())) {
      return "position must be two numbers within " + PLACE_MAX + " m of the origin, got " + text(signal.getPosition());
    }
    if (signal.getVelocity() != null && !(Math.hypot(signal.getVelocity().getX(), signal.getVelocity().getY()) <= SPEED_MAX)) {
      return "velocity must be two numbers of at most " + SPEED_MAX + " m/s, got " + text(signal.getVelocity());
    }
    if (isNoAngle(signal.getHeading()) || isNoAngle(signal.getGaze())) {
      return "heading and gaze must be finite numbers of radians";
    }
    if (signal.getFeatures().size() > FEATURES_MAX) {
      return "There may be " + FEATURES_MAX + " features at most, got " + signal.getFeatures().size();
    }
    return signal.getObservedAt().isAfter(arrivedAt.plus(FUTURE_MAX))
        ? "observedAt is " + signal.getObservedAt() + ", more than " + FUTURE_MAX.toSeconds() + " s after the record's timestamp " + arrivedAt
        : null;
  }

  /** The same of a scene. */
  static String problem(String key, Scene scene) {
    String problem = problem(key, scene.getSceneId(), scene.getTenant());
    if (problem != null) {
      return problem;
    }
    if (scene.getGoals().size() > Ground.GOALS_MAX || scene.getObstacles().size() > Ground.OBSTACLES_MAX || scene.getModels().size() > MODELS_MAX) {
      return "A scene has at most %d goals, %d obstacles and %d models".formatted(Ground.GOALS_MAX, Ground.OBSTACLES_MAX, MODELS_MAX);
    }
    for (SceneGoal goal : scene.getGoals()) {
      if (!isOutline(goal.getOutline(), 1)) {
        return "The goal " + goal.getGoalId() + " must have 1 to " + CORNERS_MAX + " corners within " + PLACE_MAX + " m of the origin";
      }
    }
    if (scene.getGoals().stream().map(SceneGoal::getGoalId).distinct().count() < scene.getGoals().size()) {
      return "The goalIds of a scene must differ";
    }
    for (SceneObstacle obstacle : scene.getObstacles()) {
      if (!isOutline(obstacle.getOutline(), 2)) {
        return "Each obstacle must have 2 to " + CORNERS_MAX + " corners within " + PLACE_MAX + " m of the origin";
      }
    }
    return numbersProblem(scene);
  }

  private static String numbersProblem(Scene scene) {
    if (!(scene.getPersonRadiusMetres() > 0 && scene.getPersonRadiusMetres() <= 5)) {
      return "personRadiusMetres must be above 0 and at most 5, got " + scene.getPersonRadiusMetres();
    }
    List<Double> horizons = scene.getHorizonsSeconds();
    boolean ascend = !horizons.isEmpty() && horizons.size() <= HORIZONS_MAX && horizons.getLast() <= HORIZON_MAX_SECONDS;
    for (int i = 0; ascend && i < horizons.size(); i++) {
      ascend = horizons.get(i) > (i == 0 ? 0 : horizons.get(i - 1));
    }
    if (!ascend) {
      return "horizonsSeconds must be 1 to %d ascending numbers above 0 and at most %s".formatted(HORIZONS_MAX, HORIZON_MAX_SECONDS);
    }
    if (scene.getStaleAfterMillis() < 1 || scene.getTrackEndsAfterMillis() < 1) {
      return "staleAfterMillis and trackEndsAfterMillis must be at least 1";
    }
    SceneRobot robot = scene.getRobot();
    if (robot == null) {
      return null;
    }
    if (robot.getGoal() != null && isOutside(robot.getGoal())) {
      return "The goal of the robot must be within " + PLACE_MAX + " m of the origin";
    }
    boolean isPossible = isWithin(robot.getRadiusMetres(), 5) && isWithin(robot.getMaxSpeed(), 10) && isWithin(robot.getMaxAcceleration(), 50);
    return isPossible ? null : "A robot has a radius of at most 5 m, a speed of at most 10 m/s and an acceleration of at most 50 m/s², each above 0";
  }

  private static boolean isWithin(double number, double max) {
    return number > 0 && number <= max;
  }

  private static boolean isOutline(List<Point> outline, int cornersMin) {
    return outline.size() >= cornersMin && outline.size() <= CORNERS_MAX && outline.stream().noneMatch(SignalRules::isOutside);
  }

  private static boolean isOutside(Point point) {
    return !(Math.abs(point.getX()) <= PLACE_MAX && Math.abs(point.getY()) <= PLACE_MAX);
  }

  private static boolean isNoAngle(Double angle) {
    return angle != null && !Double.isFinite(angle);
  }

  private static String text(Point point) {
    return point.getX() + ", " + point.getY();
  }

  private static String problem(String key, String sceneId, String tenant) {
    if (!ID.matcher(sceneId).matches()) {
      return "sceneId must have 1 to 100 letters, digits and . _ : @ -";
    }
    if (!sceneId.equals(key)) {
      return "The key must be the sceneId " + sceneId;
    }
    return TENANT.matcher(tenant).matches() ? null : "tenant must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores";
  }
}
