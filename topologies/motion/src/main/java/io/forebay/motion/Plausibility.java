package io.forebay.motion;

/** What nobody can have been: nowhere in a scene, or so fast. */
final class Plausibility {
  /** Faster than people run, metres a second. */
  static final double SPEED_MAX = 12;

  /** Observations in a row that say that somebody is elsewhere, of which the last is believed. */
  static final int JUMPS_MAX = 3;

  /** Coordinates are not larger than this, metres: no scene is. */
  static final double METRES_MAX = 100_000;

  private static final double SECONDS_MAX = 1e11;

  /** How far off a position may be measured without anybody having moved. */
  private static final double SLACK_METRES = 0.5;

  private Plausibility() {}

  /** Whether a time and a place are numbers, and within the bounds of any clock and scene. */
  static boolean isUsable(double seconds, double x, double y) {
    return Math.abs(x) <= METRES_MAX && Math.abs(y) <= METRES_MAX && Math.abs(seconds) <= SECONDS_MAX;
  }

  /** Whether a measured velocity, metres a second, is one that somebody can have; false where it was not measured. */
  static boolean isWalkable(double velocityX, double velocityY) {
    return Math.abs(velocityX) <= SPEED_MAX && Math.abs(velocityY) <= SPEED_MAX;
  }

  /** Whether a place, seen at a later time, is further from the last of a track than anybody runs. */
  static boolean isFar(Track track, double seconds, double x, double y) {
    return Math.hypot(x - track.lastX, y - track.lastY) > SLACK_METRES + SPEED_MAX * (seconds - track.history.last());
  }
}
