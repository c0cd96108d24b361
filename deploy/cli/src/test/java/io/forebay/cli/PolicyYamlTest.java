package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.WhenExceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

class PolicyYamlTest {
  @BeforeContainer
  static void initialiseAvro() {
    EventSchemas.published(ActionPolicy.class);
  }

  @Property(tries = 200)
  void writesWhatItReads(@ForAll("policies") ActionPolicy policy) throws IOException {
    Path file = Files.createTempFile("policy", ".yaml");
    try {
      Files.writeString(file, PolicyYaml.file(List.of(policy)));

      assertThat(PolicyFile.readAll(List.of(file))).containsOnlyKeys(policy.getPattern()).containsValue(policy);
      assertThat(PolicyChange.between(policy.getPattern(), policy, PolicyFile.readAll(List.of(file)).get(policy.getPattern())).isNone()).isTrue();
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  static Arbitrary<ActionPolicy> policies() {
    var millis = Arbitraries.longs().between(1_000, 3_600_000);
    var rate =
        Combinators.combine(Arbitraries.longs().between(1, 10_000), millis, Arbitraries.longs().between(1, 100), Arbitraries.of(RateScope.class), Arbitraries.of(WhenExceeded.class))
            .as(RateLimit::new);
    var retry =
        Combinators.combine(Arbitraries.integers().between(1, 10), millis, Arbitraries.of(1.0, 1.5, 2.0), Arbitraries.of(0.0, 0.25, 1.0), Arbitraries.of("BAD_INPUT", "DENIED").list().uniqueElements())
            .as((attempts, backoff, factor, jitter, never) -> new RetryRule(attempts, backoff, factor, backoff * 2, jitter, never));
    var breaker =
        Combinators.combine(Arbitraries.of(0.1, 0.5, 1.0), Arbitraries.integers().between(10, 1_000), millis, Arbitraries.integers().between(1, 10), Arbitraries.of(WhenExceeded.class))
            .as((failures, window, open, probes, when) -> new BreakerRule(failures, window, 10, open, probes, when));
    var rules = Combinators.combine(rate.injectNull(0.3), retry.injectNull(0.3), breaker.injectNull(0.3), millis.injectNull(0.3), Arbitraries.longs().between(1, 10_000_000).injectNull(0.3));
    return Combinators.combine(rules.as(PolicyYamlTest::policy), Arbitraries.of("*/*", "*/llm.chat", "acme/*")).as((policy, pattern) -> forPattern(policy, pattern));
  }

  private static ActionPolicy policy(RateLimit rate, RetryRule retry, BreakerRule breaker, Long millis, Long number) {
    return ActionPolicy.newBuilder()
        .setPattern("*/*")
        .setRate(rate)
        .setRetry(retry)
        .setBreaker(breaker)
        .setCache(millis == null ? null : new CacheRule(millis, 1_000))
        .setBudget(number == null ? null : new BudgetRule(null, number))
        .setLeaseMs(millis)
        .setStuckAfterMs(millis)
        .setQueueMax(number)
        .setWeight(number == null ? null : (int) (number % 1_000) + 1)
        .build();
  }

  /** A budget is for a tenant or for all. */
  private static ActionPolicy forPattern(ActionPolicy policy, String pattern) {
    return ActionPolicy.newBuilder(policy).setPattern(pattern).setBudget(pattern.endsWith("/*") ? policy.getBudget() : null).build();
  }
}
