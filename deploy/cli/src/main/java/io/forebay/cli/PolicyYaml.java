package io.forebay.cli;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RetryRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes policies as {@link PolicyFile} reads them. */
final class PolicyYaml {
  private static final int MICROS_DIGITS = 6;

  private PolicyYaml() {}

  /** What a policy says, by the keys of a file: {@code rate.per → PT1H}. */
  static SequencedMap<String, String> settings(ActionPolicy policy) {
    var settings = new Settings();
    settings.put(policy.getRate());
    settings.put(policy.getRetry());
    settings.put(policy.getBreaker());
    settings.put(policy.getCache());
    settings.put(policy.getBudget());
    settings.put("lane-concurrency", policy.getLaneConcurrency());
    settings.put("capability-concurrency", policy.getCapabilityConcurrency());
    settings.put("weight", policy.getWeight());
    settings.putMs("lease", policy.getLeaseMs());
    settings.putMs("attempt-timeout", policy.getAttemptTimeoutMs());
    settings.putMs("start-within", policy.getStartWithinMs());
    settings.putMs("finish-within", policy.getFinishWithinMs());
    settings.putMs("stuck-after", policy.getStuckAfterMs());
    settings.put("queue-max", policy.getQueueMax());
    return settings.byKey;
  }

  /** A file with these policies; ends in a line feed. */
  static String file(Collection<ActionPolicy> policies) {
    var text = new StringBuilder("policies:\n");
    for (ActionPolicy policy : policies) {
      text.append("  ").append(quoted(policy.getPattern())).append(":\n");
      lines(policy).forEach(line -> text.append("    ").append(line).append('\n'));
    }
    return policies.isEmpty() ? "policies: {}\n" : text.toString();
  }

  /** A line for each thing that a policy says, sections in braces: {@code cache: {ttl: PT1H, entries-max: 1000}}. */
  static List<String> lines(ActionPolicy policy) {
    var plain = new LinkedHashMap<String, String>();
    var sections = new LinkedHashMap<String, List<String>>();
    settings(policy)
        .forEach(
            (key, value) -> {
              int dot = key.indexOf('.');
              if (dot < 0) {
                plain.put(key, value);
              } else {
                sections.computeIfAbsent(key.substring(0, dot), _ -> new ArrayList<>()).add(key.substring(dot + 1) + ": " + value);
              }
            });
    var lines = new ArrayList<String>();
    sections.forEach((section, values) -> lines.add(section + ": {" + String.join(", ", values) + "}"));
    plain.forEach((key, value) -> lines.add(key + ": " + value));
    return lines;
  }

  /** What a policy came from may be a stranger's record: nothing of it may end the quotes or steer a terminal. */
  private static String quoted(String text) {
    return '"' + SafeText.of(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String usd(Long micros) {
    return micros == null ? null : BigDecimal.valueOf(micros, MICROS_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static final class Settings {
    private final SequencedMap<String, String> byKey = new LinkedHashMap<>();

    private void put(String key, Object value) {
      if (value != null) {
        byKey.put(key, value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString());
      }
    }

    private void putMs(String key, Long millis) {
      put(key, millis == null ? null : Duration.ofMillis(millis));
    }

    private void put(RateLimit rate) {
      if (rate != null) {
        put("rate.permits", rate.getPermits());
        putMs("rate.per", rate.getPeriodMs());
        put("rate.burst", rate.getBurst());
        put("rate.scope", rate.getScope());
        put("rate.exceeded", rate.getExceeded());
      }
    }

    private void put(RetryRule retry) {
      if (retry != null) {
        put("retry.attempts", retry.getAttemptsMax());
        putMs("retry.backoff", retry.getBackoffInitialMs());
        put("retry.factor", retry.getBackoffFactor());
        putMs("retry.backoff-max", retry.getBackoffMaxMs());
        put("retry.jitter", retry.getJitter());
        put("retry.never-retry", retry.getNeverRetry().stream().map(PolicyYaml::quoted).collect(Collectors.joining(", ", "[", "]")));
      }
    }

    private void put(BreakerRule breaker) {
      if (breaker != null) {
        put("breaker.failure-rate", breaker.getFailureRate());
        put("breaker.window", breaker.getWindow());
        put("breaker.calls-min", breaker.getCallsMin());
        putMs("breaker.open-for", breaker.getOpenMs());
        put("breaker.probes", breaker.getProbes());
        put("breaker.when-open", breaker.getWhenOpen());
      }
    }

    private void put(CacheRule cache) {
      if (cache != null) {
        putMs("cache.ttl", cache.getTtlMs());
        put("cache.entries-max", cache.getEntriesMax());
      }
    }

    private void put(BudgetRule budget) {
      if (budget != null) {
        put("budget.tokens-per-day", budget.getTokensPerDay());
        put("budget.usd-per-day", usd(budget.getCostMicroUsdPerDay()));
      }
    }
  }
}
