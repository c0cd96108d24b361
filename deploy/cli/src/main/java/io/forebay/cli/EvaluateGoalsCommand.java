package io.forebay.cli;

import io.forebay.cli.GoalEvaluation.Part;
import io.forebay.cli.GoalEvaluation.Report;
import io.forebay.cli.GoalEvaluation.Scene;
import io.forebay.motion.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures on recordings how early it is known where people go. */
@Command(
    name = "goals",
    description = {
      "Measure how early it is known where people go: learned from the first half of a recording by time, tested on the second.",
      "FILE has lines of frame, pedestrian, x, y (metres, 2.5 Hz), or commas under the header seconds,subject,x,y."
    })
final class EvaluateGoalsCommand implements Callable<Integer> {
  private static final String LEARN = "learn";

  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings, a scene each.")
  private List<Path> files;

  @Option(
      names = "--goals",
      paramLabel = "learn|FILE",
      defaultValue = LEARN,
      description = "Learn the goals from where tracks end, or read them: a line each, x and y in metres; more pairs are the corners of a polygon. Default: ${DEFAULT-VALUE}.")
  private String goals;

  @Override
  public Integer call() {
    List<Goal> named = goals.equals(LEARN) ? List.of() : GoalFile.read(Path.of(goals));
    var scenes = new ArrayList<Scene>();
    for (Path file : files) {
      scenes.add(new GoalEvaluation().run(String.valueOf(file.getFileName()), Recording.read(file), named));
    }
    Report report = new Report(scenes);
    output.answer(report, () -> text(report));
    return 0;
  }

  private static String text(Report report) {
    var table = new TextTable("scene", "goals", "tracks", "seen", "top-1", "heading", "prior", "Brier");
    for (Scene scene : report.scenes()) {
      for (Part part : scene.parts()) {
        table.add(
            scene.name(), scene.goals(), scene.tracks(), Math.round(100 * part.share()) + " %",
            three(part.top1()), three(part.headingTop1()), three(part.priorTop1()), three(part.brier()));
      }
    }
    return table
        + System.lineSeparator()
        + System.lineSeparator()
        + "top-1: share of tracks whose likeliest goal was theirs; heading: of the goal straightest ahead; prior: of the goal where most went"
        + System.lineSeparator()
        + "Brier: squared error of the probabilities, summed over the goals; lower is better";
  }

  private static String three(double figure) {
    return String.format(Locale.ROOT, "%.3f", figure);
  }
}
