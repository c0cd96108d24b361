package io.forebay.intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneObstacle;
import io.forebay.schemas.ShieldVerdict;
import io.forebay.steering.Body;
import io.forebay.steering.Robot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for any observations. */
class SceneDeskTest {
  private static SceneDesk desk() {
    return new SceneDesk(IntentsFixture.scene().build(), IntentsConfig.defaults(), _ -> Optional.empty());
  }

  /** People and a robot who walk about, some of them out of step. */
  private static List<IntentSignal> signals(long seed, int count) {
    var random = new Random(seed);
    var signals = new ArrayList<IntentSignal>();
    double[] x = new double[5];
    double[] y = new double[5];
    long[] sequence = new long[5];
    Instant now = IntentsFixture.START;
    for (int i = 0; i < count; i++) {
      now = now.plusMillis(random.nextInt(300));
      int who = random.nextInt(5);
      x[who] += random.nextGaussian() * 0.2;
      y[who] += 0.1 + random.nextGaussian() * 0.2;
      boolean leaps = random.nextInt(40) == 0;
      signals.add(IntentsFixture.signal(who == 0 ? "robot" : "p" + who, ++sequence[who], leaps ? 80 : x[who], y[who], now).build());
    }
    return signals;
  }

  private static IntentDecided decide(SceneDesk desk, IntentSignal signal) {
    return desk.decide(signal, signal.getObservedAt());
  }

  @Property(tries = 20)
  void theSameObservationsGiveTheSameDecisions(@ForAll long seed) {
    var one = desk();
    var other = desk();
    for (IntentSignal signal : signals(seed, 60)) {
      assertThat(decide(one, signal)).isEqualTo(decide(other, signal));
    }
  }

  @Property(tries = 20)
  void goesOnFromWhatWasKeptAsIfNothingHadHappened(@ForAll long seed, @ForAll @IntRange(min = 1, max = 59) int crash) {
    var signals = signals(seed, 60);
    var before = desk();
    signals.subList(0, crash).forEach(signal -> decide(before, signal));
    var after = desk();
    before.learnedSince().ifPresent(after::remember);
    signals.subList(0, crash).stream().map(IntentSignal::getSubject).distinct().forEach(subject -> after.resume(before.track(subject)));
    for (IntentSignal signal : signals.subList(crash, 60)) {
      // Where others may be is asked anew on resuming, with what was learned since they were seen: plans differ a little.
      assertThat(withoutPlan(decide(after, signal))).isEqualTo(withoutPlan(decide(before, signal)));
    }
  }

  private static IntentDecided withoutPlan(IntentDecided decision) {
    return IntentDecided.newBuilder(decision).setPlan(null).build();
  }

  /** Ann walks towards the place of the robot, seen each 0.1 s up to the moment. */
  private static SceneDesk annNearTheRobot(Instant until) {
    var desk = desk();
    for (int i = 20; i >= 0; i--) {
      decide(desk, IntentsFixture.signal("ann", 21 - i, 3 + 0.1 * i, 0, until.minusMillis(100L * i)).build());
    }
    return desk;
  }

  private static IntentDecided robotSeen(SceneDesk desk, long sequence, Instant at) {
    return decide(desk, IntentsFixture.signal("robot", sequence, 0, 0, at).setVelocity(new Point(1.2, 0.0)).build());
  }

  @Test
  void standsAsLongAsWhatWasSeenOfSomebodyCannotBeBelieved() {
    Instant now = IntentsFixture.START;
    var desk = annNearTheRobot(now);
    assertThat(decide(desk, IntentsFixture.signal("ann", 22, 60, 0, now.plusMillis(50)).build()).getStatus()).isEqualTo(DecisionStatus.IMPLAUSIBLE);
    assertThat(robotSeen(desk, 1, now.plusMillis(60)).getPlan().getShieldReason()).isEqualTo("Where ann is, is in doubt.");

    decide(desk, IntentsFixture.signal("ann", 23, 2.9, 0, now.plusMillis(100)).build());
    assertThat(robotSeen(desk, 2, now.plusMillis(110)).getPlan().getShieldReason()).doesNotContain("doubt");
  }

  @Test
  void goesNowhereNearWhereSomebodyMayBeWhoWasNotSeenForTooLong() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    decide(desk, IntentsFixture.signal("ann", 1, 0, 6, now).build()); // beside the way, four metres from it
    decide(desk, IntentsFixture.signal("ann", 2, 0, 6, now.plusMillis(100)).build());
    var passing = decide(desk, IntentsFixture.signal("robot", 1, 0, 2, now.plusMillis(200)).build());
    assertThat(passing.getPlan().getVelocityY()).isPositive();
    var later = decide(desk, IntentsFixture.signal("robot", 2, 0, 2, now.plusMillis(3_100)).build());
    assertThat(later.getPlan().getVelocityY()).isLessThanOrEqualTo(1e-9);
    assertThat(later.getPlan().getShield()).isNotEqualTo(ShieldVerdict.KEPT);
  }

  @Test
  void reckonsWithTheTimeThatAnObservationTookToArrive() {
    Instant seen = IntentsFixture.START;
    var prompt = annNearTheRobot(seen);
    robotSeen(prompt, 1, seen);
    var atOnce = prompt.decide(IntentsFixture.signal("ann", 30, 2.99, 0, seen.plusMillis(10)).build(), seen.plusMillis(10));
    var late = annNearTheRobot(seen);
    robotSeen(late, 1, seen);
    var after = late.decide(IntentsFixture.signal("ann", 30, 2.99, 0, seen.plusMillis(10)).build(), seen.plusMillis(910));
    assertThat(after.getPlan().getSeparationMetres()).as("both have come nearer meanwhile").isLessThan(atOnce.getPlan().getSeparationMetres() - 1.5);
  }

  @Test
  void stopsTheRobotForWhatWasDecidedTooLate() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    var decision = decide(desk, IntentsFixture.signal("robot", 1, 0, -8, now).build());
    desk.finish(decision, now.plusMillis(1_000));
    assertThat(decision.getStatus()).isEqualTo(DecisionStatus.DECIDED);
    assertThat(decision.getPlan().getValidUntil()).isEqualTo(now.plusMillis(1_000));

    var next = decide(desk, IntentsFixture.signal("robot", 2, 0, -8, now.plusMillis(100)).build());
    desk.finish(next, now.plusMillis(1_101));
    assertThat(next.getStatus()).isEqualTo(DecisionStatus.STALE);
    assertThat(next.getPlan().getShieldReason()).isEqualTo("The observation of robot was decided too late.");
    assertThat(desk.last("robot")).isEqualTo(next);
  }

  @Test
  void believesARobotThatLeapsOnlyAtTheThirdReport() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    robotSeen(desk, 1, now);
    for (int report = 2; report <= 4; report++) {
      var decision = decide(desk, IntentsFixture.signal("robot", report, 5, 0, now.plusMillis(50L * report)).build());
      assertThat(decision.getStatus()).isEqualTo(report == 4 ? DecisionStatus.DECIDED : DecisionStatus.IMPLAUSIBLE);
    }
    var fast = decide(desk, IntentsFixture.signal("robot", 5, 5, 0, now.plusMillis(300)).setVelocity(new Point(9.0, 0.0)).build());
    assertThat(fast.getPlan().getShieldReason()).isEqualTo("robot cannot have come so far, or be so fast.");
    assertThat(decide(desk, IntentsFixture.signal("ann", 1, 0, 5, now.plusMillis(310)).build()).getPlan().getShieldReason())
        .isEqualTo("Where the robot robot is, is in doubt.");
  }

  @Test
  void takesNoSpeedOfARobotFromTwoReportsOfOneMoment() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    decide(desk, IntentsFixture.signal("robot", 1, 0, 0, now).build());
    decide(desk, IntentsFixture.signal("robot", 2, 0.02, 0, now.plusMillis(1)).build());
    assertThat(desk.track("robot").getVelocityX()).isZero();
    decide(desk, IntentsFixture.signal("robot", 3, 0.12, 0, now.plusMillis(101)).build());
    assertThat(desk.track("robot").getVelocityX()).isCloseTo(1, within(1e-4));
  }

  @Test
  void standsWhileSomebodyFindsNoRoom() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    desk.refuse(now);
    assertThat(robotSeen(desk, 1, now.plusMillis(4_000)).getPlan().getShieldReason()).isEqualTo("There are more than 200 subjects: somebody here is not followed.");
    assertThat(robotSeen(desk, 2, now.plusMillis(4_001)).getPlan().getShieldReason()).isEmpty();
  }

  @Test
  void endsNobodysTrackBecauseOfAClockThatIsFast() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    decide(desk, IntentsFixture.signal("ann", 1, 0, 0, now).build());
    desk.decide(IntentsFixture.signal("ben", 1, 3, 0, now.plusMillis(4_900)).build(), now);
    assertThat(desk.idle(now)).isEmpty();
    assertThat(desk.idle(now.plusMillis(4_001))).containsExactly("ann", "ben");
  }

  @Test
  void tellsHowNearARobotCameBetweenTwoSightings() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    decide(desk, IntentsFixture.signal("ann", 1, 0, 0, now).build());
    for (int report = 0; report <= 10; report++) {
      decide(desk, IntentsFixture.signal("robot", report + 1, -1.5 + 0.3 * report, 0, now.plusMillis(1 + 200L * report)).setVelocity(new Point(1.5, 0.0)).build());
    }
    assertThat(desk.end("ann").getMinDistanceMetres()).as("it drove through her").isNegative();
  }

  /** Encounters that a robot has learned from, beside whom somebody stood for ten seconds. */
  private static double encounters(int aSecond) {
    var desk = desk();
    for (int i = 0; i <= 10 * aSecond; i++) {
      Instant at = IntentsFixture.START.plusMillis(1_000L * i / aSecond);
      decide(desk, IntentsFixture.signal("robot", i + 1, 0, 0, at).setVelocity(new Point(0.0, 0.0)).build());
      decide(desk, IntentsFixture.signal("ann", i + 1, 0.8, 0, at).build());
    }
    byte[] learned = desk.learnedSince().orElseThrow();
    return ByteBuffer.wrap(learned).getDouble(2 + Double.BYTES); // after its length, the version and the price of risk
  }

  @Test
  void learnsFromAnEncounterAsMuchHoweverOftenItIsSeen() {
    assertThat(encounters(20)).isGreaterThan(20.5).isCloseTo(encounters(4), within(0.5));
  }

  @Test
  void leadsTheRobotAroundAWall() {
    Scene walled = IntentsFixture.scene().setObstacles(List.of(new SceneObstacle(List.of(new Point(-5.0, 0.0), new Point(5.0, 0.0))))).build();
    walled.getRobot().setGoal(new Point(0.0, 3.0));
    var desk = new SceneDesk(walled, IntentsConfig.defaults(), _ -> Optional.empty());
    var robot = new Robot(0.4, 1.5, 2);
    var body = new Body();
    body.set(0, -3, 0, 0);
    Instant now = IntentsFixture.START;
    for (int report = 1; report <= 300 && body.distance(0, 3) > 0.2; report++) {
      now = now.plusMillis(100);
      var plan = decide(desk, IntentsFixture.signal("robot", report, body.x(), body.y(), now).setVelocity(new Point(body.vx(), body.vy())).build()).getPlan();
      body.drive(plan.getVelocityX(), plan.getVelocityY(), robot, 0.1);
    }
    assertThat(desk.end("robot").getGoalReached()).isTrue();
  }

  @Test
  void tellsWhetherAndHowFastARobotCameToItsGoal() {
    Instant now = IntentsFixture.START;
    var desk = desk();
    for (int report = 0; report <= 20; report++) {
      decide(desk, IntentsFixture.signal("robot", report + 1, 0, 5 + 0.25 * report, now.plusMillis(200L * report)).setVelocity(new Point(0.0, 1.25)).build());
    }
    var outcome = desk.end("robot");
    assertThat(outcome.getGoalReached()).isTrue();
    assertThat(outcome.getFreeSeconds()).isCloseTo(5 / 1.5, within(1e-9));
    assertThat(outcome.getGoalSeconds()).isCloseTo(3.8, within(1e-6));
  }

  @Property(tries = 20)
  void aRobotIsToldOnlyWhatItCanDo(@ForAll long seed) {
    var desk = desk();
    for (IntentSignal signal : signals(seed, 60)) {
      var plan = decide(desk, signal).getPlan();
      assertThat(Math.hypot(plan.getVelocityX(), plan.getVelocityY())).isBetween(0.0, 1.5 + 1e-9);
      assertThat(plan.getRisk()).isBetween(0.0, 1.0);
    }
  }
}
