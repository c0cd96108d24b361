package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.WhenExceeded;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyProblemsTest {

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "acme/*", "*/llm.chat", "a.b-c_1/http.request", "*/*/*", "acme/http.request/API.example.com:80@x", "a/*/*/*/*/*/*/*"})
  void allowsAPatternOfTextsAndStars(String pattern) {
    assertThat(PolicyBook.problems(policy(pattern))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "acme", "acme/", "/llm.chat", "acme//x", "Acme/*", "acme/llm", "acme/llm.*", "**/*", "acme/llm.chat/a b", "acme/*/", "a/*/*/*/*/*/*/*/*", " */*"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThat(PolicyBook.problems(policy(pattern)))
        .containsExactly(
            "pattern must be a tenant or *, a slash, a capability or *, and further segments if any, at most 8 segments and 256 characters, such as */*, acme/* or */llm.chat; got "
                + pattern);
  }

  @Test
  void showsOnlyTheBeginningOfALongPattern() {
    assertThat(PolicyBook.problems(policy("a/b.c/" + "x".repeat(300)))).singleElement().asString().hasSizeLessThan(500).endsWith("xxx...");
  }

  @Test
  void refusesAPolicyWithoutAPattern() {
    assertThat(PolicyBook.problems(new ActionPolicy())).singleElement().asString().startsWith("pattern must be").endsWith("got null");
  }

  static Stream<Arguments> notAllowed() {
    return Stream.of(
        wrong(p -> p.setLaneConcurrency(0), "laneConcurrency must be 1 to 1,000,000; got 0"),
        wrong(p -> p.setCapabilityConcurrency(-1), "capabilityConcurrency must be 1 to 1,000,000; got -1"),
        wrong(p -> p.setWeight(0), "weight must be 1 to 1,000; got 0"),
        wrong(p -> p.setWeight(1001), "weight must be 1 to 1,000; got 1001"),
        wrong(p -> p.setLeaseMs(999L), "leaseMs must be 1,000 to 3,600,000; got 999"),
        wrong(p -> p.setLeaseMs(3_600_001L), "leaseMs must be 1,000 to 3,600,000; got 3600001"),
        wrong(p -> p.setAttemptTimeoutMs(0L), "attemptTimeoutMs must be 1 to 604,800,000; got 0"),
        wrong(p -> p.setStartWithinMs(-5L), "startWithinMs must be 1 to 2,678,400,000; got -5"),
        wrong(p -> p.setFinishWithinMs(0L), "finishWithinMs must be 1 to 2,678,400,000; got 0"),
        wrong(p -> p.setStuckAfterMs(Long.MAX_VALUE), "stuckAfterMs must be 1 to 2,678,400,000; got 9223372036854775807"),
        wrong(p -> p.setQueueMax(0L), "queueMax must be 1 to 10,000,000; got 0"),
        wrong(p -> p.setRate(rate(0, 1000, 1)), "rate.permits must be 1 to 1,000,000,000; got 0"),
        wrong(p -> p.setRate(rate(1, 0, 1)), "rate.periodMs must be 1 to 2,678,400,000; got 0"),
        wrong(p -> p.setRate(rate(1, 1, 0)), "rate.burst must be 1 to 1,000,000; got 0"),
        wrong(p -> p.setRetry(retry(0, 1, 1, 1, 0)), "retry.attemptsMax must be 1 to 1,000; got 0"),
        wrong(p -> p.setRetry(retry(1, -1, 1, 1, 0)), "retry.backoffInitialMs must be 0 to 604,800,000; got -1"),
        wrong(p -> p.setRetry(retry(1, 1, 0.9, 1, 0)), "retry.backoffFactor must be 1 to 100; got 0.9"),
        wrong(p -> p.setRetry(retry(1, 1, Double.NaN, 1, 0)), "retry.backoffFactor must be 1 to 100; got NaN"),
        wrong(p -> p.setRetry(retry(1, 0, 1, 604_800_001, 0)), "retry.backoffMaxMs must be 0 to 604,800,000; got 604800001"),
        wrong(p -> p.setRetry(retry(1, 5, 1, 4, 0)), "retry.backoffMaxMs must be at least retry.backoffInitialMs, which is 5; got 4"),
        wrong(p -> p.setRetry(retry(1, 1, 1, 1, 1.1)), "retry.jitter must be 0 to 1; got 1.1"),
        wrong(p -> p.setRetry(retry(1, 1, 1, 1, Double.NaN)), "retry.jitter must be 0 to 1; got NaN"),
        wrong(
            p -> p.setRetry(new RetryRule(1, 1L, 1.0, 1L, 0.0, Collections.nCopies(101, "X"))),
            "retry.neverRetry must be at most 100 codes; got 101"),
        wrong(p -> p.setRetry(new RetryRule(1, 1L, 1.0, 1L, 0.0, List.of("OK", " "))), "retry.neverRetry must be codes of 1 to 64 characters; got \" \""),
        wrong(p -> p.setBreaker(breaker(0, 10, 5, 1, 1)), "breaker.failureRate must be above 0 and at most 1; got 0.0"),
        wrong(p -> p.setBreaker(breaker(Double.NaN, 10, 5, 1, 1)), "breaker.failureRate must be above 0 and at most 1; got NaN"),
        wrong(p -> p.setBreaker(breaker(1, 1001, 5, 1, 1)), "breaker.window must be 1 to 1,000; got 1001"),
        wrong(p -> p.setBreaker(breaker(1, 10, 0, 1, 1)), "breaker.callsMin must be 1 to 1,000; got 0"),
        wrong(p -> p.setBreaker(breaker(1, 10, 11, 1, 1)), "breaker.callsMin must be at most breaker.window, which is 10; got 11"),
        wrong(p -> p.setBreaker(breaker(1, 10, 5, 0, 1)), "breaker.openMs must be 1 to 86,400,000; got 0"),
        wrong(p -> p.setBreaker(breaker(1, 10, 5, 1, 0)), "breaker.probes must be 1 to 1,000; got 0"),
        wrong(p -> p.setCache(new CacheRule(604_800_001L, 1)), "cache.ttlMs must be 1 to 604,800,000; got 604800001"),
        wrong(p -> p.setCache(new CacheRule(1L, 0)), "cache.entriesMax must be 1 to 1,000,000; got 0"),
        wrong(p -> p.setBudget(new BudgetRule(-1L, null)), "budget.tokensPerDay must be 0 to 1,000,000,000,000,000; got -1"),
        wrong(p -> p.setBudget(new BudgetRule(null, -1L)), "budget.costMicroUsdPerDay must be 0 to 1,000,000,000,000,000; got -1"),
        wrong(
            p -> p.setPattern("acme/*").setCapabilityConcurrency(1),
            "capabilityConcurrency may only be given for */* or */capability, because all tenants share it; got acme/*"),
        wrong(
            p -> p.setPattern("*/http.request/api.example.com").setCapabilityConcurrency(1),
            "capabilityConcurrency may only be given for */* or */capability, because all tenants share it; got */http.request/api.example.com"),
        wrong(
            p -> p.setPattern("acme/http.request/x").setWeight(1),
            "weight may only be given for a pattern of two segments, because a tenant has one share in a capability; got acme/http.request/x"),
        wrong(
            p -> p.setPattern("acme/llm.chat").setBudget(new BudgetRule(null, null)),
            "budget may only be given for */* or tenant/*, because all actions of a tenant share it; got acme/llm.chat"));
  }

  @ParameterizedTest
  @MethodSource("notAllowed")
  void namesFieldValueAndWhatIsAllowed(ActionPolicy policy, String problem) {
    assertThat(PolicyBook.problems(policy)).containsExactly(problem);
  }

  @Test
  void allowsEveryValueAtItsBounds() {
    var least = ActionPolicy.newBuilder().setPattern("*/*").setLaneConcurrency(1).setCapabilityConcurrency(1).setWeight(1).setLeaseMs(1000L);
    least.setAttemptTimeoutMs(1L).setStartWithinMs(1L).setFinishWithinMs(1L).setStuckAfterMs(1L).setQueueMax(1L);
    least.setRate(rate(1, 1, 1)).setRetry(retry(1, 0, 1, 0, 0)).setBreaker(breaker(Double.MIN_VALUE, 1, 1, 1, 1));
    least.setCache(new CacheRule(1L, 1)).setBudget(new BudgetRule(0L, 0L));
    var most = ActionPolicy.newBuilder().setPattern("*/*").setLaneConcurrency(1_000_000).setCapabilityConcurrency(1_000_000).setWeight(1000);
    most.setLeaseMs(3_600_000L).setAttemptTimeoutMs(604_800_000L).setStartWithinMs(2_678_400_000L).setFinishWithinMs(2_678_400_000L);
    most.setStuckAfterMs(2_678_400_000L).setQueueMax(10_000_000L).setRate(rate(1_000_000_000, 2_678_400_000L, 1_000_000));
    most.setRetry(retry(1000, 604_800_000, 100, 604_800_000, 1)).setBreaker(breaker(1, 1000, 1000, 86_400_000, 1000));
    most.setCache(new CacheRule(604_800_000L, 1_000_000)).setBudget(new BudgetRule(1_000_000_000_000_000L, null));

    assertThat(PolicyBook.problems(least.build())).isEmpty();
    assertThat(PolicyBook.problems(most.build())).isEmpty();
  }

  @Test
  void tellsAllProblemsAtOnce() {
    var policy = policy("nonsense");
    policy.setWeight(0);
    policy.setRate(rate(0, 0, 0));

    assertThat(PolicyBook.problems(policy)).hasSize(5);
  }

  @Test
  void allowsTheDefaults() {
    var policy = policy("*/*");
    policy.setRetry(LanePolicy.defaultRetry());
    policy.setBreaker(LanePolicy.defaultBreaker());

    assertThat(PolicyBook.problems(policy)).isEmpty();
  }

  private static Arguments wrong(Consumer<ActionPolicy.Builder> change, String problem) {
    var policy = ActionPolicy.newBuilder().setPattern("*/*");
    change.accept(policy);
    return Arguments.of(policy.build(), problem);
  }

  private static ActionPolicy policy(String pattern) {
    return ActionPolicy.newBuilder().setPattern(pattern).build();
  }

  private static RateLimit rate(long permits, long periodMs, long burst) {
    return new RateLimit(permits, periodMs, burst, RateScope.LANE, WhenExceeded.DELAY);
  }

  private static RetryRule retry(int attempts, long initialMs, double factor, long maxMs, double jitter) {
    return new RetryRule(attempts, initialMs, factor, maxMs, jitter, List.of());
  }

  private static BreakerRule breaker(double rate, int window, int min, long openMs, int probes) {
    return new BreakerRule(rate, window, min, openMs, probes, WhenExceeded.DELAY);
  }
}
