package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final AtomicInteger done = new AtomicInteger();
  private final Batch<String> batch = new Batch<>(List.of("a", "b"), 100, done::incrementAndGet);

  @Test
  void isDoneWithTheLastVerdict() {
    batch.settle(1, Verdict.ACCEPT);
    assertThat(batch.isDone()).isFalse();
    assertThat(done).hasValue(0);
    batch.settle(0, Verdict.RELEASE);
    assertThat(batch.isDone()).isTrue();
    assertThat(done).hasValue(1);
  }

  @Test
  void keepsTheFirstVerdictOfARecord() {
    batch.settle(0, Verdict.ACCEPT);
    batch.settle(0, Verdict.RELEASE);
    assertThat(batch.verdict(0)).isEqualTo(Verdict.ACCEPT);
    assertThat(batch.verdict(1)).isNull();
    assertThat(batch.isDone()).isFalse();
  }

  @Test
  void doesNotWaitForARecordThatItForgot() {
    batch.settle(0, Verdict.ACCEPT);
    batch.forget(1);
    assertThat(batch.records()).containsExactly("a", null);
    assertThat(batch.isDone()).isTrue();
    assertThat(done).hasValue(1);
  }

  @Test
  void countsItsAgeFromWhenItWasReceived() {
    assertThat(batch.ageNanos(350)).isEqualTo(250);
  }
}
