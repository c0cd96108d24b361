package io.forebay.intents;

import io.forebay.motion.TrackEnd;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.Scene;

/** What came of tracks as events. */
final class Outcomes {
  private Outcomes() {}

  /**
   * What came of a track.
   *
   * @param end what motion tells of a person; null: a robot, or nothing is known
   * @param goalId where the person went; null: at none
   */
  static IntentOutcome of(Scene scene, Subject subject, TrackEnd end, String goalId) {
    var outcome =
        IntentOutcome.newBuilder()
            .setSceneId(scene.getSceneId())
            .setTenant(scene.getTenant())
            .setSubject(subject.name)
            .setBeganAt(subject.beganAt)
            .setEndedAt(Seconds.toInstant(subject.seconds))
            .setObservations(subject.observations)
            .setSkipped(subject.skipped)
            .setInterventions(subject.interventions)
            .setMinDistanceMetres(known(subject.minDistance));
    if (end != null) {
      addPredictions(outcome, end, goalId);
    }
    return outcome.build();
  }

  private static void addPredictions(IntentOutcome.Builder outcome, TrackEnd end, String goalId) {
    outcome
        .setDisplacementMeanMetres(known(end.displacementMeanMetres()))
        .setDisplacementFinalMetres(known(end.displacementFinalMetres()))
        .setCompared(end.compared())
        .setCoverage50(known(end.coverage50()))
        .setCoverage90(known(end.coverage90()));
    if (goalId != null) {
      outcome.setGoalId(goalId).setGoalHalfwayProbability(known(end.halfwayProbability())).setGoalHalfwayCorrect(Double.isNaN(end.halfwayProbability()) ? null : end.halfwayCorrect());
    }
  }

  private static Double known(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
