package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusFailureTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "7 | PT7S",
        " 120 | PT2M",
        "86400 | PT24H",
        "86401 | PT24H",
        "999999999999999999999999 | PT24H",
        "Sat, 21 Nov 2026 10:00:30 GMT | PT30S",
        "Saturday, 21-Nov-26 10:00:30 GMT | PT30S",
        "Sat, 21 Nov 2026 09:59:59 GMT | PT0S",
        "Thu, 21 Nov 2999 10:00:00 GMT | PT24H"
      })
  void readsHowLongToWait(String value, Duration pause) {
    assertThat(StatusFailure.pause(value, NOW)).contains(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "7 seconds", "٣", "Sat, 99 Nov 2026 10:00:30 GMT"})
  void waitsForNothingThatCannotBeRead(String value) {
    assertThat(StatusFailure.pause(value, NOW)).isEmpty();
  }
}
