package io.forebay.dispatch;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RetryRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with a policy: one sentence for each value that is not allowed, naming the field, the value and what is. */
final class PolicyProblems {
  private static final long DAY_MS = 86_400_000L;
  private static final long WEEK_MS = 7 * DAY_MS;
  private static final long MONTH_MS = 31 * DAY_MS;
  private static final long MILLION = 1_000_000L;
  private static final long BUDGET_MAX = 1_000_000_000_000_000L;
  private static final int CODES_MAX = 100;
  private static final int CODE_CHARS_MAX = 64;

  private final List<String> found = new ArrayList<>();

  private PolicyProblems() {}

  static List<String> of(ActionPolicy policy) {
    var problems = new PolicyProblems();
    problems.pattern(policy);
    problems.numbers(policy);
    if (policy.getRate() != null) {
      problems.rate(policy.getRate());
    }
    if (policy.getRetry() != null) {
      problems.retry(policy.getRetry());
    }
    if (policy.getBreaker() != null) {
      problems.breaker(policy.getBreaker());
    }
    if (policy.getCache() != null) {
      problems.cache(policy.getCache());
    }
    if (policy.getBudget() != null) {
      problems.budget(policy.getBudget());
    }
    return List.copyOf(problems.found);
  }

  private void pattern(ActionPolicy policy) {
    LanePattern pattern;
    try {
      pattern = LanePattern.of(policy.getPattern());
    } catch (IllegalArgumentException malformed) {
      found.add(malformed.getMessage());
      return;
    }
    if (policy.getCapabilityConcurrency() != null && !(pattern.anyTenant() && pattern.coarse())) {
      refuse("capabilityConcurrency", pattern.name(), "may only be given for */* or */capability, because all tenants share it");
    }
    if (policy.getWeight() != null && !pattern.coarse()) {
      refuse("weight", pattern.name(), "may only be given for a pattern of two segments, because a tenant has one share in a capability");
    }
    if (policy.getBudget() != null && !(pattern.anyCapability() && pattern.coarse())) {
      refuse("budget", pattern.name(), "may only be given for */* or tenant/*, because all actions of a tenant share it");
    }
  }

  private void numbers(ActionPolicy policy) {
    range("laneConcurrency", policy.getLaneConcurrency(), 1, MILLION);
    range("capabilityConcurrency", policy.getCapabilityConcurrency(), 1, MILLION);
    range("weight", policy.getWeight(), 1, 1000);
    range("leaseMs", policy.getLeaseMs(), 1000, 3_600_000);
    range("attemptTimeoutMs", policy.getAttemptTimeoutMs(), 1, WEEK_MS);
    range("startWithinMs", policy.getStartWithinMs(), 1, MONTH_MS);
    range("finishWithinMs", policy.getFinishWithinMs(), 1, MONTH_MS);
    range("stuckAfterMs", policy.getStuckAfterMs(), 1, MONTH_MS);
    range("queueMax", policy.getQueueMax(), 1, 10 * MILLION);
  }

  private void rate(RateLimit rate) {
    range("rate.permits", rate.getPermits(), 1, 1000 * MILLION);
    range("rate.periodMs", rate.getPeriodMs(), 1, MONTH_MS);
    range("rate.burst", rate.getBurst(), 1, MILLION);
  }

  private void retry(RetryRule retry) {
    range("retry.attemptsMax", retry.getAttemptsMax(), 1, 1000);
    range("retry.backoffInitialMs", retry.getBackoffInitialMs(), 0, WEEK_MS);
    require(retry.getBackoffFactor() >= 1 && retry.getBackoffFactor() <= 100, "retry.backoffFactor", "1 to 100", retry.getBackoffFactor());
    range("retry.backoffMaxMs", retry.getBackoffMaxMs(), 0, WEEK_MS);
    if (retry.getBackoffMaxMs() < retry.getBackoffInitialMs()) {
      refuse("retry.backoffMaxMs", retry.getBackoffMaxMs(), "must be at least retry.backoffInitialMs, which is " + retry.getBackoffInitialMs());
    }
    require(retry.getJitter() >= 0 && retry.getJitter() <= 1, "retry.jitter", "0 to 1", retry.getJitter());
    require(retry.getNeverRetry().size() <= CODES_MAX, "retry.neverRetry", "at most " + CODES_MAX + " codes", retry.getNeverRetry().size());
    for (String code : retry.getNeverRetry()) {
      if (code.isBlank() || code.length() > CODE_CHARS_MAX) {
        refuse("retry.neverRetry", '"' + code + '"', "must be codes of 1 to " + CODE_CHARS_MAX + " characters");
      }
    }
  }

  private void breaker(BreakerRule breaker) {
    require(breaker.getFailureRate() > 0 && breaker.getFailureRate() <= 1, "breaker.failureRate", "above 0 and at most 1", breaker.getFailureRate());
    range("breaker.window", breaker.getWindow(), 1, 1000);
    range("breaker.callsMin", breaker.getCallsMin(), 1, 1000);
    if (breaker.getCallsMin() > breaker.getWindow()) {
      refuse("breaker.callsMin", breaker.getCallsMin(), "must be at most breaker.window, which is " + breaker.getWindow());
    }
    range("breaker.openMs", breaker.getOpenMs(), 1, DAY_MS);
    range("breaker.probes", breaker.getProbes(), 1, 1000);
  }

  private void cache(CacheRule cache) {
    range("cache.ttlMs", cache.getTtlMs(), 1, WEEK_MS);
    range("cache.entriesMax", cache.getEntriesMax(), 1, MILLION);
  }

  private void budget(BudgetRule budget) {
    range("budget.tokensPerDay", budget.getTokensPerDay(), 0, BUDGET_MAX);
    range("budget.costMicroUsdPerDay", budget.getCostMicroUsdPerDay(), 0, BUDGET_MAX);
  }

  private void range(String field, Integer value, long min, long max) {
    range(field, value == null ? null : Long.valueOf(value), min, max);
  }

  private void range(String field, Long value, long min, long max) {
    if (value != null) {
      require(value >= min && value <= max, field, String.format(Locale.ROOT, "%,d to %,d", min, max), value);
    }
  }

  private void require(boolean holds, String field, String allowed, Object value) {
    if (!holds) {
      refuse(field, value, "must be " + allowed);
    }
  }

  private void refuse(String field, Object value, String must) {
    found.add(field + " " + must + "; got " + value);
  }
}
