package io.forebay.cli;

import io.forebay.motion.Ground;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigException.Problem;
import io.forebay.runtime.ConfigLoader;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneGoal;
import io.forebay.schemas.SceneObstacle;
import io.forebay.schemas.SceneRobot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scene as people write it, YAML or JSON. Places are lists of x and y in metres.
 *
 * @param scene its id
 * @param tenant whose it is; default unless given
 * @param goals where people head; learned where there are none
 * @param obstacles outlines of what nobody walks through; two corners are a wall
 * @param robot the machine to plan for
 * @param personRadius metres; 0.3 unless given
 * @param horizons seconds ahead, ascending; twelve steps of 0.4 unless given
 * @param staleAfter age at which an observation stops the robot; 1 s unless given
 * @param trackEndsAfter silence that ends a track; 4 s unless given
 * @param models names of the models that read features here
 */
record SceneFile(
    String scene,
    String tenant,
    List<Goal> goals,
    List<List<List<Double>>> obstacles,
    Optional<Robot> robot,
    Double personRadius,
    List<Double> horizons,
    Duration staleAfter,
    Duration trackEndsAfter,
    List<String> models) {
  static final String TENANT = "default";
  private static final double PLACE_MAX = 100_000;
  private static final int CORNERS_MAX = 100;
  private static final int HORIZONS_MAX = 40;
  private static final double HORIZON_SECONDS_MAX = 30;
  private static final int MODELS_MAX = 8;
  private static final Duration PATIENCE_MAX = Duration.ofHours(1);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]{1,100}");
  private static final Pattern TENANT_NAME = Pattern.compile("[a-z0-9._-]{1,64}");

  SceneFile {
    tenant = tenant == null ? TENANT : tenant;
    goals = goals == null ? List.of() : List.copyOf(goals);
    obstacles = obstacles == null ? List.of() : List.copyOf(obstacles);
    models = models == null ? List.of() : List.copyOf(models);
    var problems = new Problems();
    problems.unless(isId(scene), "scene", "must be the scene's id, 1 to 100 letters, digits and . _ : @ -, got " + scene);
    problems.unless(TENANT_NAME.matcher(tenant).matches(), "tenant", "must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores, got " + tenant);
    problems.unless(goals.size() <= Ground.GOALS_MAX, "goals", "must be at most " + Ground.GOALS_MAX + ", got " + goals.size());
    problems.unless(obstacles.size() <= Ground.OBSTACLES_MAX, "obstacles", "must be at most " + Ground.OBSTACLES_MAX + ", got " + obstacles.size());
    problems.unless(models.size() <= MODELS_MAX, "models", "must be at most " + MODELS_MAX + ", got " + models.size());
    var ids = new HashSet<String>();
    for (int at = 0; at < goals.size(); at++) {
      problems.unless(ids.add(goals.get(at).id()), "goals[" + at + "].id", "must differ from the others', got " + goals.get(at).id() + " again");
    }
    for (int at = 0; at < obstacles.size(); at++) {
      problems.outline("obstacles[" + at + "]", obstacles.get(at), 2);
    }
    problems.within("person-radius", personRadius, 5, "m");
    problems.horizons(horizons);
    problems.patience("stale-after", staleAfter);
    problems.patience("track-ends-after", trackEndsAfter);
    problems.throwIfAny();
  }

  /**
   * Where people head.
   *
   * @param outline one point, or the corners of a polygon in order
   */
  record Goal(String id, List<List<Double>> outline, String label) {
    Goal {
      label = label == null ? "" : label;
      var problems = new Problems();
      problems.unless(isId(id), "id", "must have 1 to 100 letters, digits and . _ : @ -, got " + id);
      problems.outline("outline", outline, 1);
      problems.throwIfAny();
    }
  }

  /**
   * The machine of a scene.
   *
   * @param subject under which it reports where it is; robot unless given
   * @param goal where it is to go; it stays where it is unless given
   * @param radius metres
   * @param maxSpeed metres a second
   * @param maxAcceleration metres a second squared
   */
  record Robot(String subject, List<Double> goal, Double radius, Double maxSpeed, Double maxAcceleration) {
    Robot {
      subject = subject == null ? "robot" : subject;
      var problems = new Problems();
      problems.unless(isId(subject), "subject", "must have 1 to 100 letters, digits and . _ : @ -, got " + subject);
      problems.unless(goal == null || isPlace(goal), "goal", place(goal));
      problems.required("radius", radius, 5, "m");
      problems.required("max-speed", maxSpeed, 10, "m/s");
      problems.required("max-acceleration", maxAcceleration, 50, "m/s²");
      problems.throwIfAny();
    }
  }

  /** What is wrong with a part of a file. */
  private static final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void unless(boolean condition, String key, String complaint) {
      if (!condition) {
        found.add(new Problem(key, complaint));
      }
    }

    void required(String key, Double number, double max, String unit) {
      unless(number != null && number > 0 && number <= max, key, "must be above 0 and at most " + max + " " + unit + ", got " + (number == null ? "nothing" : number));
    }

    void within(String key, Double number, double max, String unit) {
      if (number != null) {
        required(key, number, max, unit);
      }
    }

    void outline(String key, List<List<Double>> corners, int least) {
      int count = corners == null ? 0 : corners.size();
      unless(count >= least && count <= CORNERS_MAX, key, "must have " + least + " to " + CORNERS_MAX + " corners such as [[0, 0], [2.5, 0]], got " + count);
      for (int at = 0; at < count; at++) {
        unless(isPlace(corners.get(at)), key + "[" + at + "]", place(corners.get(at)));
      }
    }

    void horizons(List<Double> seconds) {
      if (seconds != null) {
        boolean ascend = !seconds.isEmpty() && seconds.size() <= HORIZONS_MAX && seconds.getLast() <= HORIZON_SECONDS_MAX;
        for (int at = 0; ascend && at < seconds.size(); at++) {
          ascend = seconds.get(at) > (at == 0 ? 0 : seconds.get(at - 1));
        }
        unless(ascend, "horizons", "must be 1 to " + HORIZONS_MAX + " ascending numbers of seconds above 0 and at most " + HORIZON_SECONDS_MAX + ", got " + seconds);
      }
    }

    void patience(String key, Duration time) {
      unless(
          time == null || (time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(PATIENCE_MAX) <= 0),
          key,
          "must be at least PT0.001S and at most " + PATIENCE_MAX + ", got " + time);
    }

    void throwIfAny() {
      if (!found.isEmpty()) {
        throw new ConfigException(found);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming every field that is wrong, its line and what is allowed
   */
  static SceneFile read(Path file) {
    return ConfigLoader.load(SceneFile.class, Optional.of(file), Map.of());
  }

  /** A scene without goals and obstacles. */
  static SceneFile empty(String scene, String tenant, Optional<Robot> robot) {
    return new SceneFile(scene, tenant, null, null, robot, null, null, null, null, null);
  }

  /** Whether something can be the id of a scene or subject. */
  static boolean isId(String text) {
    return text != null && ID.matcher(text).matches();
  }

  Scene toScene(Instant updatedAt) {
    EventSchemas.published(Scene.class); // Avro's builders work only once it is initialised
    var scene =
        Scene.newBuilder()
            .setSceneId(this.scene)
            .setTenant(tenant)
            .setGoals(goals.stream().map(goal -> new SceneGoal(goal.id(), points(goal.outline()), goal.label())).toList())
            .setObstacles(obstacles.stream().map(outline -> new SceneObstacle(points(outline))).toList())
            .setRobot(robot.map(SceneFile::robot).orElse(null))
            .setModels(models)
            .setUpdatedAt(updatedAt);
    Optional.ofNullable(personRadius).ifPresent(scene::setPersonRadiusMetres);
    Optional.ofNullable(horizons).ifPresent(scene::setHorizonsSeconds);
    Optional.ofNullable(staleAfter).ifPresent(time -> scene.setStaleAfterMillis((int) time.toMillis()));
    Optional.ofNullable(trackEndsAfter).ifPresent(time -> scene.setTrackEndsAfterMillis((int) time.toMillis()));
    return scene.build();
  }

  private static SceneRobot robot(Robot robot) {
    return new SceneRobot(robot.subject(), robot.goal() == null ? null : point(robot.goal()), robot.radius(), robot.maxSpeed(), robot.maxAcceleration());
  }

  private static List<Point> points(List<List<Double>> outline) {
    return outline.stream().map(SceneFile::point).toList();
  }

  private static Point point(List<Double> place) {
    return new Point(place.getFirst(), place.getLast());
  }

  private static boolean isPlace(List<Double> numbers) {
    return numbers.size() == 2 && numbers.stream().allMatch(number -> Math.abs(number) <= PLACE_MAX);
  }

  private static String place(List<Double> got) {
    return "must be x and y in metres such as [2.5, 0], each within " + PLACE_MAX + " m of the origin, got " + got;
  }
}
