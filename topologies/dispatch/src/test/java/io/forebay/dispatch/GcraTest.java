package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.WhenExceeded;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcraTest {
  private static final long NOW = 1_763_700_000_123_457L; // not the start of any period

  @ParameterizedTest
  @CsvSource({
    // permits, period in ms, starts after which a whole number of periods has passed
    "100, 3600000, 100",
    "1000, 3600000, 1000",
    "10000, 3600000, 10000",
    "7, 1000, 7",
    "7, 1000, 700000",
    "3, 1000, 3000000",
    "999, 1000, 999000",
    "30000, 1000, 300000",
    "700000, 1000, 700000",
    "1000000, 1000, 1000000"
  })
  void driftsByNoMoreThanAMicrosecondHoweverLongItIsKeptBusy(long permits, long periodMs, long starts) {
    Gcra rate = Gcra.of(limit(permits, periodMs, 1));

    long arrival = 0;
    long start = NOW;
    for (long i = 0; i < starts; i++) {
      arrival = rate.take(arrival, start);
      start = rate.earliestMicros(arrival, start);
    }

    assertThat(start - NOW).isBetween(starts / permits * periodMs * 1_000, starts / permits * periodMs * 1_000 + 1);
  }

  @Test
  void keepsTheExactDistanceWhereItIsAWholeNumberOfMicroseconds() {
    Gcra rate = Gcra.of(limit(100, 3_600_000, 1));

    assertThat(rate.take(0, NOW)).isEqualTo(NOW + 36_000_000);
    assertThat(rate.earliestMicros(NOW + 36_000_000, NOW + 35_999_999)).isEqualTo(NOW + 36_000_000);
    assertThat(rate.earliestMicros(NOW + 36_000_000, NOW + 36_000_000)).isEqualTo(NOW + 36_000_000);
    assertThat(rate.earliestMicros(NOW + 36_000_000, NOW + 40_000_000)).isEqualTo(NOW + 40_000_000);
  }

  @ParameterizedTest
  @CsvSource({"100, 3600000, 10", "7, 1000, 3", "1, 1000, 1", "1000, 1000, 500", "3, 1, 2"})
  void letsExactlyTheBurstStartAtOnceAfterAPause(long permits, long periodMs, long burst) {
    Gcra rate = Gcra.of(limit(permits, periodMs, burst));

    long arrival = 0;
    for (long i = 0; i < burst; i++) {
      assertThat(rate.earliestMicros(arrival, NOW)).as("start %d", i).isEqualTo(NOW);
      arrival = rate.take(arrival, NOW);
    }

    assertThat(rate.earliestMicros(arrival, NOW) - NOW).isBetween(rate.emissionIntervalMicros() - 3, rate.emissionIntervalMicros());
  }

  @Test
  void takesABurstBelowOneForOne() {
    assertThat(Gcra.of(limit(5, 1_000, 0))).isEqualTo(Gcra.of(limit(5, 1_000, 1)));
  }

  @Test
  void startsAtOnceWhenItHasNeverStarted() {
    assertThat(new Gcra(36_000_000, 0).earliestMicros(0, NOW)).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "-1, 1000", "1, 0", "1, -5"})
  void refusesARateThatIsNone(long permits, long periodMs) {
    assertThatThrownBy(() -> Gcra.of(limit(permits, periodMs, 1))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1 permit");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807, 9223372036854775807",
    "1, 9223372036854775807, 9223372036854775807",
    "9223372036854775807, 1, 9223372036854775807",
    "1000000007, 1000000009000, 3"
  })
  void neverOverflows(long permits, long periodMs, long burst) {
    Gcra rate = Gcra.of(limit(permits, periodMs, burst));

    long arrival = 0;
    for (int i = 0; i < 100; i++) {
      long start = rate.earliestMicros(arrival, NOW);
      arrival = rate.take(arrival, start);
      assertThat(start).isGreaterThanOrEqualTo(NOW);
      assertThat(arrival).isGreaterThan(start - 1);
      if (start > NOW) {
        return;
      }
    }
  }

  @Test
  void isNoFasterThanOneStartAMicrosecond() {
    assertThat(Gcra.of(limit(5_000_000, 1_000, 1)).take(0, NOW)).isEqualTo(NOW + 1);
  }

  @Test
  void waitsNoLongerThanTheNewRateAsksWhenItTakesThePlaceOfASlowerOne() {
    Gcra hourly = new Gcra(3_600_000_000L, 0);
    Gcra everySecond = new Gcra(1_000_000, 0);

    long arrival = everySecond.adopt(hourly.take(0, NOW), NOW + 10);

    assertThat(everySecond.earliestMicros(arrival, NOW + 10)).isEqualTo(NOW + 1_000_010);
  }

  @Property
  void adoptingItsOwnRateChangesNothing(
      @ForAll @LongRange(min = 1, max = 10_000) long permits, @ForAll @LongRange(min = 1, max = 20) long burst, @ForAll @Size(max = 50) List<@IntRange(max = 400_000) Integer> gaps) {
    Gcra rate = Gcra.of(limit(permits, 1_000, burst));
    long arrival = 0;
    long now = NOW;
    for (int gap : gaps) {
      now += gap;
      if (rate.earliestMicros(arrival, now) <= now) {
        arrival = rate.take(arrival, now);
      }
      assertThat(rate.adopt(arrival, now)).isEqualTo(arrival);
    }
  }

  /** The two are the same algorithm seen from two sides; within the three microseconds that rounding may take, they must not differ. */
  @Property
  void allowsWhatATokenBucketOfExactFractionsAllows(
      @ForAll @LongRange(min = 1, max = 20_000) long permits,
      @ForAll @LongRange(min = 20, max = 5_000) long periodMs,
      @ForAll @LongRange(min = 1, max = 30) long burst,
      @ForAll @Size(max = 300) List<@IntRange(max = 1_500) Integer> gapsInThousandthsOfAnInterval) {
    Gcra rate = Gcra.of(limit(permits, periodMs, burst));
    var bucket = new TokenBucket(permits, periodMs * 1_000, burst);
    long interval = rate.emissionIntervalMicros();
    long arrival = 0;
    long now = NOW;
    for (int gap : gapsInThousandthsOfAnInterval) {
      now += interval * gap / 1_000;
      boolean allowed = rate.earliestMicros(arrival, now) <= now;
      if (allowed) {
        assertThat(bucket.hasAt(now + 3)).as("a start at %d", now - NOW).isTrue();
        arrival = rate.take(arrival, now);
        bucket.takeAt(now);
      } else {
        assertThat(bucket.hasAt(now - 3)).as("no start at %d", now - NOW).isFalse();
      }
    }
  }

  @Property
  void startsNoMoreInAnyStretchOfTimeThanTheBurstAndTheRateTogether(
      @ForAll @LongRange(min = 1, max = 5_000) long permits, @ForAll @LongRange(min = 1, max = 10) long burst, @ForAll @Size(max = 120) List<@IntRange(max = 3_000) Integer> gaps) {
    Gcra rate = Gcra.of(limit(permits, 1_000, burst));
    List<Long> starts = new ArrayList<>();
    long arrival = 0;
    long now = NOW;
    for (int gap : gaps) {
      now += gap;
      if (rate.earliestMicros(arrival, now) <= now) {
        arrival = rate.take(arrival, now);
        starts.add(now);
      }
    }

    for (int first = 0; first < starts.size(); first++) {
      for (int last = first; last < starts.size(); last++) {
        double allowed = burst + (starts.get(last) - starts.get(first) + 3) * permits / 1e6;
        assertThat((double) (last - first + 1)).isLessThanOrEqualTo(allowed);
      }
    }
  }

  private static RateLimit limit(long permits, long periodMs, long burst) {
    return new RateLimit(permits, periodMs, burst, RateScope.LANE, WhenExceeded.DELAY);
  }

  /** Counts in parts of a token, as many as the period has microseconds, such that nothing is ever rounded. */
  private static final class TokenBucket {
    private final BigInteger permits;
    private final BigInteger token;
    private final BigInteger full;
    private BigInteger level;
    private long filledAt = NOW;

    TokenBucket(long permits, long periodMicros, long burst) {
      this.permits = BigInteger.valueOf(permits);
      this.token = BigInteger.valueOf(periodMicros);
      this.full = token.multiply(BigInteger.valueOf(burst));
      this.level = full;
    }

    boolean hasAt(long micros) {
      return levelAt(micros).compareTo(token) >= 0;
    }

    void takeAt(long micros) {
      level = levelAt(micros).subtract(token);
      filledAt = micros;
    }

    private BigInteger levelAt(long micros) {
      return level.add(permits.multiply(BigInteger.valueOf(micros - filledAt))).min(full);
    }
  }
}
