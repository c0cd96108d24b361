package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestartPauseTest {
  private static final long NOW = -50_000_000L;

  private final RestartPause pause = new RestartPause();

  @Test
  void isNotThereBeforeTheFirstFailure() {
    assertThat(pause.left(NOW)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, PT0.1S", "2, PT0.2S", "5, PT1.6S", "9, PT25.6S", "10, PT30S", "1000000, PT30S"})
  void doublesWithEachFailureUpToItsLimit(int failures, Duration expected) {
    for (int i = 0; i < failures; i++) {
      pause.failed(NOW);
    }

    assertThat(pause.left(NOW)).isEqualTo(expected);
  }

  @Test
  void endsExactlyWhenItIsOver() {
    pause.failed(NOW);

    assertThat(pause.left(NOW + 99_999_999)).isEqualTo(Duration.ofNanos(1));
    assertThat(pause.left(NOW + 100_000_000)).isZero();
    assertThat(pause.left(NOW + 100_000_001)).isZero();
  }

  @Test
  void beginsAnewAfterWorkWasDone() {
    pause.failed(NOW);
    pause.failed(NOW);

    pause.worked();

    assertThat(pause.left(NOW)).isZero();
    pause.failed(NOW);
    assertThat(pause.left(NOW)).isEqualTo(Duration.ofMillis(100));
  }
}
