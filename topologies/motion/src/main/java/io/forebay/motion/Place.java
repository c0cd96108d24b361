package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of the place of one scene, and learned as people pass: how they come into sight, go on, stray, and where they head. */
final class Place {
  /** Whose body or eyes point somewhere counts as moving there at least this fast, metres a second. */
  private static final double HEADING_SPEED_MIN = 0.3;

  /** Share of the velocity of the last seconds in that of a way; the rest is the velocity of now. */
  private static final double LATELY = 0.25;

  /** A track of fewer observations says nothing of where people go. */
  private static final int OBSERVATIONS_MIN = 5;

  private final Predictor predictor = new Predictor();
  private final Flow flow = new Flow();
  private final Arrivals arrivals = new Arrivals();
  private final Goals goals;
  private final GoalChoice choice;
  private final GoalPull pull;

  Place(Ground ground) {
    goals = new Goals(ground);
    var ways = new GoalWays(ground, goals);
    choice = new GoalChoice(goals, ways);
    pull = new GoalPull(goals, ways);
  }

  Goals goals() {
    return goals;
  }

  /** Somebody comes into sight. */
  void begin(Track track, double seconds, double x, double y) {
    track.begin(seconds, x, y, arrivals.velocityX(x, y), arrivals.velocityY(x, y), arrivals.variance(x, y));
  }

  /** Learns from somebody who was seen again: how it came, and what has come true of what was predicted. */
  void learn(Track track) {
    track.introduce(arrivals);
    track.hindsight.learn(track.history, predictor, flow);
  }

  /**
   * Brings what is known of a person up to its last observation. What was not measured of it is not a number.
   *
   * @param velocityX metres a second
   * @param velocityY the same
   * @param heading radians
   * @param gaze the same
   * @param around everybody in the scene
   */
  void look(Track track, double velocityX, double velocityY, double heading, double gaze, Iterable<Track> around) {
    if (Plausibility.isWalkable(velocityX, velocityY)) {
      track.tracker.measured(velocityX, velocityY);
    }
    track.readCues();
    Cues cues = track.cues;
    flow.cue(cues);
    double wayX = LATELY * cues.xs[Cues.LONG] + (1 - LATELY) * cues.xs[Cues.TRACKED];
    double wayY = LATELY * cues.ys[Cues.LONG] + (1 - LATELY) * cues.ys[Cues.TRACKED];
    double speed = Math.max(HEADING_SPEED_MIN, Math.hypot(wayX, wayY));
    double pointing = Double.isFinite(gaze) ? gaze : heading;
    if (Double.isFinite(pointing)) {
      wayX = (wayX + speed * Math.cos(pointing)) / 2;
      wayY = (wayY + speed * Math.sin(pointing)) / 2;
    }
    Destiny destiny = track.destiny;
    choice.infer(track.startX, track.startY, track.lastX, track.lastY, wayX, wayY, destiny.probabilities);
    destiny.look(track.history.last(), track.lastX, track.lastY, wayX, wayY);
    pull.cue(cues, destiny.probabilities);
    Company.cue(track, around);
  }

  /** Says where somebody may be; see {@link Predictor#forecast}. */
  void forecast(Track track, double[] horizons, Forecast forecast) {
    predictor.forecast(track.cues, horizons, forecast);
  }

  /**
   * Learns from a track that has ended where people go.
   *
   * @return the goal where it ended; −1: at none, or it was too short to tell
   */
  int learnEnd(Track track) {
    if (track.observations < OBSERVATIONS_MIN) {
      return -1;
    }
    int reached = goals.at(track.lastX, track.lastY);
    int headed = goals.headedFor(track.lastX, track.lastY);
    if (headed >= 0) {
      choice.learn(track, headed);
    }
    goals.learn(track.startX, track.startY, track.lastX, track.lastY);
    return reached;
  }

  void write(DataOutput out) throws IOException {
    predictor.write(out);
    flow.write(out);
    arrivals.write(out);
    goals.write(out);
    choice.write(out);
  }

  void read(DataInput in) throws IOException {
    predictor.read(in);
    flow.read(in);
    arrivals.read(in);
    goals.read(in);
    choice.read(in);
  }
}
