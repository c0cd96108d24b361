package io.forebay.cli;

import io.forebay.motion.Goal;
import io.forebay.motion.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a recorded scene with predictions. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description = {
      "Draw a recorded scene at one moment: people, tracks so far, where they may be in 2.4 s and 4.8 s, goals; beside it where they then went.",
      "Predictions know only what was seen before that moment. Needs no Kafka."
    })
final class IntentsPlotCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The recording, as forebay intents replay takes it.")
  private Path file;

  @Option(names = "--at", required = true, paramLabel = "T", description = "Seconds from the beginning of the recording.")
  private double at;

  @Option(names = "--scene", paramLabel = "FILE", description = "Goals and obstacles, as forebay intents scene apply takes them; default: goals learned until then.")
  private Path scene;

  @Option(names = "--out", paramLabel = "FILE", defaultValue = "scene.png", description = "The picture, a PNG; default: ${DEFAULT-VALUE}.")
  private Path out;

  /** What was drawn. */
  record Drawn(String file, int people, int goals) {}

  @Override
  public Integer call() {
    if (!(at >= 0 && Double.isFinite(at))) {
      throw new ParameterException(command.commandLine(), "--at must be a number of seconds, at least 0, got " + at);
    }
    Ground ground = scene == null ? Ground.open() : ground(SceneFile.read(scene));
    ScenePicture picture = ScenePicture.at(Recording.read(file), ground, at);
    try {
      ImageIO.write(ScenePainter.paint(picture), "png", out.toFile());
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write " + out + ": " + e.getMessage() + ".", e);
    }
    var drawn = new Drawn(out.toString(), picture.people().size(), picture.goals().size());
    output.answer(drawn, () -> "%s: %d people, %d goals".formatted(drawn.file(), drawn.people(), drawn.goals()));
    return 0;
  }

  private static Ground ground(SceneFile scene) {
    var goals = scene.goals().stream().map(goal -> new Goal(goal.id(), numbers(goal.outline()))).toList();
    return new Ground(goals, scene.obstacles().stream().map(IntentsPlotCommand::numbers).toList());
  }

  private static double[] numbers(List<List<Double>> outline) {
    return outline.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
  }
}
