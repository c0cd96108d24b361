package io.forebay.cli;

import io.forebay.cli.CrossingTrack.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

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
    List<Sighting> seen = track.sightings().subList(0, at + 1);
    Sighting now = seen.getLast();
    int half = at - SHORT;
    int full = Math.max(0, at - LONG);
    double inwards = Math.signum(WIDTH / 2 - now.centre()) / now.height();
    double across = slope(seen, half, Sighting::centre);
    double acrossLonger = at - full >= LONG_MIN ? slope(seen, full, Sighting::centre) : across;
    List<Double> values = new ArrayList<>(NAMES.size());
    values.add(Math.abs(now.centre() / WIDTH - 0.5));
    values.add(now.centre() / WIDTH);
    values.add(now.bottom() / HEIGHT);
    values.add(now.height() / HEIGHT);
    values.add((now.right() - now.left()) / now.height());
    values.add((now.bottom() - HEIGHT / 2) / now.height());
    values.add(Math.abs(now.centre() - WIDTH / 2) / now.height());
    values.add(across * inwards);
    values.add(Math.abs(across) / now.height());
    values.add(acrossLonger * inwards);
    values.add((across - acrossLonger) * inwards);
    values.add(slope(seen, half, Sighting::bottom) / now.height());
    values.add(slope(seen, half, sighting -> Math.log(sighting.height())));
    values.add(slope(seen, full, sighting -> Math.log(sighting.height())));
    values.add(flag(now.looks()));
    values.add(share(seen, half, Sighting::looks));
    values.add(share(seen, full, Sighting::looks));
    values.add(flag(seen.stream().anyMatch(Sighting::looks)));
    values.add(flag(now.stands()));
    values.add(share(seen, full, Sighting::stands));
    values.add(flag(seen.get(full).stands() && !now.stands()));
    for (int action = 0; action < CrossingTrack.VEHICLE_ACTIONS.size(); action++) {
      values.add(now.vehicle() < 0 ? Double.NaN : flag(now.vehicle() == action));
    }
    values.add((double) now.others());
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

  /** Change a second up to now, by least squares. */
  private static double slope(List<Sighting> seen, int from, ToDoubleFunction<Sighting> value) {
    double middle = (from + seen.size() - 1) / 2.0;
    double above = 0;
    double below = 0;
    for (int i = from; i < seen.size(); i++) {
      above += (i - middle) * value.applyAsDouble(seen.get(i));
      below += (i - middle) * (i - middle);
    }
    return above / below * CrossingTrack.FRAMES_PER_SECOND;
  }

  private static double share(List<Sighting> seen, int from, Predicate<Sighting> condition) {
    return (double) seen.subList(from, seen.size()).stream().filter(condition).count() / (seen.size() - from);
  }

  private static double flag(boolean holds) {
    return holds ? 1 : 0;
  }
}
