package io.forebay.cli;

import io.forebay.cli.ReplayedCrowd.Track;
import io.forebay.steering.Body;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drives a robot across a scene among people who walk as recorded, and watches. */
final class CrossingRun {
  /** Between two decisions. */
  static final double DECISION_SECONDS = 0.1;

  private static final int PARTS = 2;
  private static final double STANDING = 0.05;
  private static final int ESCAPES = 16;
  /** Over which the robot's own share in a touch is found. */
  private static final double LOOK_SECONDS = 0.01;
  /** What passes before a sighting is acted on: a frame of the recording. */
  private static final double FRAME_SECONDS = 0.4;

  private final ReplayedCrowd crowd;
  private final Robot robot;
  private final double circles;
  private final Crossing crossing;
  private final CrossingPolicy policy;
  private final double limitSeconds;
  private final List<double[]> history = new ArrayList<>();
  private final Set<Track> touching = new HashSet<>();
  private final Body body = new Body();
  private int collisions;
  private int avoidable;
  private int interventions;
  private int decisions;
  private double nearest = Double.MAX_VALUE;

  CrossingRun(ReplayedCrowd crowd, Robot robot, double personRadius, Crossing crossing, CrossingPolicy policy, double limitSeconds) {
    this.crowd = crowd;
    this.robot = robot;
    circles = robot.radius() + personRadius;
    this.crossing = crossing;
    this.policy = policy;
    this.limitSeconds = limitSeconds;
  }

  /**
   * What came of a crossing.
   *
   * @param seconds until the goal, or the limit
   * @param nearestMetres least room between the circles; negative where they met
   */
  record Result(boolean arrived, double seconds, int collisions, int avoidable, int interventions, int decisions, double nearestMetres) {}

  Result run() {
    body.set(crossing.fromX(), crossing.fromY(), 0, 0);
    double step = DECISION_SECONDS / PARTS;
    for (int tick = 0; tick * DECISION_SECONDS < limitSeconds; tick++) {
      double seconds = crossing.startSeconds() + tick * DECISION_SECONDS;
      history.add(new double[] {body.x(), body.y(), body.vx(), body.vy()});
      Ruling ruling = policy.decide(seconds, body);
      decisions++;
      interventions += ruling.verdict() == Verdict.KEPT ? 0 : 1;
      for (int part = 1; part <= PARTS; part++) {
        body.drive(ruling.vx(), ruling.vy(), robot, step);
        watch(seconds + part * step);
        if (body.distance(crossing.goalX(), crossing.goalY()) < robot.radius()) {
          return result(true, tick * DECISION_SECONDS + part * step);
        }
      }
    }
    return result(false, limitSeconds);
  }

  private Result result(boolean arrived, double seconds) {
    return new Result(arrived, seconds, collisions, avoidable, interventions, decisions, nearest - circles);
  }

  private void watch(double seconds) {
    for (Track track : crowd.tracks()) {
      if (!track.isThere(seconds)) {
        touching.remove(track);
        continue;
      }
      double distance = track.distance(seconds, body.x(), body.y());
      nearest = Math.min(nearest, distance);
      if (distance >= circles) {
        touching.remove(track);
      } else if (touching.add(track)) {
        collisions++;
        avoidable += isAvoidable(track, seconds) ? 1 : 0;
      }
    }
  }

  /**
   * Whether the robot could have done otherwise: it drove towards the person, or when it still had time to, it could have stopped or left on a straight way. Not where the person had been there for less time than it takes to
   * stop. One that only backs away from somebody has not caused the touch.
   */
  private boolean isAvoidable(Track track, double seconds) {
    double notice = robot.stoppingSeconds() + FRAME_SECONDS;
    double since = Math.max(track.firstSeconds(), crossing.startSeconds());
    if (seconds - since < notice) {
      return false;
    }
    return closing(track, seconds) > STANDING || couldHaveLeft(seconds, notice);
  }

  /** Metres a second at which the robot, by itself, comes nearer to somebody. */
  private double closing(Track track, double seconds) {
    double ahead = track.distance(seconds, body.x() + body.vx() * LOOK_SECONDS, body.y() + body.vy() * LOOK_SECONDS);
    return (track.distance(seconds, body.x(), body.y()) - ahead) / LOOK_SECONDS;
  }

  private boolean couldHaveLeft(double seconds, double notice) {
    int tick = Math.max(0, (int) Math.floor((seconds - notice - crossing.startSeconds()) / DECISION_SECONDS));
    double[] then = history.get(tick);
    double from = crossing.startSeconds() + tick * DECISION_SECONDS;
    double until = seconds + FRAME_SECONDS;
    boolean could = isFree(then, 0, 0, from, until);
    for (int escape = 0; escape < ESCAPES && !could; escape++) {
      double heading = 2 * Math.PI * escape / ESCAPES;
      double vx = robot.maxSpeed() * Math.cos(heading);
      double vy = robot.maxSpeed() * Math.sin(heading);
      could = isFree(then, vx, vy, from, until) || isFree(then, vx / 2, vy / 2, from, until);
    }
    return could;
  }

  private boolean isFree(double[] then, double vx, double vy, double from, double until) {
    var escaping = new Body();
    escaping.set(then[0], then[1], then[2], then[3]);
    double step = DECISION_SECONDS / PARTS;
    for (double at = from; at < until; at += step) {
      escaping.drive(vx, vy, robot, step);
      if (crowd.nearest(at + step, escaping.x(), escaping.y()) < circles) {
        return false;
      }
    }
    return true;
  }
}
