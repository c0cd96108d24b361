package io.forebay.cli;

import io.forebay.cli.Recording.Point;
import io.forebay.motion.Crowd;
import io.forebay.motion.Forecast;
import io.forebay.motion.Ground;
import io.forebay.motion.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures where people are predicted to be: of each 20 steps in a row at 0.4 s, 8 are seen and 12 predicted, beside constant velocity (that of the last step).
 *
 * <p>A recording is gone through once, by time. The crowd learns as it does when it runs: from what has happened until then, never from what comes; it begins with each recording
 * knowing nothing of the place. Of the person itself it sees the eight steps only.
 */
final class TrajectoryEvaluation {
  private static final int SEEN = 8;
  private static final int AHEAD = 12;
  private static final double STEP = 0.4;
  private static final double STEP_SLACK = 0.02;
  private static final double ENDS_AFTER_SECONDS = 4;
  private static final int REGION_DRAWS = 200;

  private final Region region = new Region(REGION_DRAWS);
  private final double[] probabilities = new double[Ground.GOALS_MAX];
  private final double[] seconds = new double[SEEN];
  private final double[] xs = new double[SEEN];
  private final double[] ys = new double[SEEN];

  /**
   * The figures of one recording.
   *
   * @param windows how many times 20 steps
   * @param averageMetres mean distance over the 12 steps (ADE)
   * @param finalMetres mean distance at the last (FDE)
   * @param constantAverageMetres the same of constant velocity
   * @param constantFinalMetres the same
   * @param negativeLogLikelihood mean over the steps, nats; of a density by the square metre
   * @param coverage50 share of the places in the smallest region that holds 50 % of the probability
   * @param coverage90 the same of 90 %
   * @param microsPerForecast mean time to take eight steps in and forecast, microseconds
   */
  record Scene(
      String name,
      int windows,
      double averageMetres,
      double finalMetres,
      double constantAverageMetres,
      double constantFinalMetres,
      double negativeLogLikelihood,
      double coverage50,
      double coverage90,
      double microsPerForecast) {}

  /**
   * All recordings.
   *
   * @param mean of the scenes, each counting the same
   */
  record Report(List<Scene> scenes, Scene mean) {
    static Report of(List<Scene> scenes) {
      int windows = scenes.stream().mapToInt(Scene::windows).sum();
      double[] sums = new double[8];
      for (Scene scene : scenes) {
        double[] figures = {
          scene.averageMetres, scene.finalMetres, scene.constantAverageMetres, scene.constantFinalMetres,
          scene.negativeLogLikelihood, scene.coverage50, scene.coverage90, scene.microsPerForecast
        };
        for (int at = 0; at < sums.length; at++) {
          sums[at] += figures[at] / scenes.size();
        }
      }
      return new Report(List.copyOf(scenes), new Scene("mean", windows, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]));
    }
  }

  /** Twenty steps of one person in a row; the moment of the prediction is the eighth. */
  private record Window(List<Point> steps) {
    double moment() {
      return steps.get(SEEN - 1).seconds();
    }
  }

  /** Sums over the windows of one recording. */
  private static final class Tally {
    private double average;
    private double last;
    private double constantAverage;
    private double constantLast;
    private double logLikelihood;
    private int within50;
    private int within90;
    private long nanos;
  }

  /**
   * Evaluates one recording.
   *
   * @throws CommandFailedException where nobody was seen for 20 steps in a row
   */
  Scene run(String name, Recording recording) {
    List<Window> windows = windows(recording);
    if (windows.isEmpty()) {
      throw new CommandFailedException(name + " shows nobody for " + (SEEN + AHEAD) + " steps of " + STEP + " s in a row.");
    }
    double[] horizons = new double[AHEAD];
    for (int step = 0; step < AHEAD; step++) {
      horizons[step] = (step + 1) * STEP;
    }
    var crowd = new Crowd(Ground.open(), horizons, ENDS_AFTER_SECONDS);
    Forecast forecast = crowd.newForecast();
    var tally = new Tally();
    var feed = new CrowdFeed(crowd, recording, ENDS_AFTER_SECONDS);
    for (Window window : windows) {
      feed.upTo(window.moment());
      predict(crowd, window, forecast, tally);
      compare(window, forecast, tally);
    }
    double steps = (double) windows.size() * AHEAD;
    return new Scene(
        name, windows.size(), tally.average / steps, tally.last / windows.size(), tally.constantAverage / steps, tally.constantLast / windows.size(),
        -tally.logLikelihood / steps, tally.within50 / steps, tally.within90 / steps, tally.nanos / 1_000.0 / windows.size());
  }

  private static List<Window> windows(Recording recording) {
    var windows = new ArrayList<Window>();
    for (List<Point> track : recording.tracks().values()) {
      int run = 1;
      for (int at = 1; at < track.size(); at++) {
        run = Math.abs(track.get(at).seconds() - track.get(at - 1).seconds() - STEP) < STEP_SLACK ? run + 1 : 1;
        if (run >= SEEN + AHEAD) {
          windows.add(new Window(track.subList(at + 1 - SEEN - AHEAD, at + 1)));
        }
      }
    }
    windows.sort(Comparator.comparingDouble(Window::moment));
    return windows;
  }

  private void predict(Crowd crowd, Window window, Forecast forecast, Tally tally) {
    for (int step = 0; step < SEEN; step++) {
      Point point = window.steps.get(step);
      seconds[step] = point.seconds();
      xs[step] = point.x();
      ys[step] = point.y();
    }
    long start = System.nanoTime();
    crowd.glimpse(seconds, xs, ys, 0, SEEN, probabilities, forecast);
    tally.nanos += System.nanoTime() - start;
  }

  private void compare(Window window, Forecast forecast, Tally tally) {
    for (int step = 0; step < AHEAD; step++) {
      Point actual = window.steps.get(SEEN + step);
      double x = 0;
      double y = 0;
      for (int component = 0; component < forecast.components(); component++) {
        x += forecast.weight(component) * forecast.x(component, step);
        y += forecast.weight(component) * forecast.y(component, step);
      }
      double error = Math.hypot(actual.x() - x, actual.y() - y);
      double steady = Math.hypot(
          actual.x() - xs[SEEN - 1] - (step + 1) * (xs[SEEN - 1] - xs[SEEN - 2]),
          actual.y() - ys[SEEN - 1] - (step + 1) * (ys[SEEN - 1] - ys[SEEN - 2]));
      double share = region.share(forecast, step, actual.x(), actual.y());
      tally.average += error;
      tally.constantAverage += steady;
      tally.last += step == AHEAD - 1 ? error : 0;
      tally.constantLast += step == AHEAD - 1 ? steady : 0;
      tally.logLikelihood += Region.logDensity(forecast, step, actual.x(), actual.y());
      tally.within50 += share <= 0.5 ? 1 : 0;
      tally.within90 += share <= 0.9 ? 1 : 0;
    }
  }
}
