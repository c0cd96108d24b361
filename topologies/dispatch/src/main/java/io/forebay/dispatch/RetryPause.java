package io.forebay.dispatch;

import io.forebay.schemas.ActionError;
import io.forebay.schemas.RetryRule;
import java.util.OptionalLong;

/**
 * How long a failed action rests before its next attempt: exponential back-off, with a jitter that is computed from the action and the attempt.
 *
 * <p>The same action rests equally long wherever and whenever it is computed, while actions that failed together come back apart (Brooker,
 * "Exponential Backoff and Jitter", AWS 2015).
 */
final class RetryPause {
  /** Whatever a policy or another side asks for, nothing rests longer than a year. */
  static final long PAUSE_MAX_MS = 365L * 24 * 60 * 60 * 1_000;

  private RetryPause() {}

  /**
   * The pause in microseconds, at most {@link #PAUSE_MAX_MS}.
   *
   * @param failures how many attempts have failed, at least 1
   * @param retryAfterMs what the other side asked for; it wins when it is longer, even over the rule's longest pause
   */
  static long micros(RetryRule rule, int failures, String actionId, OptionalLong retryAfterMs) {
    double grown = rule.getBackoffInitialMs() * StrictMath.pow(rule.getBackoffFactor(), Math.max(0, failures - 1));
    double bounded = Math.clamp(grown, 0, (double) Math.clamp(rule.getBackoffMaxMs(), 0, PAUSE_MAX_MS));
    double jittered = bounded * (1 - Math.clamp(rule.getJitter(), 0, 1) * fraction(actionId, failures));
    long askedMicros = Math.clamp(retryAfterMs.orElse(0), 0, PAUSE_MAX_MS) * 1_000;
    return Math.max((long) (jittered * 1_000), askedMicros);
  }

  /**
   * Whether another attempt may be made.
   *
   * @param failures how many attempts have failed, this one included
   * @param error what it failed with; null if nobody could say, as when its runner was lost: then only the number of attempts counts
   */
  static boolean mayRetry(RetryRule rule, int failures, ActionError error) {
    if (failures >= rule.getAttemptsMax()) {
      return false;
    }
    return error == null || (error.getRetryable() && !rule.getNeverRetry().contains(error.getCode()));
  }

  /** A number from 0 to below 1 that looks random and is not. */
  private static double fraction(String actionId, int failures) {
    return (StableHash.of(actionId, failures) >>> 11) * 0x1p-53;
  }
}
