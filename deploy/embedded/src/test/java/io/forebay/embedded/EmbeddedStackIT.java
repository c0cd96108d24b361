package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedStackIT {
  @Test
  void startsAndStops() {
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      try (KafkaStack stack = KafkaStack.forTests()) {
        System.out.println("STARTED " + (System.nanoTime() - start) / 1_000_000);
        assertThat(stack.bootstrapServers()).startsWith("127.0.0.1:");
        start = System.nanoTime();
      }
      System.out.println("STOPPED " + (System.nanoTime() - start) / 1_000_000);
    }
  }
}
