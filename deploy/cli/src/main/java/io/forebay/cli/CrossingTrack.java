package io.forebay.cli;

import java.util.List;
import java.util.function.Predicate;

/**
 * A pedestrian as a camera in a vehicle saw it, at 30 frames a second.
 *
 * @param video from which it is
 * @param pedestrian of the video
 * @param crosses whether the pedestrian crosses before the vehicle, as judged from the whole video
 * @param crossingFrame first frame of the crossing; −1 without any
 * @param sightings frame by frame, ascending
 */
record CrossingTrack(String video, String pedestrian, boolean crosses, int crossingFrame, List<Sighting> sightings) {
  static final int FRAMES_PER_SECOND = 30;
  static final List<String> VEHICLE_ACTIONS = List.of("stopped", "moving_slow", "moving_fast", "accelerating", "decelerating");

  /**
   * What was seen in a frame. Sides of the box are in pixels of a picture whose y grows downwards.
   *
   * @param frame its number
   * @param looks whether the pedestrian looks at the vehicle
   * @param stands whether it stands
   * @param isCrossing whether it is crossing
   * @param vehicle what the vehicle does: a place in {@link #VEHICLE_ACTIONS}, −1 unknown
   * @param others how many other pedestrians are seen
   */
  record Sighting(
      int frame, double left, double top, double right, double bottom, boolean looks, boolean stands, boolean isCrossing, int vehicle, int others) {
    double centre() {
      return (left + right) / 2;
    }

    /** At least a pixel. */
    double height() {
      return Math.max(1, bottom - top);
    }
  }

  /** How many frames there are. */
  int size() {
    return sightings.size();
  }

  /** Place of the first sighting that fulfils a condition; −1 if none does. */
  int first(Predicate<Sighting> condition) {
    for (int at = 0; at < sightings.size(); at++) {
      if (condition.test(sightings.get(at))) {
        return at;
      }
    }
    return -1;
  }
}
