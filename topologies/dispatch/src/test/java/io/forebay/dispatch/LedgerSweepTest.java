package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.BudgetState;
import io.forebay.schemas.CachedAnswer;
import io.forebay.schemas.PausedLane;
import io.forebay.schemas.RateState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerSweepTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final World ledger = new World();

  static Stream<Arguments> entries() {
    return Stream.of(
        Arguments.of(new RateState(Micros.of(NOW.minus(HOUR))), true),
        Arguments.of(new RateState(Micros.of(NOW.minus(HOUR)) - 1), false),
        Arguments.of(new BudgetState(1L, 1L, Map.of(), NOW.minus(TWO_DAYS)), true),
        Arguments.of(new BudgetState(1L, 1L, Map.of(), NOW.minus(TWO_DAYS).minusMillis(1)), false),
        Arguments.of(new CachedAnswer("{}", NOW.minus(HOUR), NOW), true),
        Arguments.of(new CachedAnswer("{}", NOW.minus(HOUR), NOW.minusMillis(1)), false),
        Arguments.of(new PausedLane(World.LANE, "ann", Instant.EPOCH), true));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void forgetsWhatHasNoUseAnyMore(SpecificRecordBase entry, boolean isKept) {
    ledger.put("key", entry);
    new LedgerSweep(ledger).next(10, Micros.of(NOW));

    assertThat(ledger.find("key", entry.getClass()) != null).isEqualTo(isKept);
  }

  @Test
  void goesThroughTheLedgerAPartAtATimeAndBeginsAnew() {
    List<String> keys = List.of("a", "b", "c");
    keys.forEach(key -> ledger.put(key, new RateState(0L)));
    var sweep = new LedgerSweep(ledger);

    sweep.next(2, Micros.of(NOW));
    assertThat(keys).filteredOn(key -> ledger.find(key, RateState.class) != null).containsExactly("c");
    sweep.next(2, Micros.of(NOW));
    assertThat(keys).filteredOn(key -> ledger.find(key, RateState.class) != null).isEmpty();
    ledger.put("a", new RateState(0L));
    sweep.next(2, Micros.of(NOW));
    assertThat(ledger.find("a", RateState.class)).isNull();
  }
}
