package io.forebay.intents;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.GoalProbability;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.PredictedPosition;
import io.forebay.schemas.RobotPlan;
import java.time.Instant;
import java.util.List;

/** Decisions as events. */
final class Decisions {
  /** Of what decides, motion and steering together: raised with each change of what they decide. */
  private static final String MODEL_VERSION = "2";

  private Decisions() {}

  /** What a scene that nobody described answers. */
  static IntentDecided unknown(IntentSignal signal, Instant arrivedAt) {
    return of(signal, arrivedAt, DecisionStatus.SCENE_UNKNOWN, List.of(), List.of(), List.of(), Pilot.stop("The scene " + signal.getSceneId() + " is not known."));
  }

  /** The time that it took, and when it is decided, are set when it is sent. */
  static IntentDecided of(
      IntentSignal signal,
      Instant arrivedAt,
      DecisionStatus status,
      List<GoalProbability> goals,
      List<PredictedPosition> predictions,
      List<FeatureIntent> features,
      RobotPlan plan) {
    return new IntentDecided(
        signal.getSceneId() + "/" + signal.getSubject() + "/" + signal.getSequence(),
        signal.getSceneId(),
        signal.getTenant(),
        signal.getSubject(),
        signal.getKind(),
        signal.getSequence(),
        status,
        goals,
        predictions,
        features,
        plan,
        MODEL_VERSION,
        signal.getObservedAt(),
        arrivedAt,
        arrivedAt,
        0L,
        signal.getTraceparent());
  }
}
