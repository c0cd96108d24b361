package io.forebay.cli;

import io.forebay.runtime.ConfigException;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.WhenExceeded;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file says about the lanes that match a pattern: an {@link ActionPolicy} as people write it, with units.
 *
 * <p>Everything may be left out. What is there is whole: a rate says permits and period, a retry how many attempts; the rest of a
 * section has defaults, the same as where no policy says anything.
 */
record PolicySection(
    String tier,
    Optional<Rate> rate,
    Integer laneConcurrency,
    Integer capabilityConcurrency,
    Integer weight,
    Optional<Retry> retry,
    Optional<Breaker> breaker,
    Optional<Cache> cache,
    Optional<Budget> budget,
    Duration lease,
    Duration attemptTimeout,
    Duration startWithin,
    Duration finishWithin,
    Duration stuckAfter,
    Long queueMax) {

  private static final long MICROS = 1_000_000;

  PolicySection {
    if (tier != null && rate.isPresent()) {
      throw new ConfigException("tier", "and rate exclude each other: a tier is a rate with a name");
    }
  }

  /**
   * How often actions start.
   *
   * @param burst 1 unless given
   * @param scope lane unless given
   * @param exceeded delay unless given
   */
  record Rate(Long permits, Duration per, Long burst, RateScope scope, WhenExceeded exceeded) {
    Rate {
      require("permits", permits, "how many actions may start in a period");
      require("per", per, "the period, for example PT1H");
      burst = burst == null ? 1 : burst;
      scope = scope == null ? RateScope.LANE : scope;
      exceeded = exceeded == null ? WhenExceeded.DELAY : exceeded;
    }

    RateLimit toRule() {
      return new RateLimit(permits, millis(per), burst, scope, exceeded);
    }
  }

  /**
   * How failed attempts are repeated.
   *
   * @param backoff pause before the second attempt; 1 s unless given
   * @param factor by what each further pause is longer; 2 unless given
   * @param backoffMax longest pause; 1 min, or the first one where that is longer, unless given
   * @param jitter part of a pause that differs from action to action; 0.2 unless given
   */
  record Retry(Integer attempts, Duration backoff, Double factor, Duration backoffMax, Double jitter, List<String> neverRetry) {
    Retry {
      require("attempts", attempts, "how many attempts there are at most, the first one included");
      backoff = backoff == null ? Duration.ofSeconds(1) : backoff;
      factor = factor == null ? 2.0 : factor;
      Duration minute = Duration.ofMinutes(1);
      backoffMax = backoffMax != null ? backoffMax : backoff.compareTo(minute) > 0 ? backoff : minute;
      jitter = jitter == null ? 0.2 : jitter;
      neverRetry = neverRetry == null ? List.of() : List.copyOf(neverRetry);
    }

    RetryRule toRule() {
      return new RetryRule(attempts, millis(backoff), factor, millis(backoffMax), jitter, neverRetry);
    }
  }

  /**
   * When to leave alone what fails.
   *
   * @param window last calls that are looked at; 100 unless given
   * @param callsMin fewer open nothing; 20, or the window where that is smaller, unless given
   * @param openFor 10 s unless given
   * @param probes 5 unless given
   * @param whenOpen delay unless given
   */
  record Breaker(Double failureRate, Integer window, Integer callsMin, Duration openFor, Integer probes, WhenExceeded whenOpen) {
    Breaker {
      require("failure-rate", failureRate, "the part of the last calls that failed, for example 0.5");
      window = window == null ? 100 : window;
      callsMin = callsMin == null ? Math.min(20, window) : callsMin;
      openFor = openFor == null ? Duration.ofSeconds(10) : openFor;
      probes = probes == null ? 5 : probes;
      whenOpen = whenOpen == null ? WhenExceeded.DELAY : whenOpen;
    }

    BreakerRule toRule() {
      return new BreakerRule(failureRate, window, callsMin, millis(openFor), probes, whenOpen);
    }
  }

  /**
   * How long answers are repeated.
   *
   * @param entriesMax 1,000 unless given
   */
  record Cache(Duration ttl, Integer entriesMax) {
    Cache {
      require("ttl", ttl, "how long an answer is repeated, for example PT1H");
      entriesMax = entriesMax == null ? 1_000 : entriesMax;
    }

    CacheRule toRule() {
      return new CacheRule(millis(ttl), entriesMax);
    }
  }

  /**
   * What a tenant may use in a day.
   *
   * @param usdPerDay US dollars, rounded to a millionth
   */
  record Budget(Long tokensPerDay, Double usdPerDay) {
    Budget {
      if (tokensPerDay == null && usdPerDay == null) {
        throw new ConfigException("", "must say tokens-per-day, usd-per-day or both");
      }
    }

    BudgetRule toRule() {
      return new BudgetRule(tokensPerDay, usdPerDay == null ? null : microUsd());
    }

    private Long microUsd() {
      return BigDecimal.valueOf(usdPerDay)
          .multiply(BigDecimal.valueOf(MICROS))
          .setScale(0, RoundingMode.HALF_UP)
          .min(BigDecimal.valueOf(Long.MAX_VALUE))
          .longValue();
    }
  }

  /**
   * The policy of the lanes that match a pattern.
   *
   * @param tiers rates by name; a tier that is not among them is no rate
   */
  ActionPolicy toPolicy(String pattern, Map<String, Rate> tiers) {
    return ActionPolicy.newBuilder()
        .setPattern(pattern)
        .setRate((tier == null ? rate : Optional.ofNullable(tiers.get(tier))).map(Rate::toRule).orElse(null))
        .setLaneConcurrency(laneConcurrency)
        .setCapabilityConcurrency(capabilityConcurrency)
        .setWeight(weight)
        .setRetry(retry.map(Retry::toRule).orElse(null))
        .setBreaker(breaker.map(Breaker::toRule).orElse(null))
        .setCache(cache.map(Cache::toRule).orElse(null))
        .setBudget(budget.map(Budget::toRule).orElse(null))
        .setLeaseMs(millis(lease))
        .setAttemptTimeoutMs(millis(attemptTimeout))
        .setStartWithinMs(millis(startWithin))
        .setFinishWithinMs(millis(finishWithin))
        .setStuckAfterMs(millis(stuckAfter))
        .setQueueMax(queueMax)
        .build();
  }

  private static void require(String key, Object value, String meaning) {
    if (value == null) {
      throw new ConfigException("", "must say " + key + ": " + meaning);
    }
  }

  /** What is longer than a long holds is as long as a long holds, which the rules refuse. */
  private static Long millis(Duration duration) {
    try {
      return duration == null ? null : duration.toMillis();
    } catch (ArithmeticException _) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
