package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.cli.CollectorRuns.Collector;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorRunsTest {
  @Test
  void runsTheSameCommandWithAnotherCollector() {
    List<String> command = CollectorRuns.command(Collector.ZGC, List.of("bench", "intents"));

    assertThat(command).contains("-XX:+UseZGC", "-cp").endsWith("io.forebay.cli.Forebay", "bench", "intents");
    assertThat(command).filteredOn(argument -> argument.startsWith("-XX:+Use") && argument.endsWith("GC")).containsExactly("-XX:+UseZGC");
  }

  @Test
  void leavesOutTheOptionThatAskedForIt() {
    assertThat(CollectorRuns.without("--collectors", List.of("bench", "--collectors", "G1,ZGC", "--rate", "5"))).containsExactly("bench", "--rate", "5");
    assertThat(CollectorRuns.without("--collectors", List.of("bench", "--collectors=G1", "--rate", "5"))).containsExactly("bench", "--rate", "5");
  }
}
