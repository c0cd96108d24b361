package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.GoalProbability;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.Point;
import io.forebay.schemas.PredictedPosition;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.schemas.SubjectKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTextTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.250Z");

  private static IntentDecided.Builder decision() {
    EventSchemas.published(IntentDecided.class);
    return IntentDecided.newBuilder()
        .setDecisionId("lobby/7/1")
        .setSceneId("lobby")
        .setTenant("acme")
        .setSubject("7")
        .setKind(SubjectKind.PERSON)
        .setSequence(1)
        .setStatus(DecisionStatus.DECIDED)
        .setModelVersion("1")
        .setObservedAt(AT)
        .setArrivedAt(AT)
        .setDecidedAt(AT)
        .setComputeMicros(340);
  }

  private static PredictedPosition position(double after, double x) {
    return new PredictedPosition(after, x, 2.0, 0.04, 0.0, 0.04);
  }

  @Test
  void tellsWhoWhereToWhereSoonAndWhatTheRobotDoes() {
    var decided =
        decision()
            .setGoals(List.of(new GoalProbability("door", new Point(0.0, 0.0), 0.61), new GoalProbability("desk", new Point(1.0, 0.0), 0.3), new GoalProbability("lift", new Point(1.0, 0.0), 0.09)))
            .setPredictions(List.of(position(0.4, 1), position(0.8, 2), position(4.8, 9)))
            .setPlan(new RobotPlan(0.0, 1.2, -3.0, 0.01, ShieldVerdict.SLOWED, "too close", 0.8, null))
            .build();

    assertThat(DecisionText.of(decided))
        .isEqualTo("10:00:00.250 lobby/7  to door 61 %, desk 30 %  0.8 s: 2.00, 2.00 ±0.20  4.8 s: 9.00, 2.00 ±0.20  robot: 1.20 m/s at 90°, risk 0.010, slowed (too close)  0.34 ms");
  }

  @Test
  void tellsTheLikeliestLabelOfEachModel() {
    var decided =
        decision()
            .setFeatures(
                List.of(
                    new FeatureIntent("gesture", "1", "halt", 0.2),
                    new FeatureIntent("gesture", "1", "wave", 0.7),
                    new FeatureIntent("gesture", "1", "point", 0.1),
                    new FeatureIntent("gaze", "3", "away", 0.4),
                    new FeatureIntent("gaze", "3", "here", 0.6)))
            .build();

    assertThat(DecisionText.of(decided)).isEqualTo("10:00:00.250 lobby/7  wave 70 %  here 60 %  0.34 ms");
  }

  @Test
  void saysWhatIsNotToBeReliedOnAndEscapesWhatStrangersWrote() {
    assertThat(DecisionText.of(decision().setSubject("a\u001b[2J").setStatus(DecisionStatus.SCENE_UNKNOWN).build()))
        .isEqualTo("10:00:00.250 lobby/a\\u{1b}[2J  SCENE_UNKNOWN  0.34 ms");
  }
}
