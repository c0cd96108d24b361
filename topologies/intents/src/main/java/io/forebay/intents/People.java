package io.forebay.intents;

import io.forebay.motion.Crowd;
import io.forebay.motion.Forecast;
import io.forebay.motion.Ground;
import io.forebay.motion.Heed;
import io.forebay.motion.Moments;
import io.forebay.motion.TrackEnd;
import io.forebay.schemas.GoalProbability;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.PredictedPosition;
import io.forebay.schemas.Scene;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The people of one scene: what motion knows of them, from signals and as events. Belongs to one thread. */
final class People {
  private final Scene scene;
  private final Crowd crowd;
  private final double[] chances = new double[Ground.GOALS_MAX];

  People(Scene scene, Ground ground) {
    this.scene = scene;
    double[] horizons = scene.getHorizonsSeconds().stream().mapToDouble(Double::doubleValue).toArray();
    crowd = new Crowd(ground, horizons, scene.getTrackEndsAfterMillis() / 1e3);
  }

  Forecast newForecast() {
    return crowd.newForecast();
  }

  /** Whether an observation would end the track of its subject and begin another. */
  boolean beginsAnew(IntentSignal signal, double seconds) {
    return crowd.beginsAnew(signal.getSubject(), seconds, signal.getPosition().getX(), signal.getPosition().getY());
  }

  /** Takes an observation, and moves the subject there unless it cannot be believed. */
  Heed observe(Subject subject, IntentSignal signal, double seconds) {
    Point at = signal.getPosition();
    Point velocity = signal.getVelocity();
    Heed heed =
        crowd.observe(
            subject.name,
            seconds,
            at.getX(),
            at.getY(),
            velocity == null ? Double.NaN : velocity.getX(),
            velocity == null ? Double.NaN : velocity.getY(),
            signal.getHeading() == null ? Double.NaN : signal.getHeading(),
            signal.getGaze() == null ? Double.NaN : signal.getGaze());
    if (heed == Heed.BEGAN || heed == Heed.BEGAN_ANEW || heed == Heed.FOLLOWED) {
      crowd.forecast(subject.name, subject.forecast);
      subject.place(at, seconds, crowd.velocityX(subject.name), crowd.velocityY(subject.name));
      subject.velocityDeviation = crowd.velocityDeviation(subject.name);
    }
    return heed;
  }

  /** Where somebody is heading, the likeliest first. */
  List<GoalProbability> goals(Subject subject) {
    crowd.goals(subject.name, chances);
    var goals = new ArrayList<GoalProbability>();
    for (int goal = 0; goal < crowd.goalCount(); goal++) {
      if (chances[goal] > 0) {
        goals.add(new GoalProbability(crowd.goalId(goal), new Point(crowd.goalX(goal), crowd.goalY(goal)), chances[goal]));
      }
    }
    goals.sort(Comparator.comparingDouble(GoalProbability::getProbability).reversed());
    return goals;
  }

  /** Where somebody will be, at each horizon of the scene. */
  List<PredictedPosition> predictions(Subject subject) {
    Forecast forecast = subject.forecast;
    var positions = new ArrayList<PredictedPosition>(forecast.horizons());
    for (int horizon = 0; horizon < forecast.horizons() && forecast.components() > 0; horizon++) {
      Moments at = Moments.of(forecast, horizon);
      positions.add(new PredictedPosition(scene.getHorizonsSeconds().get(horizon), at.x(), at.y(), at.varianceX(), at.covariance(), at.varianceY()));
    }
    return positions;
  }

  /** Ends the track of a person or a robot; the scene learns from people. */
  IntentOutcome end(Subject subject) {
    TrackEnd end = crowd.end(subject.name);
    return Outcomes.of(scene, subject, end, end != null && end.goal() >= 0 ? crowd.goalId(end.goal()) : null);
  }

  /** What was learned of the scene, for {@link #remember}. */
  byte[] learned() {
    return crowd.writeScene();
  }

  /**
   * Takes what was learned of the scene before.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void remember(byte[] learned) {
    crowd.readScene(learned);
  }

  /** What is known of a person, for {@link #resume}. */
  ByteBuffer motion(Subject subject) {
    byte[] motion = subject.isPerson() ? crowd.writeSubject(subject.name) : null;
    return ByteBuffer.wrap(motion == null ? new byte[0] : motion);
  }

  /**
   * Goes on with a person who was kept.
   *
   * @throws IllegalArgumentException if another version wrote it
   */
  void resume(Subject subject, ByteBuffer motion) {
    if (!subject.isPerson() || !motion.hasRemaining()) {
      return;
    }
    byte[] bytes = new byte[motion.remaining()];
    motion.duplicate().get(bytes);
    crowd.readSubject(subject.name, bytes);
    crowd.forecast(subject.name, subject.forecast);
    subject.velocityDeviation = crowd.velocityDeviation(subject.name);
    subject.seconds = crowd.lastSeen(subject.name); // an implausible observation is the last, but was not heeded
  }
}
