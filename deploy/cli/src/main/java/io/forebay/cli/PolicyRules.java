package io.forebay.cli;

import io.forebay.dispatch.PolicyBook;
import io.forebay.runtime.ConfigException.Problem;
import io.forebay.schemas.ActionPolicy;
import java.util.List;
import java.util.Map;

/** What dispatch refuses of a policy, told by the keys of a file. */
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
    return PolicyBook.problems(policy).stream().map(PolicyRules::problem).toList();
  }

  /** Dispatch begins its sentences with the field that is wrong. */
  private static Problem problem(String sentence) {
    int end = sentence.indexOf(' ');
    String field = end < 0 ? "" : sentence.substring(0, end);
    if (field.equals("pattern")) {
      return new Problem("", sentence.substring(end + 1));
    }
    if (ActionPolicy.getClassSchema().getField(field.replaceFirst("\\..*", "")) == null) {
      return new Problem("", "is refused: " + sentence);
    }
    return new Problem(KEYS.getOrDefault(field, field), complaint(field, sentence.substring(end + 1)));
  }

  private static String complaint(String field, String complaint) {
    String told = complaint;
    for (var key : KEYS.entrySet()) {
      told = told.replace(key.getKey(), key.getValue());
    }
    return field.endsWith("Ms") ? told + " (milliseconds)" : told;
  }
}
