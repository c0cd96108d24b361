package io.forebay.motion;

/**
 * Whom somebody walks with: the nearest of those close by who walk alike, now and over the last seconds. Who walks together stays together, so the velocity of one tells of the other's; who merely
 * comes close is no company, and its velocity tells nothing.
 */
final class Company {
  private static final double NEAR_METRES = 1.2;

  /** Of both velocities, metres a second. */
  private static final double APART_NOW = 0.7;

  /** The same over as long as the long cue looks back, 2.8 s: so they came no more than 0.7 m nearer or further apart. */
  private static final double APART_LATELY = 0.25;

  private static final double SPEED_MIN = 0.3;

  /** Where somebody is who was not seen for longer is not known well enough. */
  private static final double SEEN_SECONDS = 1;

  /** Nearer than anybody can be: the same person, of whom a glimpse is had. */
  private static final double SAME_METRES = 0.05;

  private Company() {}

  /** Sets by how much the velocity of the companion differs from the last one of a track; 0 where there is none. */
  static void cue(Track track, Iterable<Track> around) {
    Cues cues = track.cues;
    cues.companionX = 0;
    cues.companionY = 0;
    double nearest = NEAR_METRES * NEAR_METRES;
    for (Track other : around) {
      double age = cues.seconds - other.history.last();
      if (other == track || Math.abs(age) > SEEN_SECONDS) {
        continue;
      }
      double velocityX = other.tracker.velocityX();
      double velocityY = other.tracker.velocityY();
      double apart = square(other.lastX + velocityX * age - cues.x, other.lastY + velocityY * age - cues.y);
      if (apart < nearest && apart > SAME_METRES * SAME_METRES && walksAlike(cues, other.cues, velocityX, velocityY)) {
        nearest = apart;
        cues.companionX = velocityX - cues.xs[Cues.LAST];
        cues.companionY = velocityY - cues.ys[Cues.LAST];
      }
    }
  }

  private static boolean walksAlike(Cues cues, Cues other, double velocityX, double velocityY) {
    return square(velocityX, velocityY) > SPEED_MIN * SPEED_MIN
        && square(velocityX - cues.xs[Cues.LAST], velocityY - cues.ys[Cues.LAST]) < APART_NOW * APART_NOW
        && square(other.xs[Cues.LONG] - cues.xs[Cues.LONG], other.ys[Cues.LONG] - cues.ys[Cues.LONG]) < APART_LATELY * APART_LATELY;
  }

  private static double square(double x, double y) {
    return x * x + y * y;
  }
}
