package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneOrderTest {
  private static final long NOON = 1_767_268_800_000_000L;

  @ParameterizedTest
  @CsvSource({"5, 0", "6, -30000000", "4, 30000000", "9, -120000000", "0, 150000000", "10, -120000000", "2147483647, -120000000", "-1, 150000000", "-2147483648, 150000000"})
  void subtractsThirtySecondsForEachStepAboveTheUsualPriority(int priority, long micros) {
    assertThat(LaneOrder.orderMicros(NOON, priority)).isEqualTo(NOON + micros);
  }

  @Test
  void putsTheLowestPriorityLevelWithTheHighestAfterNineSteps() {
    assertThat(LaneOrder.orderMicros(NOON + 270_000_000, 9)).isEqualTo(LaneOrder.orderMicros(NOON, 0));
  }

  @Property(tries = 500)
  void ordersAsAPriorityThatRisesWithWaitingWould(
      @ForAll @LongRange(min = 0, max = 1_000) long earlier,
      @ForAll @IntRange(min = 0, max = 9) int priority,
      @ForAll @LongRange(min = 0, max = 1_000) long later,
      @ForAll @IntRange(min = 0, max = 9) int other,
      @ForAll @LongRange(min = 1_000, max = 9_000) long now) {
    double aged = priority + (now - earlier) / 30.0;
    double otherAged = other + (now - later) / 30.0;

    int actual = Long.compare(LaneOrder.orderMicros(earlier * 1_000_000, priority), LaneOrder.orderMicros(later * 1_000_000, other));

    if (Math.abs(aged - otherAged) > 1e-9) {
      assertThat(actual).isEqualTo(aged > otherAged ? -1 : 1);
    } else {
      assertThat(actual).isZero();
    }
  }
}
