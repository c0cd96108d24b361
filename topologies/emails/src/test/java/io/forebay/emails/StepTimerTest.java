package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTimerTest {
  @Test
  void takesEachStepFromTheEndOfTheOneBefore() {
    Iterator<Long> clock = List.of(-10_000L, -4_001L, 3_000L).iterator();
    var timer = new StepTimer(clock::next);

    timer.took("parse", 42);
    timer.ended("language");
    timer.ended("pii");

    assertThat(timer.micros()).containsExactly(java.util.Map.entry("parse", 42L), java.util.Map.entry("language", 5L), java.util.Map.entry("pii", 7L));
  }
}
