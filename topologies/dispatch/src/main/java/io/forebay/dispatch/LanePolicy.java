package io.forebay.dispatch;

import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.WhenExceeded;
import java.util.List;

/**
 * What holds in one lane: of all policies that match it the most specific values, and defaults where none says anything.
 *
 * @param rate how often actions start; null: as often as they come
 * @param rateKey what is counted together for the rate: the lane's name, or the tenant and the pattern with a space between;
 *     null without a rate
 * @param laneConcurrency most actions of the lane at once
 * @param weight share of the tenant in the capability, 1 to 1,000
 * @param retry how failed attempts are repeated
 * @param breaker when to leave alone what fails
 * @param cache how long answers are repeated; null: not at all
 * @param budget what the tenant may use in a day; null: without bound
 * @param leaseMs after how long without a word a runner is taken for gone, in milliseconds
 * @param attemptTimeoutMs longest time of one attempt in milliseconds
 * @param startWithinMs in what time after it was asked for an action must start, in milliseconds; null: without bound
 * @param finishWithinMs in what time after it was asked for an action must end, in milliseconds; null: without bound
 * @param stuckAfterMs at what age an unfinished action is reported, in milliseconds
 * @param queueMax most actions that wait in the lane
 */
record LanePolicy(
    RateLimit rate,
    String rateKey,
    int laneConcurrency,
    int weight,
    RetryRule retry,
    BreakerRule breaker,
    CacheRule cache,
    BudgetRule budget,
    long leaseMs,
    long attemptTimeoutMs,
    Long startWithinMs,
    Long finishWithinMs,
    long stuckAfterMs,
    long queueMax) {

  static final int WEIGHT = 100;
  static final long LEASE_MS = 15_000;
  static final long ATTEMPT_TIMEOUT_MS = 300_000;
  static final long FINISH_WITHIN_MS = 86_400_000;
  static final long STUCK_AFTER_MS = 600_000;
  static final long QUEUE_MAX = 1_000_000;

  /** Five attempts with pauses of 1, 2, 4 and 8 seconds, a fifth of each different from action to action. */
  static RetryRule defaultRetry() {
    return new RetryRule(5, 1000L, 2.0, 60_000L, 0.2, List.of());
  }

  /** Opens for 10 seconds when half of the last 100 calls failed, then lets five through. */
  static BreakerRule defaultBreaker() {
    return new BreakerRule(0.5, 100, 20, 10_000L, 5, WhenExceeded.DELAY);
  }
}
