package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneOrderTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long NOON_MICROS = 1_767_268_800_000_000L;

  @ParameterizedTest
  @CsvSource({"0, 0", "1, -30000000", "5, -150000000", "9, -270000000", "10, -270000000", "2147483647, -270000000", "-1, 0", "-2147483648, 0"})
  void subtractsThirtySecondsForEachStepOfPriority(int priority, long micros) {
    assertThat(LaneOrder.orderMicros(NOON, priority, LaneOrder.PRIORITY_STEP_MICROS)).isEqualTo(NOON_MICROS + micros);
  }

  @Test
  void putsTheLowestPriorityLevelWithTheHighestAfterNineSteps() {
    long lowest = LaneOrder.orderMicros(NOON, 0, LaneOrder.PRIORITY_STEP_MICROS);

    assertThat(LaneOrder.orderMicros(NOON.plusSeconds(270), 9, LaneOrder.PRIORITY_STEP_MICROS)).isEqualTo(lowest);
  }

  @Test
  void countsMicroseconds() {
    assertThat(LaneOrder.orderMicros(Instant.EPOCH.plusNanos(1999), 0, 1)).isEqualTo(1);
    assertThat(LaneOrder.orderMicros(Instant.EPOCH.minusNanos(1000), 0, 1)).isEqualTo(-1);
  }

  @Test
  void neverOverflows() {
    long day = Duration.ofDays(1).toSeconds() * 1_000_000;

    assertThat(LaneOrder.orderMicros(Instant.MIN, 9, day)).isLessThan(LaneOrder.orderMicros(NOON, 9, day));
    assertThat(LaneOrder.orderMicros(Instant.MAX, 0, day)).isGreaterThan(LaneOrder.orderMicros(NOON, 0, day));
  }

  @Property(tries = 500)
  void ordersAsAPriorityThatRisesWithWaitingWould(
      @ForAll @LongRange(min = 0, max = 1_000) long earlier,
      @ForAll @IntRange(min = 0, max = 9) int priority,
      @ForAll @LongRange(min = 0, max = 1_000) long later,
      @ForAll @IntRange(min = 0, max = 9) int other,
      @ForAll @LongRange(min = 1_000, max = 9_000) long now) {
    long step = 30;
    double aged = priority + (now - earlier) / (double) step;
    double otherAged = other + (now - later) / (double) step;

    int actual = Long.compare(order(earlier, priority, step), order(later, other, step));

    if (Math.abs(aged - otherAged) > 1e-9) {
      assertThat(actual).isEqualTo(aged > otherAged ? -1 : 1);
    } else {
      assertThat(actual).isZero();
    }
  }

  private static long order(long micros, int priority, long step) {
    return LaneOrder.orderMicros(Instant.EPOCH.plusNanos(micros * 1000), priority, step);
  }
}
