package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemorySamplesTest {
  @Test
  void tellsWhatThisProcessHasMeanwhile() {
    try (var memory = new MemorySamples()) {
      Awaitility.await().until(() -> memory.leastHeapMb(Duration.ZERO, Duration.ofDays(1)) > 0);
      assertThat(memory.leastHeapMb(Duration.ofDays(1), Duration.ofDays(2))).isZero();
      assertThat(memory.age()).isPositive();
    }
  }
}
