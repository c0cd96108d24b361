package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      500   | 1000 | 10 | [############............] 500/1,000 messages  50/s  0:10 left
      0     | 1000 | 10 | [........................] 0/1,000 messages  0/s  ? left
      1000  | 1000 | 10 | [########################] 1,000/1,000 messages  100/s  0:00 left
      41    | 1000 | 10 | [........................] 41/1,000 messages  4/s  3:53 left
      42    | 1000 | 10 | [#.......................] 42/1,000 messages  4/s  3:48 left
      1     | 2    | 0  | [############............] 1/2 messages  1,000,000,000/s  0:00 left
      12345 | 0    | 10 | 12,345 messages  1,235/s
      """)
  void showsABarWithRateAndTimeLeft(long done, long total, long seconds, String expected) {
    assertThat(Progress.line("messages", done, total, seconds * SECOND)).isEqualTo(expected);
  }

  @Test
  void doesNotKnowTheEndWhenItIsPast() {
    assertThat(Progress.line("messages", 1_500, 1_000, 10 * SECOND)).isEqualTo("1,500 messages  150/s");
  }
}
