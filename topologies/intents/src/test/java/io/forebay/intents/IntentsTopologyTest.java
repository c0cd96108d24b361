package io.forebay.intents;

import static io.forebay.intents.IntentsFixture.SCENE;
import static io.forebay.intents.IntentsFixture.scene;
import static io.forebay.intents.IntentsFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.runtime.Metrics;
import io.forebay.runtime.MetricsConfig;
import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.GoalProbability;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentModel;
import io.forebay.schemas.ShieldVerdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentsTopologyTest {
  private IntentsFixture given;

  @BeforeEach
  void open(@TempDir Path folder) {
    given = new IntentsFixture(folder);
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void hasTheShapeThatIsReviewed() throws IOException {
    try (var golden = getClass().getResourceAsStream("/topology.golden.txt")) {
      assertThat(IntentsFixture.topology().describe().toString())
          .as("src/test/resources/topology.golden.txt; a change needs a line on how state migrates")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void saysWhereSomebodyIsHeadingAndWillBe() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 10);

    List<IntentDecided> decisions = given.decisions();
    assertThat(decisions).extracting(IntentDecided::getStatus).containsOnly(DecisionStatus.DECIDED).hasSize(10);
    IntentDecided last = decisions.getLast();
    assertThat(last.getDecisionId()).isEqualTo(SCENE + "/ann/10");
    assertThat(last.getGoals().getFirst().getGoalId()).isEqualTo("right");
    assertThat(last.getGoals().stream().mapToDouble(GoalProbability::getProbability).sum()).isCloseTo(1, within(1e-9));
    assertThat(last.getPredictions()).hasSize(12);
    assertThat(last.getPredictions().get(2).getX()).as("1.2 s on, at 1.25 m/s from 0.5").isCloseTo(2.0, within(0.4));
  }

  @Test
  void stopsTheRobotThatNobodyHasSeenAndSteersTheOneThatIsThere() {
    given.applies(scene());
    given.sees("ann", 1, -8, 5);
    assertThat(given.decisions().getFirst().getPlan().getShieldReason()).isEqualTo("The robot robot was not seen yet.");

    given.sees("robot", 1, 0, -8);
    IntentDecided decision = given.decisions().getFirst();
    assertThat(decision.getPredictions()).isEmpty();
    assertThat(decision.getPlan().getShield()).isEqualTo(ShieldVerdict.KEPT);
    assertThat(decision.getPlan().getVelocityY()).isGreaterThan(1);
  }

  @Test
  void stopsInASceneThatNobodyDescribed() {
    given.sees("ann", 1, 0, 0);

    assertThat(given.decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.getStatus()).isEqualTo(DecisionStatus.SCENE_UNKNOWN);
              assertThat(decision.getPlan().getShield()).isEqualTo(ShieldVerdict.STOPPED);
              assertThat(decision.getPlan().getShieldReason()).isEqualTo("The scene " + SCENE + " is not known.");
            });
  }

  @Test
  void repeatsADecisionAndLeavesOutWhatIsLate() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 3);
    IntentDecided last = given.decisions().getLast();

    given.sees(signal("ann", 3, -3, 0, last.getObservedAt()), given.now());
    given.sees(signal("ann", 2, -3.5, 0, last.getObservedAt().minus(IntentsFixture.STEP)), given.now());
    assertThat(given.decisions()).containsExactly(last);
  }

  @Test
  void stopsForWhatIsTooOldOrCannotBe() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 3);
    given.sees("robot", 1, 0, -8);
    given.decisions();

    given.sees(signal("ben", 1, 0, 0, given.now().minusMillis(1001)), given.now());
    given.sees("ann", 4, 60, 0);
    assertThat(given.decisions())
        .satisfiesExactly(
            stale -> {
              assertThat(stale.getStatus()).isEqualTo(DecisionStatus.STALE);
              assertThat(stale.getPlan().getShield()).isEqualTo(ShieldVerdict.STOPPED);
            },
            implausible -> {
              assertThat(implausible.getStatus()).isEqualTo(DecisionStatus.IMPLAUSIBLE);
              assertThat(implausible.getPlan().getShield()).isEqualTo(ShieldVerdict.STOPPED);
            });
  }

  @Test
  void keepsWhatTheContractForbidsAsDeadLettersAndGoesOn() {
    given.applies(scene());
    given.sees("ann", 1, Double.NaN, 0);
    given.sees("no spaces", 1, 0, 0);
    given.sees(signal("ann", 1, 0, 0, given.now()).setSceneId(IntentsFixture.sceneOn(1)), given.now());
    given.sees(signal("ann", 1, 0, 0, given.now()).setTenant("other"), given.now());
    given.sees(signal("ann", 1, 0, 0, given.now().plusSeconds(6)), given.now());
    given.applies(scene().setPersonRadiusMetres(-1));
    given.getsSignal(new byte[] {1, 2, 3});
    given.getsSignal(null);
    assertThat(given.deadLetters()).isEqualTo(8);

    given.sees("ann", 1, 0, 0);
    assertThat(given.decisions()).extracting(IntentDecided::getStatus).containsExactly(DecisionStatus.DECIDED);
  }

  @Test
  void keepsWhatIsForbiddenAsADeadLetterWhereItIsBehindToo() {
    given.applies(scene());
    Instant before = given.now();
    given.passes(Duration.ofMillis(500));
    given.sees(signal("ann", 1, 0, 0, before).setTenant("other"), before);
    assertThat(given.deadLetters()).isEqualTo(1);
    given.passes(Duration.ofMillis(5));
    assertThat(given.decisions()).isEmpty();
  }

  @Test
  void decidesOnlyTheNewestOfEachSubjectWhereItIsBehind() {
    given.applies(scene());
    Instant before = given.now();
    given.passes(Duration.ofMillis(500));
    for (int i = 0; i < 100; i++) {
      given.sees(signal("ann", i + 1, i * 0.004, 0, before.plusMillis(4L * i)), before.plusMillis(4L * i));
      given.sees(signal("ben", i + 1, i * 0.004, 3, before.plusMillis(4L * i)), before.plusMillis(4L * i));
    }
    assertThat(given.decisions()).isEmpty();
    given.passes(Duration.ofMillis(5));
    assertThat(given.decisions()).extracting(IntentDecided::getSubject).containsExactly("ann", "ben");
    assertThat(given.metric("forebay_intents_skipped_total")).isEqualTo(2 * 99);

    given.passes(Duration.ofSeconds(5));
    assertThat(given.outcomes()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.getObservations()).isEqualTo(1));
  }

  @Test
  void decidesWhatWaitsOnceItIsNoLongerBehind() {
    given.applies(scene());
    Instant before = given.now();
    given.passes(Duration.ofMillis(500));
    given.sees(signal("ann", 1, 0, 0, before), before);
    given.sees(signal("ben", 1, 0, 3, before), before);
    assertThat(given.decisions()).isEmpty();
    given.sees("ben", 2, 0.1, 3);
    assertThat(given.decisions()).extracting(IntentDecided::getDecisionId).containsExactly(SCENE + "/ann/1", SCENE + "/ben/2");
  }

  @Test
  void countsWhatWasLeftOutOfATrack() {
    given.applies(scene());
    given.sees("ann", 1, 0, 0);
    Instant before = given.now();
    given.passes(Duration.ofMillis(500));
    for (int i = 1; i <= 10; i++) {
      given.sees(signal("ann", i + 1, i * 0.01, 0, before.plusMillis(10L * i)), before.plusMillis(10L * i));
    }
    given.passes(Duration.ofSeconds(5));
    assertThat(given.outcomes()).singleElement().satisfies(outcome -> assertThat(outcome.getSkipped()).isEqualTo(9));
  }

  @Test
  void stopsForWhatIsDecidedTooLate() {
    given.applies(scene());
    Instant before = given.now();
    given.passes(Duration.ofMillis(1500));
    given.sees(signal("ann", 1, 0, 0, before), before);
    given.passes(Duration.ofMillis(5));
    assertThat(given.decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.getStatus()).isEqualTo(DecisionStatus.STALE);
              assertThat(decision.getPlan().getShield()).isEqualTo(ShieldVerdict.STOPPED);
            });
  }

  @Test
  void decidesTheFirstOfMoreSubjectsThanMayWait() {
    given.applies(scene());
    Instant before = given.now();
    given.passes(Duration.ofMillis(500));
    for (int subject = 0; subject <= Backlog.WAITING_MAX; subject++) {
      given.sees(signal("p" + subject, 1, 0, 0, before), before);
    }
    assertThat(given.decisions()).extracting(IntentDecided::getSubject).containsExactly("p0");
  }

  @Test
  void followsNoMoreSubjectsThanItMay(@TempDir Path folder) {
    try (var small = new IntentsFixture(folder, new IntentsConfig(null, null, 2), Metrics.ofForebayOnly())) {
      small.applies(scene());
      List.of("ann", "ben", "cleo").forEach(subject -> small.sees(subject, 1, 0, 0));
      assertThat(small.decisions()).extracting(IntentDecided::getSubject).containsExactly("ann", "ben");
      assertThat(small.metric("forebay_intents_skipped_total")).isEqualTo(1);
    }
  }

  @Test
  void hasEachMetricThatAlertsLookAt(@TempDir Path folder) throws IOException {
    String rules = Files.readString(Path.of("..", "..", "deploy", "prometheus", "intents.rules.yml"));
    try (var running = new IntentsFixture(folder, IntentsConfig.defaults(), Metrics.of(MetricsConfig.defaults()))) {
      running.applies(scene());
      running.sees("ann", 1, 0, 0);
      running.sees("ann", 2, Double.NaN, 0);
      String metrics = running.metrics();

      var named = Pattern.compile("\\b(?:forebay|process|jvm)_[a-z_]+(?![a-z_:])").matcher(rules).results().map(MatchResult::group).distinct().toList();
      assertThat(named).contains("forebay_intents_decision_seconds_bucket", "forebay_dead_letters_total", "process_cpu_seconds_total", "jvm_memory_max_bytes");
      assertThat(named).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
    }
  }

  @Test
  void tellsWhatCameOfATrackThatHasEnded() {
    given.applies(scene());
    given.sees("robot", 1, 0, -8);
    given.walks("ann", -4, 0, 0.5, 28);
    assertThat(given.outcomes()).as("nobody has gone for long").extracting("subject").containsExactly("robot");
    given.passes(Duration.ofSeconds(5));

    assertThat(given.outcomes())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.getSubject()).isEqualTo("ann");
              assertThat(outcome.getGoalId()).isEqualTo("right");
              assertThat(outcome.getGoalHalfwayCorrect()).isTrue();
              assertThat(outcome.getObservations()).isEqualTo(28);
              assertThat(outcome.getDisplacementMeanMetres()).isBetween(0.0, 0.5);
              assertThat(outcome.getMinDistanceMetres()).isGreaterThan(7);
              assertThat(outcome.getCompared()).isGreaterThan(50);
              assertThat(outcome.getCoverage50()).as("somebody who goes straight on is where it is likeliest").isGreaterThan(0.5);
              assertThat(outcome.getCoverage90()).isBetween(outcome.getCoverage50(), 1.0);
            });
  }

  @Test
  void whoComesBackLaterIsSomebodyNew() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 3);
    given.sees(signal("ann", 4, 0, 0, given.now().plusSeconds(4)), given.now());

    assertThat(given.outcomes()).singleElement().satisfies(outcome -> assertThat(outcome.getObservations()).isEqualTo(3));
    assertThat(given.decisions().getLast().getStatus()).isEqualTo(DecisionStatus.DECIDED);
  }

  @Test
  void tellsWhatCameOfSomebodyWhoIsElsewhereNow() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 9);
    Instant lastThere = given.decisions().getLast().getObservedAt();
    for (int step = 0; step < 3; step++) {
      given.sees("ann", 10 + step, 60, step);
      given.passes(IntentsFixture.STEP);
    }

    assertThat(given.decisions()).extracting(IntentDecided::getStatus).containsExactly(DecisionStatus.IMPLAUSIBLE, DecisionStatus.IMPLAUSIBLE, DecisionStatus.DECIDED);
    assertThat(given.outcomes())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.getObservations()).isEqualTo(9);
              assertThat(outcome.getEndedAt()).isEqualTo(lastThere);
              assertThat(outcome.getDisplacementMeanMetres()).isNotNull();
            });
    given.passes(Duration.ofSeconds(5));
    assertThat(given.outcomes()).singleElement().satisfies(outcome -> assertThat(outcome.getObservations()).isOne());
  }

  @Test
  void countsInWhichRegionsPeopleWereFound() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 28);
    given.passes(Duration.ofSeconds(5));

    long compared = given.outcomes().getFirst().getCompared();
    assertThat(given.metric("forebay_intents_predictions_total")).isEqualTo(compared);
  }

  @Test
  void keepsWhatWasLearnedWithinFiveSeconds() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 28);
    given.passes(Duration.ofSeconds(5));
    assertThat(given.learned()).isNotNull();
  }

  @Test
  void keepsWhatWasLearnedWhenTheSceneChanges() {
    given.applies(scene());
    given.sees("ann", 1, -4, 0);
    given.sees("ann", 2, -3.5, 0);
    assertThat(given.learned()).isNull();
    given.applies(scene().setHorizonsSeconds(List.of(1.0, 2.0)));
    assertThat(given.learned()).isNotNull();
  }

  @Test
  void followsASceneThatChanges() {
    given.applies(scene());
    given.walks("ann", -4, 0, 0.5, 3);
    given.decisions();
    given.applies(scene().setHorizonsSeconds(List.of(1.0, 2.0)));
    given.sees("ann", 4, -2.5, 0);
    assertThat(given.decisions().getFirst().getPredictions()).extracting("afterSeconds").containsExactly(1.0, 2.0);
  }

  @Test
  void readsFeaturesWithTheNewestModelThatCanBeRead() {
    given.applies(scene().setModels(List.of("signs", "unknown")));
    given.publishes("signs", "1", "stops", "waves");
    assertThat(meaningOf(1)).containsExactly("1 waves");
    given.publishes("signs", "2", "stops", "beckons");
    assertThat(meaningOf(2)).containsExactly("2 beckons");
    given.publishes(new IntentModel("signs", "3", List.of(), List.of(), ByteBuffer.wrap(new byte[] {1, 2, 3}), 1.0, given.now()));
    assertThat(meaningOf(3)).as("what cannot be read means nothing, and stops nothing").isEmpty();
    given.publishes("signs", "4", "stops", "nods");
    assertThat(meaningOf(4)).containsExactly("4 nods");
  }

  /** What the newest model of the scene takes Ann's features for. */
  private List<String> meaningOf(long sequence) {
    given.passes(IntentsFixture.STEP);
    given.sees(signal("ann", sequence, 0.1 * sequence, 0, given.now()).setFeatures(Map.of("x", 1.5)), given.now());
    return given.decisions().getLast().getFeatures().stream().filter(intent -> intent.getProbability() > 0.5).map(intent -> intent.getVersion() + " " + intent.getLabel()).toList();
  }

  @Test
  void keepsTheRobotStandingWhileASceneIsFull() {
    given.applies(scene());
    for (int i = 0; i < 200; i++) {
      given.sees("p" + i, 1, -8, i % 10);
    }
    given.decisions();
    given.sees("one-too-many", 1, -8, 0);
    assertThat(given.decisions()).isEmpty();
    assertThat(given.metric("forebay_intents_skipped_total")).isEqualTo(1);
    given.sees("robot", 1, 0, -8);
    assertThat(given.decisions().getFirst().getPlan().getShieldReason()).isEqualTo("There are more than 200 subjects: somebody here is not followed.");
  }

  @Test
  void forgetsASceneThatIsGone() {
    given.applies(scene());
    given.sees("ann", 1, 0, 0);
    given.removes(SCENE);
    given.sees("ann", 2, 0, 0);
    assertThat(given.decisions()).extracting(IntentDecided::getStatus).containsExactly(DecisionStatus.DECIDED, DecisionStatus.SCENE_UNKNOWN);
    given.passes(Duration.ofSeconds(5));
    assertThat(given.outcomes()).isEmpty();
  }
}
