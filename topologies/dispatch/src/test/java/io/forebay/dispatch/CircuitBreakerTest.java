package io.forebay.dispatch;

import static io.forebay.schemas.BreakerState.CLOSED;
import static io.forebay.schemas.BreakerState.HALF_OPEN;
import static io.forebay.schemas.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatch.CircuitBreaker.Permit;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BreakerState;
import io.forebay.schemas.WhenExceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {
  private static final long NOW = 1_763_700_000_000_000L;
  private static final long SECOND = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // rate, window, fewest calls, successes, failures, state
    "0.5, 10, 4, 2, 2, OPEN",
    "0.5, 10, 4, 0, 3, CLOSED",
    "0.5, 10, 4, 0, 4, OPEN",
    "0.5, 10, 4, 3, 2, CLOSED",
    "1.0, 10, 1, 0, 1, OPEN",
    "1.0, 10, 5, 1, 9, CLOSED",
    "0.07, 100, 100, 93, 7, OPEN",
    "0.07, 100, 100, 94, 6, CLOSED",
    "0.5, 4, 100, 0, 4, OPEN"
  })
  void opensAtTheRateOnceThereAreEnoughCalls(double rate, int window, int callsMin, int successes, int failures, BreakerState expected) {
    var breaker = new CircuitBreaker(rule(rate, window, callsMin, 1));

    calls(breaker, true, successes);
    calls(breaker, false, failures);

    assertThat(breaker.state(NOW)).isEqualTo(expected);
  }

  @Test
  void forgetsWhatHasLeftTheWindow() {
    var breaker = new CircuitBreaker(rule(0.5, 70, 70, 1));

    calls(breaker, false, 34);
    calls(breaker, true, 70);
    calls(breaker, false, 34);

    assertThat(breaker.state(NOW)).isEqualTo(CLOSED);
    calls(breaker, false, 1);
    assertThat(breaker.state(NOW)).isEqualTo(OPEN);
  }

  @Test
  void letsNothingThroughOneMicrosecondBeforeItHasBeenOpenForItsTime() {
    CircuitBreaker breaker = opened(rule(0.5, 4, 4, 2));

    assertThat(breaker.tryAcquire(NOW + SECOND - 1)).isEqualTo(Permit.NONE);
    assertThat(breaker.state(NOW + SECOND - 1)).isEqualTo(OPEN);
    assertThat(breaker.retryAtMicros(NOW + SECOND - 1)).isEqualTo(NOW + SECOND);
  }

  @Test
  void letsExactlyTheProbesThroughThen() {
    CircuitBreaker breaker = opened(rule(0.5, 4, 4, 2));

    assertThat(breaker.state(NOW + SECOND)).isEqualTo(HALF_OPEN);
    assertThat(breaker.retryAtMicros(NOW + SECOND)).isEqualTo(NOW + SECOND);
    assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.PROBE);
    assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.PROBE);
    assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.NONE);
    assertThat(breaker.retryAtMicros(NOW + SECOND)).isGreaterThan(NOW + SECOND).isLessThanOrEqualTo(NOW + 2 * SECOND);
  }

  @Test
  void closesWhenAllProbesSucceedAndBeginsWithAnEmptyWindow() {
    CircuitBreaker breaker = halfOpen(rule(0.5, 4, 4, 2), 2);

    breaker.record(Permit.PROBE, true, NOW + SECOND);
    assertThat(breaker.state(NOW + SECOND)).isEqualTo(HALF_OPEN);
    assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.NONE);
    breaker.record(Permit.PROBE, true, NOW + SECOND);

    assertThat(breaker.state(NOW + SECOND)).isEqualTo(CLOSED);
    calls(breaker, false, 3);
    assertThat(breaker.state(NOW)).isEqualTo(CLOSED);
  }

  @Test
  void opensAgainForItsWholeTimeWhenOneProbeFails() {
    CircuitBreaker breaker = halfOpen(rule(0.5, 4, 4, 2), 2);

    breaker.record(Permit.PROBE, true, NOW + SECOND);
    breaker.record(Permit.PROBE, false, NOW + SECOND + 5);

    assertThat(breaker.state(NOW + 2 * SECOND + 4)).isEqualTo(OPEN);
    assertThat(breaker.state(NOW + 2 * SECOND + 5)).isEqualTo(HALF_OPEN);
  }

  @Test
  void doesNotTakeACallFromBeforeTheOpeningForAProbe() {
    CircuitBreaker breaker = halfOpen(rule(0.5, 4, 4, 1), 1);

    breaker.record(Permit.CALL, true, NOW + SECOND);
    assertThat(breaker.state(NOW + SECOND)).isEqualTo(HALF_OPEN);
    breaker.record(Permit.CALL, false, NOW + SECOND);
    assertThat(breaker.state(NOW + SECOND)).isEqualTo(HALF_OPEN);

    breaker.record(Permit.PROBE, true, NOW + SECOND);
    assertThat(breaker.state(NOW + SECOND)).isEqualTo(CLOSED);
  }

  @Test
  void givesTheProbeOfACallThatNeverHappenedToAnother() {
    CircuitBreaker breaker = halfOpen(rule(0.5, 4, 4, 1), 1);

    breaker.release(Permit.PROBE);

    assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.PROBE);
  }

  @Test
  void keepsThePlaceOfAProbeThatHasNotComeBackFromAnEarlierTime() {
    CircuitBreaker breaker = halfOpen(rule(0.5, 4, 4, 2), 2);
    breaker.record(Permit.PROBE, false, NOW + SECOND);

    assertThat(breaker.tryAcquire(NOW + 2 * SECOND)).isEqualTo(Permit.PROBE);
    assertThat(breaker.tryAcquire(NOW + 2 * SECOND)).isEqualTo(Permit.NONE);
  }

  @Test
  void followsAChangedRuleAtOnceAndKeepsTheLastOutcomes() {
    var breaker = new CircuitBreaker(rule(0.9, 100, 10, 1));
    calls(breaker, true, 90);
    calls(breaker, false, 9);

    breaker.rule(rule(0.9, 10, 10, 1));
    calls(breaker, false, 1);

    assertThat(breaker.state(NOW)).isEqualTo(OPEN);
    breaker.rule(new BreakerRule(0.9, 10, 10, 50L, 1, WhenExceeded.DELAY));
    assertThat(breaker.retryAtMicros(NOW)).isEqualTo(NOW + 50_000);
  }

  @Test
  void survivesAnOpenTimeThatDoesNotFit() {
    CircuitBreaker breaker = opened(new BreakerRule(0.5, 4, 4, Long.MAX_VALUE, 1, WhenExceeded.REFUSE));

    assertThat(breaker.retryAtMicros(NOW)).isGreaterThan(NOW);
  }

  @Property
  void behavesLikeOneThatCountsItsListAnew(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 130) int window,
      @ForAll @IntRange(min = 1, max = 40) int callsMin,
      @ForAll @IntRange(min = 1, max = 100) int ratePercent,
      @ForAll @IntRange(min = 1, max = 4) int probes) {
    var rule = rule(ratePercent / 100.0, window, callsMin, probes);
    var breaker = new CircuitBreaker(rule);
    var naive = new NaiveBreaker(rule);
    var random = new Random(seed);
    List<Permit> running = new ArrayList<>();
    long now = NOW;
    for (int step = 0; step < 600; step++) {
      now += random.nextInt(10) == 0 ? random.nextInt((int) SECOND) : random.nextInt(100);
      int choice = random.nextInt(20);
      if (choice < 10 || running.isEmpty()) {
        Permit permit = breaker.tryAcquire(now);
        assertThat(permit).isEqualTo(naive.tryAcquire(now));
        if (permit != Permit.NONE) {
          running.add(permit);
        }
      } else {
        Permit permit = running.remove(random.nextInt(running.size()));
        boolean success = random.nextInt(100) >= ratePercent;
        if (choice < 19) {
          breaker.record(permit, success, now);
          naive.ended(permit, success, now);
        } else {
          breaker.release(permit);
          naive.released(permit);
        }
      }
      assertThat(breaker.state(now)).isEqualTo(naive.state(now));
      boolean wouldLetThrough = breaker.retryAtMicros(now) <= now;
      assertThat(wouldLetThrough).isEqualTo(naive.wouldLetThrough(now));
    }
  }

  private static BreakerRule rule(double rate, int window, int callsMin, int probes) {
    return new BreakerRule(rate, window, callsMin, 1_000L, probes, WhenExceeded.DELAY);
  }

  private static CircuitBreaker opened(BreakerRule rule) {
    var breaker = new CircuitBreaker(rule);
    calls(breaker, false, rule.getWindow());
    assertThat(breaker.state(NOW)).isEqualTo(OPEN);
    return breaker;
  }

  private static CircuitBreaker halfOpen(BreakerRule rule, int probesTaken) {
    CircuitBreaker breaker = opened(rule);
    for (int i = 0; i < probesTaken; i++) {
      assertThat(breaker.tryAcquire(NOW + SECOND)).isEqualTo(Permit.PROBE);
    }
    return breaker;
  }

  private static void calls(CircuitBreaker breaker, boolean success, int number) {
    for (int i = 0; i < number; i++) {
      breaker.record(Permit.CALL, success, NOW);
    }
  }

  /** Keeps every outcome since it closed, and every probe, in lists. */
  private static final class NaiveBreaker {
    private final BreakerRule rule;
    private final List<Boolean> outcomes = new ArrayList<>();
    private final List<Boolean> probeSuccesses = new ArrayList<>();
    private int probesOut;
    private boolean broken;
    private long openUntil;

    NaiveBreaker(BreakerRule rule) {
      this.rule = rule;
    }

    BreakerState state(long now) {
      if (!broken) {
        return CLOSED;
      }
      return now < openUntil ? OPEN : HALF_OPEN;
    }

    boolean wouldLetThrough(long now) {
      return state(now) == CLOSED || (state(now) == HALF_OPEN && probesOut + probeSuccesses.size() < rule.getProbes());
    }

    Permit tryAcquire(long now) {
      if (!wouldLetThrough(now)) {
        return Permit.NONE;
      }
      if (state(now) == CLOSED) {
        return Permit.CALL;
      }
      probesOut++;
      return Permit.PROBE;
    }

    void released(Permit permit) {
      probesOut -= permit == Permit.PROBE ? 1 : 0;
    }

    void ended(Permit permit, boolean success, long now) {
      released(permit);
      if (state(now) == CLOSED) {
        outcomes.add(success);
        List<Boolean> last = outcomes.subList(Math.max(0, outcomes.size() - rule.getWindow()), outcomes.size());
        double failed = last.stream().filter(ok -> !ok).count();
        if (last.size() >= Math.min(rule.getCallsMin(), rule.getWindow()) && failed / last.size() >= rule.getFailureRate()) {
          breakAt(now);
        }
      } else if (state(now) == HALF_OPEN && permit == Permit.PROBE) {
        if (!success) {
          breakAt(now);
        } else {
          probeSuccesses.add(true);
          if (probeSuccesses.size() >= rule.getProbes()) {
            broken = false;
            outcomes.clear();
            probeSuccesses.clear();
          }
        }
      }
    }

    private void breakAt(long now) {
      broken = true;
      openUntil = now + rule.getOpenMs() * 1_000;
      outcomes.clear();
      probeSuccesses.clear();
    }
  }
}
