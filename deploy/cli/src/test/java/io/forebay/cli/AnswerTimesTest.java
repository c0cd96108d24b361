package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
  private static final long MS = 1_000_000;

  private static AnswerTimes times(long... tookMs) {
    long[] intended = new long[tookMs.length];
    long[] answered = new long[tookMs.length];
    for (int i = 0; i < tookMs.length; i++) {
      intended[i] = 1_000 + i * 100L * MS;
      answered[i] = tookMs[i] < 0 ? 0 : intended[i] + tookMs[i] * MS;
    }
    return AnswerTimes.of(intended, answered, 0);
  }

  @Test
  void countsWhatWasNeverAnsweredAsNotInTime() {
    AnswerTimes times = times(1, 9, 10, -1);

    assertThat(times.unanswered()).isEqualTo(1);
    assertThat(times.shareBelow(Duration.ofMillis(10))).isEqualTo(0.5);
    assertThat(times.latencies().p999Ms()).isCloseTo(10, within(0.1));
  }

  @Test
  void isCalmOnceNothingWasSlowForAWhile() {
    assertThat(times(50, 3, 10, 2, 2, 2, 90).calmAfter(Duration.ofMillis(10), Duration.ofMillis(250))).isEqualTo(Duration.ofMillis(300));
    assertThat(times(3, 2, 2, 50).calmAfter(Duration.ofMillis(10), Duration.ofMillis(250))).isEqualTo(Duration.ZERO);
    assertThat(times(50, 3, 50).calmAfter(Duration.ofMillis(10), Duration.ofMillis(250))).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void joinsRunsAsIfOneFollowedTheOther() {
    AnswerTimes joined = AnswerTimes.join(List.of(times(50, 3), times(4, -1, 90)));

    assertThat(joined.sent()).isEqualTo(5);
    assertThat(joined.unanswered()).isEqualTo(1);
    assertThat(joined.length()).isEqualTo(Duration.ofMillis(300));
    assertThat(joined.latencies(250 * MS, Long.MAX_VALUE).p99Ms()).as("the last of the second").isCloseTo(90, within(0.1));
  }

  @Test
  void leavesOutWhatCameBeforeThePartThatCounts() {
    AnswerTimes times = AnswerTimes.of(new long[] {5, 7 * MS, 9 * MS}, new long[] {0, 8 * MS, 12 * MS}, 1);

    assertThat(times.sent()).isEqualTo(2);
    assertThat(times.length()).isEqualTo(Duration.ofMillis(2));
    assertThat(times.latencies().p50Ms()).isCloseTo(1, within(0.01));
    assertThat(times.latencies().p99Ms()).isCloseTo(3, within(0.01));
  }

  @Test
  void looksAtAPartOfTheTime() {
    assertThat(times(50, 3, 4, 90).latencies(100 * MS, 300 * MS).p99Ms()).isCloseTo(4, within(0.1));
  }
}
