package io.forebay.cli;

import io.forebay.cli.PlanningEvaluation.Scene;
import io.forebay.cli.PlanningEvaluation.Score;
import io.forebay.steering.Robot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how a robot crosses recorded scenes. */
@Command(
    name = "planning",
    description = {
      "Let a robot cross recorded scenes among the people in them, beside one that always goes and one that stops when somebody is near.",
      "People are replayed: they walk as recorded and do not respond to the robot.",
      "FILE has lines of frame, pedestrian, x, y (metres, 2.5 Hz), or commas under the header seconds,subject,x,y."
    })
final class EvaluatePlanningCommand implements Callable<Integer> {
  private static final int STARTS_MAX = 1_000;

  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings, a scene each.")
  private List<Path> files;

  @Option(names = "--starts", defaultValue = "12", description = "Times at which robots start, on each of six ways: ${DEFAULT-VALUE}.")
  private int starts;

  @Option(names = "--robot-radius", defaultValue = "0.3", description = "Metres: ${DEFAULT-VALUE}.")
  private double robotRadius;

  @Option(names = "--person-radius", defaultValue = "0.3", description = "Metres: ${DEFAULT-VALUE}.")
  private double personRadius;

  @Option(names = "--max-speed", defaultValue = "1.4", description = "Of the robot, metres a second: ${DEFAULT-VALUE}.")
  private double maxSpeed;

  @Option(names = "--max-acceleration", defaultValue = "2", description = "Of the robot, metres a second squared: ${DEFAULT-VALUE}.")
  private double maxAcceleration;

  @Override
  public Integer call() {
    if (starts < 1 || starts > STARTS_MAX || !(personRadius > 0 && personRadius <= 5)) {
      throw new CommandFailedException("--starts must be 1 to " + STARTS_MAX + " and --person-radius above 0 and at most 5.");
    }
    PlanningEvaluation evaluation;
    try {
      evaluation = new PlanningEvaluation(new Robot(robotRadius, maxSpeed, maxAcceleration), personRadius, starts);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
    var scenes = new ArrayList<Scene>();
    for (Path file : files) {
      scenes.add(evaluation.run(String.valueOf(file.getFileName()), Recording.read(file)));
    }
    output.answer(scenes, () -> text(scenes));
    return 0;
  }

  private static String text(List<Scene> scenes) {
    var table = new TextTable("scene", "policy", "crossings", "arrived", "collisions", "avoidable", "nearest m", "time", "shield", "cost", "µs");
    for (Scene scene : scenes) {
      String name = scene.scene();
      String micros = String.format(Locale.ROOT, "%.0f", scene.microsPerDecision());
      for (Score score : scene.scores()) {
        add(table, name, score, micros);
        name = "";
        micros = "";
      }
    }
    return table
        + String.format(
            Locale.ROOT,
            "%n%navoidable: the robot drove towards the person, or could have stopped or left straight when it still had time for it; not where the person appeared within the time that it takes to stop%n"
                + "nearest: least room between the circles; time: beside the free path, %.0f where it did not arrive; shield: share of decisions that it changed%n"
                + "cost: mean of time + %.0f for each collision, avoidable or not; µs: mean time of a decision, without forecasts%n"
                + "people are replayed and do not respond to the robot",
            PlanningEvaluation.LIMIT, PlanningEvaluation.COLLISION_COST);
  }

  private static void add(TextTable table, String scene, Score score, String micros) {
    table.add(
        scene, score.policy(), score.crossings(), score.arrived(), score.collisions(), score.avoidable(), figure(score.nearestMetres()), figure(score.timeRatio()),
        String.format(Locale.ROOT, "%.3f", score.interventionShare()), figure(score.cost()), micros);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
