package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.cli.ConnectorFaultCounts.Source;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorFaultCountsTest {
  private static ConnectorFaultCounts counts(Source rows) {
    return new ConnectorFaultCounts(Map.of("rows", rows), Map.of("database killed", 3));
  }

  @Test
  void holdsWhereEverythingCameOnce() {
    Source rows = Source.of(Set.of("a", "b"), Map.of("a", 1, "b", 1));

    assertThat(rows).isEqualTo(new Source(2, 0, 0, 0));
    assertThat(counts(rows).hold()).isTrue();
  }

  @Test
  void countsWhatWasLostWhatWasRepeatedAndWhatNobodyPutThere() {
    Source rows = Source.of(Set.of("a", "b", "c"), Map.of("a", 2, "z", 1));

    assertThat(rows).isEqualTo(new Source(3, 2, 1, 1));
    assertThat(counts(rows).hold()).isFalse();
    assertThat(counts(rows).text().lines()).anyMatch(line -> line.matches("  lost +2 .*")).anyMatch(line -> line.equals("database killed 3 times"));
  }
}
