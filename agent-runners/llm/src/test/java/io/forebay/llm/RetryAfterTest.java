package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S", "7, PT7S", "1.5, PT1.5S", "3600, PT1H", "86400, PT1H", "999999999999, PT1H",
    "'Sat, 21 Nov 2026 06:00:30 GMT', PT30S", "'Sat, 21 Nov 2026 05:00:00 GMT', PT0S", "'Sun, 22 Nov 2026 06:00:00 GMT', PT1H",
    "-1,", "soon,", "NaN,", "1e9,", "1.2.3,", "'',", "1000000000000000000000,"
  })
  void readsTheHeader(String header, Duration expected) {
    assertThat(RetryAfter.of(Map.of("retry-after", List.of(header)), "", NOW)).isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "Please try again in 20s., PT20S", "Please try again in 1.5s. Visit us., PT1.5S", "Try again in 120ms, PT0.12S", "try again in 2 minutes, PT2M",
    "Try again in 7 seconds, PT7S", "try again in 250 milliseconds, PT0.25S", "try again in a while,", "try again in 5,", "try again in ,", "slow down,", "'',"
  })
  void readsWhatIsSaid(String message, Duration expected) {
    assertThat(RetryAfter.of(Map.of(), message, NOW)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void believesTheMostExactFirst() {
    Map<String, List<String>> headers = Map.of("retry-after", List.of("2"), "retry-after-ms", List.of("1750"));

    assertThat(RetryAfter.of(headers, "try again in 9s", NOW)).contains(Duration.ofMillis(1750));
    assertThat(RetryAfter.of(Map.of("retry-after", List.of("2")), "try again in 9s", NOW)).contains(Duration.ofSeconds(2));
  }

  @Test
  void countsADateFromTheServersOwnTime() {
    Map<String, List<String>> headers =
        Map.of("retry-after", List.of("Sat, 21 Nov 2026 03:00:10 GMT"), "date", List.of("Sat, 21 Nov 2026 03:00:00 GMT"));

    assertThat(RetryAfter.of(headers, "", NOW)).contains(Duration.ofSeconds(10));
  }

  @Property
  void neverWaitsLongerThanAnHourNorLessThanNothing(@ForAll String header, @ForAll String message) {
    Optional<Duration> pause = RetryAfter.of(Map.of("retry-after", List.of(header)), "try again in " + message, NOW);

    pause.ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, RetryAfter.MAX));
  }
}
