package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionError;
import io.forebay.schemas.RetryRule;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPauseTest {
  private static final OptionalLong NOT_ASKED = OptionalLong.empty();

  @ParameterizedTest
  @CsvSource({
    // first ms, factor, longest ms, failures, pause in micros
    "100, 2.0, 60000, 1, 100000",
    "100, 2.0, 60000, 2, 200000",
    "100, 2.0, 60000, 5, 1600000",
    "100, 2.0, 60000, 11, 60000000",
    "100, 2.0, 60000, 2147483647, 60000000",
    "100, 1.5, 60000, 3, 225000",
    "100, 1.0, 60000, 9, 100000",
    "0, 2.0, 60000, 5000, 0",
    "500, 2.0, 50, 1, 50000",
    "9223372036854775807, 1e300, 9223372036854775807, 9, 31536000000000",
    "-5, 2.0, -7, 3, 0"
  })
  void growsByTheFactorUpToTheLongest(long first, double factor, long longest, int failures, long micros) {
    assertThat(RetryPause.micros(rule(first, factor, longest, 0), failures, "a-1", NOT_ASKED)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"99, 100000", "100, 100000", "101, 101000", "3600000, 3600000000", "9223372036854775807, 31536000000000", "-1, 100000"})
  void waitsAsLongAsTheOtherSideAskedWhenThatIsLonger(long retryAfterMs, long micros) {
    assertThat(RetryPause.micros(rule(100, 2, 1_000, 0), 1, "a-1", OptionalLong.of(retryAfterMs))).isEqualTo(micros);
  }

  @Test
  void isTheSameOnEveryMachine() {
    assertThat(RetryPause.micros(rule(1_000, 2, 60_000, 1), 1, "acme-7", NOT_ASKED)).isEqualTo(560_815);
  }

  @Test
  void spreadsActionsThatFailedTogetherEvenly() {
    long[] counts = new long[10];
    IntStream.range(0, 10_000).mapToLong(i -> RetryPause.micros(rule(1_000, 1, 1_000, 1), 1, "acme-" + i, NOT_ASKED)).forEach(micros -> counts[(int) (micros / 100_001)]++);

    assertThat(LongStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(850L, 1_150L));
  }

  @Test
  void drawsAnewForEachAttempt() {
    List<Long> pauses = IntStream.rangeClosed(1, 20).mapToObj(failures -> RetryPause.micros(rule(1_000, 1, 1_000, 1), failures, "a-1", NOT_ASKED)).toList();

    assertThat(pauses).doesNotHaveDuplicates();
  }

  @Property
  void staysWithinTheJitterOfThePlainPause(
      @ForAll String actionId,
      @ForAll @IntRange(min = 1, max = 50) int failures,
      @ForAll @IntRange(max = 100_000) int first,
      @ForAll @DoubleRange(min = 1, max = 10) double factor,
      @ForAll @LongRange(max = 10_000_000) long longest,
      @ForAll @DoubleRange(max = 1) double jitter) {
    double plain = first;
    for (int i = 1; i < failures; i++) {
      plain *= factor;
    }
    plain = Math.min(plain, (double) longest);

    long micros = RetryPause.micros(rule(first, factor, longest, jitter), failures, actionId, NOT_ASKED);

    assertThat((double) micros).isBetween(plain * 1_000 * (1 - jitter) * (1 - 1e-9) - 1, plain * 1_000 * (1 + 1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    // attempts, failures, code, retryable, again
    "3, 1, TIMEOUT, true, true",
    "3, 2, TIMEOUT, true, true",
    "3, 3, TIMEOUT, true, false",
    "1, 1, TIMEOUT, true, false",
    "3, 1, TIMEOUT, false, false",
    "3, 1, BAD_INPUT, true, false"
  })
  void triesAgainWhileThereAreAttemptsAndTheErrorAllowsIt(int attempts, int failures, String code, boolean retryable, boolean again) {
    var rule = new RetryRule(attempts, 100L, 2.0, 1_000L, 0.0, List.of("BAD_INPUT"));

    assertThat(RetryPause.mayRetry(rule, failures, new ActionError(code, "It did not work.", retryable, null, false))).isEqualTo(again);
  }

  @Test
  void triesAgainWhenNobodyCouldSayWhatHappened() {
    assertThat(RetryPause.mayRetry(rule(100, 2, 1_000, 0), 1, null)).isTrue();
    assertThat(RetryPause.mayRetry(rule(100, 2, 1_000, 0), 5, null)).isFalse();
  }

  private static RetryRule rule(long first, double factor, long longest, double jitter) {
    return new RetryRule(5, first, factor, longest, jitter, List.of());
  }
}
