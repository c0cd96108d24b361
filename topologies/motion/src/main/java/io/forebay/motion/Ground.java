package io.forebay.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed things of a scene: where people head, if somebody said so, and what nobody walks through.
 *
 * @param goals empty: learned from where tracks end; at most {@value #GOALS_MAX}
 * @param obstacles outlines, x and y by turns, metres, each within ±100 km; two corners are a wall; at most {@value #OBSTACLES_MAX}
 */
public record Ground(List<Goal> goals, List<double[]> obstacles) {
  /** Most goals of a scene. */
  public static final int GOALS_MAX = Goals.MOST;

  /** Most obstacles of a scene. */
  public static final int OBSTACLES_MAX = 256;

  public Ground {
    if (goals.size() > GOALS_MAX || obstacles.size() > OBSTACLES_MAX) {
      throw new IllegalArgumentException("A scene has at most " + GOALS_MAX + " goals and " + OBSTACLES_MAX + " obstacles; got " + goals.size() + " and " + obstacles.size() + ".");
    }
    goals = List.copyOf(goals);
    var copies = new ArrayList<double[]>();
    for (double[] outline : obstacles) {
      if (outline.length < 4 || outline.length % 2 != 0) {
        throw new IllegalArgumentException("An obstacle needs at least two corners, x and y by turns; got " + outline.length + " numbers.");
      }
      for (double number : outline) {
        if (!(Math.abs(number) <= Plausibility.METRES_MAX)) {
          throw new IllegalArgumentException("An obstacle has a corner at " + number + "; coordinates are numbers from -100000 to 100000 metres.");
        }
      }
      copies.add(outline.clone());
    }
    obstacles = List.copyOf(copies);
  }

  /** Nothing is in the way, and goals are learned. */
  public static Ground open() {
    return new Ground(List.of(), List.of());
  }

  /** Metres from a point to the nearest obstacle; 0 or less inside of one; infinite where there is none. */
  public double clearance(double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int at = 0; at < obstacles.size(); at++) {
      double[] outline = obstacles.get(at);
      double distance = Outline.distance(outline, x, y);
      nearest = Math.min(nearest, outline.length >= 6 && Outline.contains(outline, x, y) ? -distance : distance);
    }
    return nearest;
  }
}
