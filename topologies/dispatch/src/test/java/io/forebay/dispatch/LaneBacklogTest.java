package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneBacklogTest {
  private record Waiting(long order, String id) {}

  private static final Comparator<Waiting> NAIVE =
      Comparator.comparingLong(Waiting::order)
          .thenComparing(waiting -> waiting.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  @Test
  void takesEqualOrdersByTheBytesOfTheId() {
    var backlog = new LaneBacklog();
    for (String id : List.of("b", "a", "", "aa", "é", "z", "日")) {
      backlog.add(7, id);
    }

    assertThat(drain(backlog)).extracting(Waiting::id).containsExactly("", "a", "aa", "b", "z", "é", "日");
  }

  @Test
  void hasAnActionOnce() {
    var backlog = new LaneBacklog();

    assertThat(backlog.add(1, "a")).isTrue();
    assertThat(backlog.add(1, "a")).isFalse();
    assertThat(backlog.add(2, "a")).isTrue();
    assertThat(backlog.size()).isEqualTo(2);
  }

  @Test
  void removesExactlyTheActionInItsOrder() {
    var backlog = new LaneBacklog();
    backlog.add(1, "a");

    assertThat(backlog.remove(2, "a")).isFalse();
    assertThat(backlog.remove(1, "b")).isFalse();
    assertThat(backlog.remove(1, "a")).isTrue();
    assertThat(backlog.remove(1, "a")).isFalse();
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void keepsIdsOfAnyLength() {
    var backlog = new LaneBacklog();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add("x".repeat(i % 257) + i);
    }
    ids.forEach(id -> backlog.add(id.length(), id));

    assertThat(drain(backlog)).extracting(Waiting::id).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Property(tries = 300)
  void behavesAsASortedSet(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int steps, @ForAll @IntRange(min = 1, max = 3) int shape, @ForAll @IntRange(min = 1, max = 100_000) int spread) {
    var random = new Random(seed);
    var backlog = new LaneBacklog();
    var naive = new TreeSet<>(NAIVE);
    for (int i = 0; i < steps; i++) {
      long order = shape == 1 ? i : random.nextInt(spread);
      var waiting = new Waiting(order, "id-" + random.nextInt(20) + "x".repeat(random.nextInt(5)));
      int phase = i / 700 % 3; // grows, shrinks anywhere, shrinks at the head
      int dice = random.nextInt(10);
      if (naive.isEmpty() || dice < (phase == 0 ? 9 : 2)) {
        assertThat(backlog.add(waiting.order, waiting.id)).isEqualTo(naive.add(waiting));
      } else if (phase == 1) {
        Waiting near = naive.ceiling(waiting);
        Waiting gone = dice == 9 || near == null ? waiting : near;
        assertThat(backlog.remove(gone.order, gone.id)).isEqualTo(naive.remove(gone));
      } else {
        naive.pollFirst();
        backlog.removeFirst();
      }
      assertThat(backlog.size()).isEqualTo(naive.size());
      if (!naive.isEmpty()) {
        assertThat(new Waiting(backlog.firstOrder(), backlog.firstId())).isEqualTo(naive.first());
      }
    }
    assertThat(drain(backlog)).containsExactlyElementsOf(naive);
  }

  @Test
  void removesInAnyOrderWhatCameInAnyOrder() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, new Random(1));
    var backlog = new LaneBacklog();
    numbers.forEach(number -> backlog.add(number / 3, "action-" + number));
    Collections.shuffle(numbers, new Random(2));

    assertThat(numbers).allMatch(number -> backlog.remove(number / 3, "action-" + number));
    assertThat(backlog.isEmpty()).isTrue();
  }

  private static List<Waiting> drain(LaneBacklog backlog) {
    List<Waiting> all = new ArrayList<>();
    while (!backlog.isEmpty()) {
      all.add(new Waiting(backlog.firstOrder(), backlog.firstId()));
      backlog.removeFirst();
    }
    return all;
  }
}
