package io.forebay.intents;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

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
    return desk.decide(signal, signal.getObservedAt(), signal.getObservedAt());
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
