package io.forebay.cli;

import io.forebay.schemas.Scene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parent of the commands about scenes. */
@Command(
    name = "scene",
    description = "Places that are watched: goals of people, obstacles, the robot, parameters.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IntentsSceneCommand.Apply.class,
      IntentsSceneCommand.ListScenes.class,
      IntentsSceneCommand.Show.class
    })
final class IntentsSceneCommand {

  /** Brings a scene to the topology. */
  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = {
        "Put the scene of a file in place of what was said of it before; those who are in it stay.",
        "FILE is YAML or JSON, metres and seconds:",
        "  scene: lobby",
        "  goals: [{id: door, outline: [[0, 4]]}, {id: desk, outline: [[8, 0], [9, 0], [9, 1]], label: Reception}]",
        "  obstacles: [[[3, 1], [3, 5]], [[5, 5], [6, 5], [6, 6]]]",
        "  robot: {subject: robot, goal: [9, 4], radius: 0.3, max-speed: 1.2, max-acceleration: 1.0}",
        "  person-radius: 0.3",
        "  horizons: [0.4, 0.8, 1.2, 2.4, 4.8]",
        "  stale-after: PT1S",
        "  track-ends-after: PT4S",
        "  models: [gestures]",
        "Only scene is required; without goals they are learned."
      })
  static final class Apply implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "FILE", description = "The scene.")
    private Path file;

    @Option(names = "--dry-run", description = "Only check the file; needs no Kafka.")
    private boolean dryRun;

    @Override
    public Integer call() {
      Scene scene = SceneFile.read(file).toScene(Instant.now());
      if (!dryRun) {
        CompactedTopic.scenes(connection).write(scene);
      }
      output.answer(Map.of("applied", !dryRun, "scene", AvroJson.of(scene)), () -> (dryRun ? "would apply " : "applied ") + SceneText.line(scene));
      return 0;
    }
  }

  /** Shows all scenes. */
  @Command(name = "list", description = "Show all scenes, a line each; with --json a document each.", mixinStandardHelpOptions = true)
  static final class ListScenes implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Override
    public Integer call() {
      var scenes = CompactedTopic.scenes(connection).read().values();
      if (output.isJson()) {
        scenes.forEach(scene -> output.answer(AvroJson.of(scene), () -> ""));
      } else {
        output.answer(scenes, () -> scenes.isEmpty() ? "No scenes; forebay intents scene apply brings one." : SceneText.table(scenes));
      }
      return 0;
    }
  }

  /** Shows one scene. */
  @Command(name = "show", description = "Show a scene, as a file that apply would take.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "SCENE", description = "Its id.")
    private String sceneId;

    @Override
    public Integer call() {
      var scenes = CompactedTopic.scenes(connection).read();
      Scene scene = scenes.get(sceneId);
      if (scene == null) {
        String known = scenes.isEmpty() ? "there are none" : "known are " + scenes.keySet().stream().limit(20).map(SafeText::of).collect(Collectors.joining(", "));
        throw new CommandFailedException("There is no scene " + sceneId + "; " + known + ".");
      }
      output.answer(AvroJson.of(scene), () -> SceneText.file(scene));
      return 0;
    }
  }
}
