package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultWaitTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksOnceWhereTheAnswerComes() {
    var wait = new ResultWait(Duration.ofHours(1), Duration.ofHours(1));

    assertThat(wait.await(asked::incrementAndGet, () -> Optional.of("it"), () -> {})).contains("it");
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainUntilItIsHeard() {
    var wait = new ResultWait(Duration.ofHours(1), Duration.ofNanos(1));

    assertThat(wait.await(asked::incrementAndGet, () -> asked.get() < 3 ? Optional.empty() : Optional.of("it"), () -> {})).contains("it");
    assertThat(asked).hasValue(3);
  }

  @Test
  void givesUpInTime() {
    var wait = new ResultWait(Duration.ofNanos(1), Duration.ofHours(1));

    assertThat(wait.await(asked::incrementAndGet, Optional::empty, () -> {})).isEmpty();
    assertThat(asked).hasValue(1);
  }
}
