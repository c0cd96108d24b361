package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.BudgetState;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // used tokens, used cost, wanted input, output and cost, most tokens, most cost, reserved
        "0, 0, 60, 40, 0, 100, -, true",
        "0, 0, 60, 41, 0, 100, -, false",
        "50, 0, 30, 20, 0, 100, -, true",
        "50, 0, 30, 21, 0, 100, -, false",
        "0, 5, 0, 0, 5, -, 10, true",
        "0, 5, 0, 0, 6, -, 10, false",
        "0, 5, 9, 9, 6, 100, 10, false",
        "0, 0, 9223372036854775807, 9223372036854775807, 9223372036854775807, -, -, true",
        "0, 0, 9223372036854775807, 1, 0, 9223372036854775806, -, false",
        "900, 0, 0, 0, 0, 100, -, true",
        "900, 0, 1, 0, 0, 100, -, false"
      })
  void reservesWhatIsLeftAndNotMore(long tokens, long cost, long input, long output, long costWanted, Long tokensMax, Long costMax, boolean reserved) {
    var state = new BudgetState(tokens, cost, Map.of(), NOW);

    assertThat(Budget.reserve(state, "a", new Usage(input, output, costWanted), tokensMax, costMax, LATER).isPresent()).isEqualTo(reserved);
  }

  @Test
  void countsWhatOthersHaveReserved() {
    BudgetState state = reserved(Budget.empty(NOW), "a", usage(60));

    assertThat(Budget.reserve(state, "b", usage(41), 100L, null, NOW)).isEmpty();
    assertThat(Budget.reserve(state, "b", usage(40), 100L, null, NOW)).isPresent();
    assertThat(Budget.tokensLeft(state, 100L)).isEqualTo(40);
  }

  @Test
  void reservesOnceUnderAnId() {
    BudgetState state = reserved(Budget.empty(NOW), "a", usage(60));

    assertThat(Budget.reserve(state, "a", usage(99), 10L, null, LATER)).containsSame(state);
  }

  @Test
  void settlesOnce() {
    BudgetState settled = Budget.settle(reserved(Budget.empty(NOW), "a", usage(60)), "a", new Usage(5L, 2L, 30L), LATER);

    assertThat(settled).isEqualTo(new BudgetState(7L, 30L, Map.of(), LATER));
    assertThat(Budget.settle(settled, "a", new Usage(5L, 2L, 30L), LATER)).isSameAs(settled);
  }

  @Test
  void settlesWhatWasReservedWithoutAnEstimate() {
    BudgetState state = reserved(Budget.empty(NOW), "a", null);

    assertThat(Budget.settle(state, "a", usage(8), LATER).getTokensUsed()).isEqualTo(8);
    assertThat(Budget.settle(state, "a", null, LATER).getTokensUsed()).isZero();
  }

  @Test
  void givesBackWhatWasReservedAndNotUsed() {
    BudgetState state = reserved(reserved(Budget.empty(NOW), "a", usage(60)), "b", usage(1));

    assertThat(Budget.settle(state, "a", null, LATER)).isEqualTo(new BudgetState(0L, 0L, Map.of("b", usage(1)), LATER));
    assertThat(Budget.settle(state, "c", null, LATER)).isSameAs(state);
  }

  @Test
  void hasNothingLeftWhenMoreWasUsedThanEstimated() {
    var state = new BudgetState(120L, 9L, Map.of(), NOW);

    assertThat(Budget.tokensLeft(state, 100L)).isZero();
    assertThat(Budget.costLeft(state, 10L)).isEqualTo(1);
    assertThat(Budget.tokensLeft(state, null)).isNull();
    assertThat(Budget.costLeft(state, null)).isNull();
  }

  @Test
  void staysAtTheLargestNumber() {
    var state = reserved(new BudgetState(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1, Map.of(), NOW), "a", null);

    BudgetState settled = Budget.settle(state, "a", new Usage(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE), NOW);

    assertThat(settled).isEqualTo(new BudgetState(Long.MAX_VALUE, Long.MAX_VALUE, Map.of(), NOW));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void refusesANegativeUsage(long input, long output, long cost) {
    BudgetState state = reserved(Budget.empty(NOW), "a", null);
    var negative = new Usage(input, output, cost);

    assertThat(Budget.isValid(negative)).isFalse();
    assertThatThrownBy(() -> Budget.settle(state, "a", negative, NOW)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Budget.reserve(state, "b", negative, null, null, NOW)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Whatever is repeated or comes out of order: each id reserves once and settles once, and what is reserved and used never passes the bound by a reservation. */
  @Property
  void keepsItsBooksLikeALedgerOfEveryEntry(@ForAll("steps") List<Step> steps) {
    BudgetState state = Budget.empty(NOW);
    Map<String, Long> open = new HashMap<>();
    long used = 0;
    for (Step step : steps) {
      var before = new BudgetState(state.getTokensUsed(), state.getCostMicroUsdUsed(), Map.copyOf(state.getReserved()), state.getChangedAt());
      BudgetState given = state;
      switch (step.kind()) {
        case RESERVE -> {
          Optional<BudgetState> answer = Budget.reserve(state, step.id(), usage(step.tokens()), 100L, null, LATER);
          long left = Math.max(0, 100 - used - open.values().stream().mapToLong(Long::longValue).sum());
          assertThat(answer.isPresent()).isEqualTo(open.containsKey(step.id()) || step.tokens() <= left);
          if (answer.isPresent()) {
            open.putIfAbsent(step.id(), step.tokens());
            state = answer.get();
          }
        }
        case SETTLE -> {
          state = Budget.settle(state, step.id(), usage(step.tokens()), LATER);
          used += open.remove(step.id()) == null ? 0 : step.tokens();
        }
        case RELEASE -> {
          state = Budget.settle(state, step.id(), null, LATER);
          open.remove(step.id());
        }
      }
      assertThat(given).isEqualTo(before);
      assertThat(state.getTokensUsed()).isEqualTo(used);
      assertThat(state.getReserved().keySet()).isEqualTo(open.keySet());
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of(Step.Kind.class), Arbitraries.of("a", "b", "c", "d"), Arbitraries.longs().between(0, 60)).as(Step::new).list().ofMaxSize(40);
  }

  /** Something that happens to a budget. */
  record Step(Kind kind, String id, long tokens) {
    enum Kind {
      RESERVE,
      SETTLE,
      RELEASE
    }
  }

  private static BudgetState reserved(BudgetState state, String actionId, Usage estimate) {
    return Budget.reserve(state, actionId, estimate, null, null, NOW).orElseThrow();
  }

  private static Usage usage(long tokens) {
    return new Usage(tokens, 0L, 0L);
  }
}
