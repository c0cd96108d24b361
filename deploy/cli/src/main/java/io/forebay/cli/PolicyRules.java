package io.forebay.cli;

import io.forebay.runtime.ConfigException.Problem;
import io.forebay.schemas.ActionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a policy must not say, told by the keys of a file. */
final class PolicyRules {
  /** Keys of a file by the fields that hold them, where they differ. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("rate.periodMs", "rate.per"),
          Map.entry("laneConcurrency", "lane-concurrency"),
          Map.entry("capabilityConcurrency", "capability-concurrency"),
          Map.entry("retry.attemptsMax", "retry.attempts"),
          Map.entry("retry.backoffInitialMs", "retry.backoff"),
          Map.entry("retry.backoffFactor", "retry.factor"),
          Map.entry("retry.backoffMaxMs", "retry.backoff-max"),
          Map.entry("retry.neverRetry", "retry.never-retry"),
          Map.entry("breaker.failureRate", "breaker.failure-rate"),
          Map.entry("breaker.callsMin", "breaker.calls-min"),
          Map.entry("breaker.openMs", "breaker.open-for"),
          Map.entry("breaker.whenOpen", "breaker.when-open"),
          Map.entry("cache.ttlMs", "cache.ttl"),
          Map.entry("cache.entriesMax", "cache.entries-max"),
          Map.entry("budget.tokensPerDay", "budget.tokens-per-day"),
          Map.entry("budget.costMicroUsdPerDay", "budget.usd-per-day"),
          Map.entry("leaseMs", "lease"),
          Map.entry("attemptTimeoutMs", "attempt-timeout"),
          Map.entry("startWithinMs", "start-within"),
          Map.entry("finishWithinMs", "finish-within"),
          Map.entry("stuckAfterMs", "stuck-after"),
          Map.entry("queueMax", "queue-max"));

  private PolicyRules() {}

  /** Everything that is wrong with a policy; keys relative to its section. */
  static List<Problem> problems(ActionPolicy policy) {
    return sentences(policy).stream().map(PolicyRules::problem).toList();
  }

  private static Problem problem(String sentence) {
    int end = sentence.indexOf(' ');
    String field = end < 0 ? sentence : sentence.substring(0, end);
    boolean isField = KEYS.containsKey(field) || ActionPolicy.getClassSchema().getField(field.replaceFirst("\\..*", "")) != null;
    return isField ? new Problem(KEYS.getOrDefault(field, field), sentence.substring(end + 1)) : new Problem("", "is refused: " + sentence);
  }

  /** Each begins with the field that is wrong. */
  private static List<String> sentences(ActionPolicy policy) {
    var sentences = new ArrayList<String>();
    var rate = policy.getRate();
    if (rate != null && rate.getPermits() < 1) {
      sentences.add("rate.permits must be at least 1, got " + rate.getPermits());
    }
    if (policy.getLeaseMs() != null && (policy.getLeaseMs() < 1_000 || policy.getLeaseMs() > 3_600_000)) {
      sentences.add("leaseMs must be from 1,000 to 3,600,000, got " + policy.getLeaseMs());
    }
    return sentences;
  }
}
