package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  @Test
  void hasNothingDueAtFirst() {
    var deadlines = new Deadlines();

    assertThat(deadlines.pollDue(Long.MAX_VALUE)).isNull();
    assertThat(deadlines.nextDueMicros()).isEqualTo(Deadlines.NEVER);
    assertThat(deadlines.size()).isZero();
  }

  @Test
  void givesWhatIsDueExactlyAtItsTimeAndNotAMicrosecondBefore() {
    var deadlines = new Deadlines();
    deadlines.set("a", 100);

    assertThat(deadlines.pollDue(99)).isNull();
    assertThat(deadlines.pollDue(100)).isEqualTo("a");
    assertThat(deadlines.pollDue(100)).isNull();
  }

  @Test
  void givesTheEarliestFirstAndOfThoseAtOneTimeTheSmallestId() {
    var deadlines = new Deadlines();
    deadlines.set("c", 5);
    deadlines.set("b", 7);
    deadlines.set("d", -3);
    deadlines.set("a", 5);

    assertThat(drain(deadlines, Long.MAX_VALUE)).containsExactly("d", "a", "c", "b");
  }

  @Test
  void keepsOneTimeForAnId() {
    var deadlines = new Deadlines();
    deadlines.set("a", 5);
    deadlines.set("b", 6);
    deadlines.set("a", 9);

    assertThat(deadlines.size()).isEqualTo(2);
    assertThat(deadlines.nextDueMicros()).isEqualTo(6);
    deadlines.set("a", 1);
    assertThat(deadlines.nextDueMicros()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsCleared() {
    var deadlines = new Deadlines();
    deadlines.set("a", 5);
    deadlines.set("b", 6);
    deadlines.clear("a");
    deadlines.clear("a");
    deadlines.clear("never set");

    assertThat(drain(deadlines, Long.MAX_VALUE)).containsExactly("b");
    assertThat(deadlines.nextDueMicros()).isEqualTo(Deadlines.NEVER);
  }

  @Test
  void takesTimesFromOneEndOfTimeToTheOther() {
    var deadlines = new Deadlines();
    deadlines.set("last", Long.MAX_VALUE);
    deadlines.set("first", Long.MIN_VALUE);

    assertThat(deadlines.pollDue(Long.MIN_VALUE)).isEqualTo("first");
    assertThat(deadlines.pollDue(Long.MAX_VALUE - 1)).isNull();
    assertThat(deadlines.pollDue(Long.MAX_VALUE)).isEqualTo("last");
  }

  @Test
  void growsAndShrinksWithoutLosingOne() {
    var deadlines = new Deadlines(7);
    int number = 20_000;
    for (int i = 0; i < number; i++) {
      deadlines.set("acme-" + i, (i * 7_919L) % number);
    }
    for (int i = 0; i < number; i += 2) {
      deadlines.clear("acme-" + i);
    }

    List<String> drained = drain(deadlines, Long.MAX_VALUE);

    assertThat(drained).hasSize(number / 2).doesNotHaveDuplicates().allMatch(id -> Integer.parseInt(id.substring(5)) % 2 == 1);
    assertThat(drained).isSortedAccordingTo(Comparator.comparingLong(id -> (Integer.parseInt(id.substring(5)) * 7_919L) % number));
  }

  @Property
  void behavesLikeAMapThatIsSearchedFromEndToEnd(@ForAll long seed, @ForAll long salt, @ForAll @IntRange(min = 1, max = 200) int idsMax) {
    var random = new Random(seed);
    var deadlines = new Deadlines(salt);
    Map<String, Long> naive = new HashMap<>();
    long now = 0;
    for (int step = 0; step < 500; step++) {
      String id = "id-" + random.nextInt(idsMax);
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          long due = now + random.nextInt(50);
          deadlines.set(id, due);
          naive.put(id, due);
        }
        case 3 -> {
          deadlines.clear(id);
          naive.remove(id);
        }
        default -> {
          now += random.nextInt(4);
          String due = firstDue(naive, now);
          assertThat(deadlines.pollDue(now)).isEqualTo(due);
          naive.remove(due);
        }
      }
      assertThat(deadlines.size()).isEqualTo(naive.size());
      assertThat(deadlines.nextDueMicros()).isEqualTo(naive.values().stream().mapToLong(Long::longValue).min().orElse(Deadlines.NEVER));
    }
    naive.keySet().forEach(deadlines::clear);
    assertThat(deadlines.size()).isZero();
  }

  private static String firstDue(Map<String, Long> dues, long now) {
    return dues.entrySet().stream()
        .filter(entry -> entry.getValue() <= now)
        .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static List<String> drain(Deadlines deadlines, long now) {
    List<String> drained = new ArrayList<>();
    for (String id = deadlines.pollDue(now); id != null; id = deadlines.pollDue(now)) {
      drained.add(id);
    }
    return drained;
  }
}
