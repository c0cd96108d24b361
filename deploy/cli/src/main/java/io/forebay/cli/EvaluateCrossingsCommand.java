package io.forebay.cli;

import io.forebay.features.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how well it is foreseen that pedestrians will cross. */
@Command(
    name = "crossings",
    description = {
      "Measure by cross-validation how well crossings are foreseen one to two seconds ahead; videos are never split.",
      "DIR holds pedestrians.csv, tracks.csv.gz and vehicle.csv.gz: boxes by frame at 30 a second with labels.",
      "Two tables: moments 1 to 2 s before the start of the crossing or the end of the track, as the published benchmark has it;",
      "and every half second, asking whether the crossing starts 1 to 2 s later."
    })
final class EvaluateCrossingsCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder;

  @Option(names = "--folds", paramLabel = "N", defaultValue = "5", description = "Parts of the cross-validation, 2 to 20; default: ${DEFAULT-VALUE}.")
  private int folds;

  /**
   * What was measured.
   *
   * @param pedestrians how many tracks there are
   * @param auc of {@code beforeTheEvent}
   * @param beforeTheEvent at moments one to two seconds before the crossing or the end of the track
   * @param everyHalfSecond at any moment
   */
  record Report(int pedestrians, double auc, LabelFigures beforeTheEvent, LabelFigures everyHalfSecond) {}

  @Override
  public Integer call() {
    List<CrossingTrack> tracks = CrossingTracks.read(folder);
    LabelFigures before = EvaluateGesturesCommand.evaluate(examples(() -> CrossingMoments.beforeTheEvent(tracks)), folds, folder);
    LabelFigures every = EvaluateGesturesCommand.evaluate(examples(() -> CrossingMoments.everyHalfSecond(tracks)), folds, folder);
    Report report = new Report(tracks.size(), before.auc(), before, every);
    output.answer(
        report,
        () ->
            String.format(
                "%d pedestrians%n%none to two seconds before the event%n%s%n%nevery half second: does it start one to two seconds later%n%s",
                report.pedestrians(), before.text(), every.text()));
    return 0;
  }

  private Examples examples(Supplier<Examples> moments) {
    try {
      return moments.get();
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(folder + " has too little to learn from: " + e.getMessage() + ".", e);
    }
  }
}
