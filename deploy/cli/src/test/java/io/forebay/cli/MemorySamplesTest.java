package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemorySamplesTest {
  @Test
  void tellsWhatThisProcessHasMeanwhile() {
    assumeTrue(PeakMemory.resident(ProcessHandle.current().pid()).isPresent(), "this system does not tell");
    try (var memory = new MemorySamples()) {
      Awaitility.await().until(() -> memory.residentMb(Duration.ZERO, Duration.ofDays(1)) > 0);
      assertThat(memory.residentMb(Duration.ofDays(1), Duration.ofDays(2))).isZero();
      assertThat(memory.age()).isPositive();
    }
  }

  @Test
  void countsOnlyWhatIsStillInUse() {
    double before = MemorySamples.liveHeapMb();
    byte[] held = new byte[32 << 20];
    assertThat(MemorySamples.liveHeapMb() - before).isBetween(25.0, 45.0);
    assertThat(held).hasSize(32 << 20);
  }
}
