package io.forebay.cli;

import io.forebay.cli.TrajectoryEvaluation.Report;
import io.forebay.cli.TrajectoryEvaluation.Scene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures predictions of where people will be on recordings. */
@Command(
    name = "trajectories",
    description = {
      "Measure how well it is predicted where people will be: 8 steps seen, 12 predicted, beside constant velocity.",
      "FILE has lines of frame, pedestrian, x, y (metres, 2.5 Hz), or commas under the header seconds,subject,x,y."
    })
final class EvaluateTrajectoriesCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings, a scene each.")
  private List<Path> files;

  @Override
  public Integer call() {
    var scenes = new ArrayList<Scene>();
    for (Path file : files) {
      scenes.add(new TrajectoryEvaluation().run(String.valueOf(file.getFileName()), Recording.read(file)));
    }
    Report report = Report.of(scenes);
    output.answer(report, () -> text(report));
    return 0;
  }

  private static String text(Report report) {
    var table = new TextTable("scene", "windows", "ADE m", "FDE m", "CV ADE", "CV FDE", "NLL", "in 50 %", "in 90 %", "µs");
    report.scenes().forEach(scene -> add(table, scene));
    if (report.scenes().size() > 1) {
      add(table, report.mean());
    }
    return table
        + System.lineSeparator()
        + System.lineSeparator()
        + "ADE, FDE: mean distance of the 12 steps and of the last; CV: constant velocity of the last step"
        + System.lineSeparator()
        + "NLL: negative log-likelihood, nats; in 50 %, 90 %: share of places in the predicted region; µs: of a forecast, 8 steps taken in";
  }

  private static void add(TextTable table, Scene scene) {
    table.add(
        scene.name(), scene.windows(), three(scene.averageMetres()), three(scene.finalMetres()), three(scene.constantAverageMetres()), three(scene.constantFinalMetres()),
        three(scene.negativeLogLikelihood()), three(scene.coverage50()), three(scene.coverage90()), String.format(Locale.ROOT, "%.1f", scene.microsPerForecast()));
  }

  private static String three(double figure) {
    return String.format(Locale.ROOT, "%.3f", figure);
  }
}
