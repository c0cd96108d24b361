package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PairFinderTest {
  @Test
  void findsPairsBetweenWhichOthersStand() throws IOException {
    assertThat(wholes(List.of("a.PNG", "a.b.json", "a.b.png", "a.json", "b.json", "c/.x.json", "c/.x.png", "d.json/e.txt", "d.webp")))
        .containsExactlyInAnyOrder("a", "a.b");
  }

  /** The same as by a map of all names. */
  @Property
  void findsThemWhateverTheNames(@ForAll @Size(max = 30) Set<@StringLength(min = 1, max = 4) @CharRange(from = '-', to = '0') @CharRange(from = 'a', to = 'b') String> stems)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (String stem : stems) {
      int kinds = stem.hashCode() & 3;
      if ((kinds & 1) == 0) {
        names.add(stem + ".json");
      }
      if ((kinds & 2) == 0) {
        names.add(stem + ".png");
      }
    }
    names.sort((one, other) -> Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
    Map<String, Long> byStem =
        names.stream().filter(StoredFile::isOurs).collect(Collectors.groupingBy(name -> new StoredFile(name, "").stem(), Collectors.counting()));

    assertThat(wholes(names)).containsExactlyInAnyOrderElementsOf(byStem.entrySet().stream().filter(stem -> stem.getValue() == 2).map(Map.Entry::getKey).toList());
  }

  @Test
  void refusesAListingWithoutOrder() {
    assertThatThrownBy(() -> wholes(List.of("b.json", "a.json"))).isInstanceOf(IOException.class).hasMessageContaining("in the order of their bytes");
  }

  private static List<String> wholes(List<String> names) throws IOException {
    List<String> wholes = new ArrayList<>();
    var finder = new PairFinder(half -> {
      if (half.isWhole()) {
        wholes.add(half.stem());
      }
    });
    for (String name : names) {
      finder.add(new StoredFile(name, ""), Instant.EPOCH);
    }
    finder.end();
    return wholes;
  }
}
