package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsWhatThisProcessHasHeldInBytes() {
    assertThat(PeakMemory.bytes(ProcessHandle.current().pid()).orElseThrow()).isBetween(10_000_000L, 1L << 40);
  }

  @Test
  void knowsNothingOfAProcessThatIsNotThere() {
    assertThat(PeakMemory.bytes(Long.MAX_VALUE)).isEmpty();
  }
}
