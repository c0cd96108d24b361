package io.forebay.cli;

import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends recordings of people as if they walked now. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Send recordings of people as if they walked now; watch with forebay intents tail.",
      "FILE has lines of frame, pedestrian, x, y (metres, tabs or spaces between, frames at 2.5 Hz), or is a CSV with the header seconds,subject,x,y.",
      "Several files are several scenes, at the same time. A scene that nobody applied is applied without goals: they are learned."
    })
final class IntentsReplayCommand implements Callable<Integer> {
  private static final double SPEED_MAX = 1_000;
  private static final double ROBOT_RADIUS = 0.3;
  private static final double ROBOT_SPEED = 1.2;
  private static final double ROBOT_ACCELERATION = 1;

  @Mixin private Output output;
  @Mixin private Connection connection;
  @Spec private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
  private List<Path> files;

  @Option(names = "--speed", paramLabel = "X", defaultValue = "1", description = "Times as fast as recorded, and so fast do people walk then; default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(names = "--scene", paramLabel = "ID", description = "The scene, for one file; default: the file's name without what follows its first dot.")
  private String scene;

  @Option(names = "--tenant", defaultValue = SceneFile.TENANT, description = "Whose scenes are applied; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @Option(
      names = "--robot",
      paramLabel = "X,Y",
      converter = PlaceConverter.class,
      description = "Put the robot of the scene here and let it do what is decided, for one file; with a scene that has none, see --robot-goal.")
  private Point robot;

  @Option(
      names = "--robot-goal",
      paramLabel = "X,Y",
      converter = PlaceConverter.class,
      description = "Give a scene that has no robot one with this goal (radius 0.3 m, 1.2 m/s, 1 m/s²); needs --robot.")
  private Point robotGoal;

  @Override
  public Integer call() {
    if (!(speed > 0 && speed <= SPEED_MAX)) {
      throw new ParameterException(command.commandLine(), "--speed must be above 0 and at most " + SPEED_MAX + ", got " + speed);
    }
    if (files.size() > 1 && (scene != null || robot != null)) {
      throw new ParameterException(command.commandLine(), "--scene and --robot are for one file; there are " + files.size());
    }
    if (robotGoal != null && robot == null) {
      throw new ParameterException(command.commandLine(), "--robot-goal needs --robot: where it begins");
    }
    Map<String, Recording> recordings = recordings();
    var scenes = scenes(recordings);
    try (var replayer = new Replayer(connection.kafka(), connection.topics(), connection.serdes(), scenes)) {
      if (robot != null) {
        replayer.drive(scenes.values().iterator().next(), robot.getX(), robot.getY());
      }
      var counts = replayer.run(Replay.of(recordings, speed));
      output.answer(counts, counts::text);
      return 0;
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }

  private Map<String, Recording> recordings() {
    var recordings = new LinkedHashMap<String, Recording>();
    for (Path file : files) {
      String id = scene == null ? stem(file) : scene;
      if (!SceneFile.isId(id)) {
        throw new ParameterException(command.commandLine(), "A scene id has 1 to 100 letters, digits and . _ : @ -, got " + id + "; give one with --scene");
      }
      if (recordings.put(id, Recording.read(file)) != null) {
        throw new ParameterException(command.commandLine(), "Two files would be the scene " + id + "; their names must differ");
      }
    }
    return recordings;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** The scenes of the recordings; those that nobody applied are applied now. */
  private Map<String, Scene> scenes(Map<String, Recording> recordings) {
    var topic = CompactedTopic.scenes(connection);
    var known = topic.read();
    var scenes = new LinkedHashMap<String, Scene>();
    for (String id : recordings.keySet()) {
      Scene found = known.get(id);
      Scene wanted = found != null ? found : SceneFile.empty(id, tenant, Optional.empty()).toScene(Instant.now());
      if (robot != null && wanted.getRobot() == null) {
        wanted = withRobot(wanted);
      }
      if (!wanted.equals(found)) {
        topic.write(wanted);
      }
      scenes.put(id, wanted);
    }
    return scenes;
  }

  private Scene withRobot(Scene without) {
    if (robotGoal == null) {
      throw new CommandFailedException("The scene " + without.getSceneId() + " has no robot; say with --robot-goal X,Y where one is to go, or apply a scene with a robot.");
    }
    var goal = List.of(robotGoal.getX(), robotGoal.getY());
    var added = new SceneFile.Robot(null, goal, ROBOT_RADIUS, ROBOT_SPEED, ROBOT_ACCELERATION);
    Scene with = SceneFile.empty(without.getSceneId(), without.getTenant(), Optional.of(added)).toScene(Instant.now());
    return Scene.newBuilder(without).setRobot(with.getRobot()).setUpdatedAt(with.getUpdatedAt()).build();
  }
}
