package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.Lane;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.WhenExceeded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyBookTest {
  private static final Lane CHAT = Lane.of("acme/llm.chat");
  private static final Lane EXAMPLE = Lane.of("acme/http.request/api.example.com");

  private final PolicyBook book = new PolicyBook();

  @Test
  void hasDefaultsForALaneThatNoPolicyMatches() {
    LanePolicy policy = book.of(CHAT);

    assertThat(policy)
        .isEqualTo(
            new LanePolicy(
                null,
                null,
                Integer.MAX_VALUE,
                null,
                100,
                LanePolicy.defaultRetry(),
                LanePolicy.defaultBreaker(),
                null,
                null,
                15_000,
                300_000,
                null,
                86_400_000L,
                600_000,
                1_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    // lane, less specific, more specific
    "acme/llm.chat, */*, acme/*",
    "acme/llm.chat, */*, */llm.chat",
    "acme/llm.chat, */llm.chat, acme/*",
    "acme/llm.chat, acme/*, acme/llm.chat",
    "acme/http.request/api.example.com, acme/http.request, acme/http.request/api.example.com",
    "acme/http.request/api.example.com, acme/http.request, acme/http.request/*",
    "acme/http.request/api.example.com, acme/*, acme/*/*",
    "acme/http.request/api.example.com, */*/api.example.com, acme/*",
    "acme/http.request/api.example.com, */http.request/api.example.com, acme/*/api.example.com",
    "acme/http.request/api.example.com, acme/*/api.example.com, acme/http.request",
  })
  void takesAFieldFromTheMostSpecificPatternThatHasIt(String lane, String general, String specific) {
    book.put(ActionPolicy.newBuilder().setPattern(specific).setLaneConcurrency(1).build());
    book.put(ActionPolicy.newBuilder().setPattern(general).setLaneConcurrency(2).setQueueMax(7L).build());

    assertThat(book.of(Lane.of(lane)).laneConcurrency()).isEqualTo(1);
    assertThat(book.of(Lane.of(lane)).queueMax()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "acme/llm.chat, other/*, false",
    "acme/llm.chat, acme/llm.embed, false",
    "acme/llm.chat, acme/llm.chat/*, false",
    "acme/llm.chat, */*/*, false",
    "acme/llm.chat/x, */*/*, true",
    "acme/llm.chat/x/y, acme/*/x, true",
    "acme/llm.chat/x/y, acme/*/y, false",
    "acme/llm.chat/x/y, acme/*/*/y, true",
  })
  void matchesLanesWithAtLeastAsManySegmentsWhoseFirstOnesMatch(String lane, String pattern, boolean matches) {
    book.put(ActionPolicy.newBuilder().setPattern(pattern).setLaneConcurrency(3).build());

    assertThat(book.of(Lane.of(lane)).laneConcurrency() == 3).isEqualTo(matches);
  }

  @Test
  void countsARateOfALaneUnderItsName() {
    book.put(ActionPolicy.newBuilder().setPattern("*/*").setRate(rate(RateScope.LANE)).build());

    assertThat(book.of(EXAMPLE).rateKey()).isEqualTo("acme/http.request/api.example.com");
  }

  @Test
  void countsARateOfATenantUnderTheTenantAndThePatternThatGaveIt() {
    book.put(ActionPolicy.newBuilder().setPattern("*/http.request").setRate(rate(RateScope.TENANT)).build());
    book.put(ActionPolicy.newBuilder().setPattern("acme/http.request").setWeight(7).build());

    assertThat(book.of(EXAMPLE).rateKey()).isEqualTo("acme */http.request");
    assertThat(book.of(EXAMPLE).weight()).isEqualTo(7);
    assertThat(book.of(CHAT).rateKey()).isNull();
  }

  @Test
  void forgetsWhatItKnewOfALaneWhenAPolicyChanges() {
    book.put(ActionPolicy.newBuilder().setPattern("acme/*").setLaneConcurrency(1).build());
    assertThat(book.of(CHAT).laneConcurrency()).isEqualTo(1);

    book.put(ActionPolicy.newBuilder().setPattern("acme/*").setLaneConcurrency(2).build());
    assertThat(book.of(CHAT).laneConcurrency()).isEqualTo(2);

    book.remove("acme/*");
    assertThat(book.of(CHAT).laneConcurrency()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void keepsAShorterPatternWhenALongerOneLeaves() {
    book.put(ActionPolicy.newBuilder().setPattern("acme/llm.chat").setLaneConcurrency(1).build());
    book.put(ActionPolicy.newBuilder().setPattern("acme/llm.chat/fast").setLaneConcurrency(2).build());

    book.remove("acme/llm.chat/fast");

    assertThat(book.of(Lane.of("acme/llm.chat/fast")).laneConcurrency()).isEqualTo(1);
  }

  @Test
  void keepsALongerPatternWhenAShorterOneLeaves() {
    book.put(ActionPolicy.newBuilder().setPattern("acme/llm.chat").setLaneConcurrency(1).build());
    book.put(ActionPolicy.newBuilder().setPattern("acme/llm.chat/fast").setLaneConcurrency(2).build());

    book.remove("acme/llm.chat");

    assertThat(book.of(Lane.of("acme/llm.chat/fast")).laneConcurrency()).isEqualTo(2);
    assertThat(book.of(CHAT).laneConcurrency()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void answersAnewWhereAPolicyCameOrWent() {
    var policy = ActionPolicy.newBuilder().setPattern("acme/*").setWeight(5).build();
    assertThat(book.of(CHAT).weight()).isEqualTo(LanePolicy.WEIGHT);
    book.put(policy);
    assertThat(book.of(CHAT).weight()).isEqualTo(5);
    book.remove("acme/llm.chat");
    book.remove("acme");
    book.remove("");
    assertThat(book.of(CHAT).weight()).isEqualTo(5);
    book.remove("acme/*");
    assertThat(book.of(CHAT).weight()).isEqualTo(LanePolicy.WEIGHT);
  }

  @Test
  void remembersNoMoreThanABoundedNumberOfLanes() {
    for (int i = 0; i < 30_000; i++) {
      assertThat(book.of(Lane.of("t" + i, "core.echo")).weight()).isEqualTo(100);
    }
    book.put(ActionPolicy.newBuilder().setPattern("t29999/*").setWeight(3).build());

    assertThat(book.of(Lane.of("t29999/core.echo")).weight()).isEqualTo(3);
    assertThat(book.of(Lane.of("t0/core.echo")).weight()).isEqualTo(100);
  }

  @Test
  void capsACapabilityByItsOwnPatternBeforeTheOneForAll() {
    assertThat(book.capabilityConcurrency("llm.chat")).isNull();
    book.put(ActionPolicy.newBuilder().setPattern("*/*").setCapabilityConcurrency(50).build());
    book.put(ActionPolicy.newBuilder().setPattern("*/llm.chat").setCapabilityConcurrency(4).build());
    book.put(ActionPolicy.newBuilder().setPattern("*/llm.embed").setWeight(4).build());

    assertThat(book.capabilityConcurrency("llm.chat")).isEqualTo(4);
    assertThat(book.capabilityConcurrency("llm.embed")).isEqualTo(50);
    assertThat(book.capabilityConcurrency("core.echo")).isEqualTo(50);
    assertThat(book.of(CHAT).capabilityConcurrency()).isEqualTo(4);
    assertThat(book.of(EXAMPLE).capabilityConcurrency()).isEqualTo(50);
  }

  @Test
  void takesTheBudgetOfTheTenantBeforeTheOneForAll() {
    book.put(ActionPolicy.newBuilder().setPattern("*/*").setBudget(new BudgetRule(10L, null)).build());
    book.put(ActionPolicy.newBuilder().setPattern("acme/*").setBudget(new BudgetRule(99L, 5L)).build());

    assertThat(book.of(CHAT).budget()).isEqualTo(new BudgetRule(99L, 5L));
    assertThat(book.of(Lane.of("other/llm.chat")).budget()).isEqualTo(new BudgetRule(10L, null));
  }

  @Test
  void putsNoPolicyThatIsNotAllowed() {
    var policy = ActionPolicy.newBuilder().setPattern("acme/*").setWeight(0).setLeaseMs(1L).build();

    assertThatThrownBy(() -> book.put(policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The policy acme/* cannot be applied: weight must be 1 to 1,000; got 0; leaseMs must be 1,000 to 3,600,000; got 1");
  }

  @Property(tries = 500)
  void answersWhatTryingEveryPatternAnswers(
      @ForAll("changes") @Size(max = 40) List<Tuple3<String, Integer, Integer>> changes, @ForAll("lanes") @Size(min = 1, max = 6) List<String> lanes) {
    var tested = new PolicyBook();
    Map<String, ActionPolicy> all = new HashMap<>();
    for (var change : changes) {
      String pattern = change.get1();
      if (change.get2() == 0) {
        tested.remove(pattern);
        all.remove(pattern);
      } else {
        var policy = ActionPolicy.newBuilder().setPattern(pattern);
        policy.setLaneConcurrency(change.get2() % 2 == 1 ? change.get2() : null);
        policy.setQueueMax(change.get3() > 0 ? Long.valueOf(change.get3()) : null);
        tested.put(policy.build());
        all.put(pattern, policy.build());
      }
      for (String lane : lanes) {
        LanePolicy actual = tested.of(Lane.of(lane));
        List<ActionPolicy> matching = naivelyMatching(lane, all);
        assertThat(actual.laneConcurrency())
            .isEqualTo(matching.stream().map(ActionPolicy::getLaneConcurrency).filter(c -> c != null).findFirst().orElse(Integer.MAX_VALUE));
        assertThat(actual.queueMax())
            .isEqualTo(matching.stream().map(ActionPolicy::getQueueMax).filter(c -> c != null).findFirst().orElse(1_000_000L));
      }
    }
  }

  /** The definition word by word. */
  private static List<ActionPolicy> naivelyMatching(String lane, Map<String, ActionPolicy> all) {
    List<ActionPolicy> matching = new ArrayList<>();
    String[] texts = lane.split("/", -1);
    for (ActionPolicy policy : all.values()) {
      String[] pattern = policy.getPattern().split("/", -1);
      boolean matches = pattern.length <= texts.length;
      for (int i = 0; matches && i < pattern.length; i++) {
        matches = pattern[i].equals("*") || pattern[i].equals(texts[i]);
      }
      if (matches) {
        matching.add(policy);
      }
    }
    matching.sort(
        Comparator.comparingInt((ActionPolicy policy) -> -literals(policy))
            .thenComparing(PolicyBookTest::byEarlierLiteral)
            .thenComparingInt(policy -> -policy.getPattern().length()));
    return matching;
  }

  private static int byEarlierLiteral(ActionPolicy one, ActionPolicy other) {
    String[] left = one.getPattern().split("/", -1);
    String[] right = other.getPattern().split("/", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (left[i].equals("*") != right[i].equals("*")) {
        return left[i].equals("*") ? 1 : -1;
      }
    }
    return 0;
  }

  private static int literals(ActionPolicy policy) {
    int literals = 0;
    for (String segment : policy.getPattern().split("/", -1)) {
      literals += segment.equals("*") ? 0 : 1;
    }
    return literals;
  }

  @Provide
  static Arbitrary<List<Tuple3<String, Integer, Integer>>> changes() {
    Arbitrary<String> tenant = Arbitraries.of("*", "a", "b");
    Arbitrary<String> capability = Arbitraries.of("*", "x.x", "y.y");
    Arbitrary<String> rest = Arbitraries.of("", "/*", "/p", "/q", "/*/*", "/p/*", "/*/p", "/q/p");
    Arbitrary<String> pattern = Combinators.combine(tenant, capability, rest).as((t, c, r) -> t + "/" + c + r);
    return Combinators.combine(pattern, Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 9)).as(Tuple::of).list();
  }

  @Provide
  static Arbitrary<List<String>> lanes() {
    Arbitrary<String> rest = Arbitraries.of("", "/p", "/q", "/p/q", "/q/p", "/p/p/p");
    return Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of("x.x", "y.y", "z.z"), rest)
        .as((t, c, r) -> t + "/" + c + r)
        .list();
  }

  private static RateLimit rate(RateScope scope) {
    return new RateLimit(10L, 1000L, 1L, scope, WhenExceeded.DELAY);
  }
}
