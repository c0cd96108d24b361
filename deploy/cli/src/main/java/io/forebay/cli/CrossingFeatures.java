package io.forebay.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a pedestrian's track up to a moment says of a crossing to come: where in the picture, how it moves and has begun to move, where
 * it looks, and what the vehicle does. Lengths are in heights of the pedestrian, so that near and far look alike.
 */
final class CrossingFeatures {
  static final List<String> NAMES = names();
  private static final double WIDTH = 1_920;
  private static final double HEIGHT = 1_080;
  /** Half a second. */
  private static final int SHORT = CrossingTrack.FRAMES_PER_SECOND / 2;

  private static final int LONG = CrossingTrack.FRAMES_PER_SECOND;
  private static final int LONG_MIN = 2 * CrossingTrack.FRAMES_PER_SECOND / 3;

  private CrossingFeatures() {}

  /**
   * The features at a frame; what comes later is not looked at.
   *
   * @param at place of the frame, at least half a second after the first
   */
  static double[] at(CrossingTrack track, int at) {
    double[] box = track.boxes()[at];
    double centre = (box[0] + box[2]) / 2;
    double height = Math.max(1, box[3] - box[1]);
    double inwards = Math.signum(WIDTH / 2 - centre) / height;
    int half = at - SHORT;
    int full = Math.max(0, at - LONG);
    double across = slope(track, half, at, CrossingFeatures::centre);
    double acrossLonger = at - full >= LONG_MIN ? slope(track, full, at, CrossingFeatures::centre) : across;
    List<Double> values = new ArrayList<>(NAMES.size());
    values.add(Math.abs(centre / WIDTH - 0.5));
    values.add(centre / WIDTH);
    values.add(box[3] / HEIGHT);
    values.add(height / HEIGHT);
    values.add((box[2] - box[0]) / height);
    values.add((box[3] - HEIGHT / 2) / height);
    values.add(Math.abs(centre - WIDTH / 2) / height);
    values.add(across * inwards);
    values.add(Math.abs(across) / height);
    values.add(acrossLonger * inwards);
    values.add((across - acrossLonger) * inwards);
    values.add(slope(track, half, at, b -> b[3]) / height);
    values.add(slope(track, half, at, b -> Math.log(Math.max(1, b[3] - b[1]))));
    values.add(slope(track, full, at, b -> Math.log(Math.max(1, b[3] - b[1]))));
    values.add(share(track.looking(), at, at));
    values.add(share(track.looking(), half, at));
    values.add(share(track.looking(), full, at));
    values.add(share(track.looking(), 0, at) > 0 ? 1.0 : 0.0);
    values.add(share(track.standing(), at, at));
    values.add(share(track.standing(), full, at));
    values.add(track.standing()[full] && !track.standing()[at] ? 1.0 : 0.0);
    for (int action = 0; action < CrossingTrack.VEHICLE_ACTIONS.size(); action++) {
      values.add(track.vehicle()[at] < 0 ? Double.NaN : track.vehicle()[at] == action ? 1.0 : 0.0);
    }
    values.add((double) track.others()[at]);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "off-centre", "centre", "bottom", "height", "aspect", "foot", "lateral", "inward-speed", "speed", "inward-speed-longer", "inward-change",
                "down-speed", "growth", "growth-longer", "looks", "looked-half", "looked-full", "looked-ever", "stands", "stood-full", "started"));
    CrossingTrack.VEHICLE_ACTIONS.forEach(action -> names.add("vehicle-" + action));
    names.add("others");
    return List.copyOf(names);
  }

  /** One coordinate of a box. */
  @FunctionalInterface
  private interface Coordinate {
    double of(double[] box);
  }

  private static double centre(double[] box) {
    return (box[0] + box[2]) / 2;
  }

  /** Change a second, by least squares. */
  private static double slope(CrossingTrack track, int from, int to, Coordinate coordinate) {
    double middle = (from + to) / 2.0;
    double above = 0;
    double below = 0;
    for (int i = from; i <= to; i++) {
      above += (i - middle) * coordinate.of(track.boxes()[i]);
      below += (i - middle) * (i - middle);
    }
    return above / below * CrossingTrack.FRAMES_PER_SECOND;
  }

  private static double share(boolean[] flags, int from, int to) {
    int count = 0;
    for (boolean flag : Arrays.copyOfRange(flags, from, to + 1)) {
      count += flag ? 1 : 0;
    }
    return (double) count / (to - from + 1);
  }
}
