package io.forebay.cli;

import java.util.Arrays;
import java.util.List;

/**
 * A pedestrian as a camera in a vehicle saw it, frame by frame at 30 a second. Boxes are in pixels of a picture, y grows downwards.
 *
 * @param video from which it is
 * @param pedestrian of the video
 * @param crosses whether the pedestrian crosses before the vehicle, as judged from the whole video
 * @param crossingFrame first frame of the crossing; −1 without any
 * @param frames numbers of the frames, ascending
 * @param boxes left, top, right and bottom by frame
 * @param looking whether the pedestrian looks at the vehicle, by frame
 * @param standing whether it stands, by frame
 * @param crossing whether it is crossing, by frame
 * @param vehicle what the vehicle does, by frame: a place in {@link #VEHICLE_ACTIONS}, −1 unknown
 * @param others how many other pedestrians are seen, by frame
 */
record CrossingTrack(
    String video,
    String pedestrian,
    boolean crosses,
    int crossingFrame,
    int[] frames,
    double[][] boxes,
    boolean[] looking,
    boolean[] standing,
    boolean[] crossing,
    int[] vehicle,
    int[] others) {
  static final int FRAMES_PER_SECOND = 30;
  static final List<String> VEHICLE_ACTIONS = List.of("stopped", "moving_slow", "moving_fast", "accelerating", "decelerating");

  /** What was known when a frame had been seen. */
  CrossingTrack until(int at) {
    int size = at + 1;
    return new CrossingTrack(
        video, pedestrian, crosses, crossingFrame, Arrays.copyOf(frames, size), Arrays.copyOf(boxes, size), Arrays.copyOf(looking, size),
        Arrays.copyOf(standing, size), Arrays.copyOf(crossing, size), Arrays.copyOf(vehicle, size), Arrays.copyOf(others, size));
  }

  /** How many frames there are. */
  int size() {
    return frames.length;
  }
}
