package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final long START = Long.MAX_VALUE - 5; // System.nanoTime() may overflow

  @Test
  void allowsSoManyAndNoMore() {
    var budget = new RestartBudget(2, WINDOW);

    assertThat(budget.tryTake(START)).isPresent();
    assertThat(budget.tryTake(START)).isPresent();
    assertThat(budget.tryTake(START)).isEmpty();
  }

  @Test
  void refusesOneNanosecondBeforeTheWindowHasPassed() {
    var budget = new RestartBudget(1, WINDOW);
    budget.tryTake(START);

    assertThat(budget.tryTake(START + WINDOW.toNanos() - 1)).isEmpty();
  }

  @Test
  void allowsExactlyWhenTheWindowHasPassed() {
    var budget = new RestartBudget(1, WINDOW);
    budget.tryTake(START);

    assertThat(budget.tryTake(START + WINDOW.toNanos())).isPresent();
  }

  @Test
  void doublesThePauseUpToHalfAMinute() {
    var budget = new RestartBudget(70, WINDOW);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      pauses.add(budget.tryTake(START).orElseThrow());
    }

    assertThat(pauses).startsWith(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    assertThat(pauses.get(7)).isEqualTo(Duration.ofMillis(25_600));
    assertThat(pauses.subList(8, 70)).containsOnly(Duration.ofSeconds(30));
  }

  @Test
  void beginsWithAShortPauseAgainWhenTheWindowHasPassed() {
    var budget = new RestartBudget(3, WINDOW);
    budget.tryTake(START);
    budget.tryTake(START);

    assertThat(budget.tryTake(START + WINDOW.toNanos())).contains(Duration.ofMillis(200));
  }

  @Property(tries = 300)
  void neverAllowsMoreThanTheBudgetInAnyWindow(
      @ForAll @IntRange(min = 1, max = 5) int max, @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 40) Long> steps) {
    var budget = new RestartBudget(max, Duration.ofNanos(100));
    List<Long> taken = new ArrayList<>();
    long now = START;
    for (long step : steps) {
      now += step;
      long at = now;
      boolean expected = taken.stream().filter(before -> at - before < 100).count() < max;

      Optional<Duration> pause = budget.tryTake(now);

      assertThat(pause.isPresent()).isEqualTo(expected);
      if (expected) {
        taken.add(now);
      }
    }
  }
}
