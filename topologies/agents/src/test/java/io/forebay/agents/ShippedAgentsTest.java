package io.forebay.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.agents.ShippedAgents.Shipped;
import io.forebay.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedAgentsTest {
  private static final Set<String> CAPABILITIES = Set.copyOf(Topics.SHIPPED_CAPABILITIES);

  static Stream<Shipped> shipped() {
    return ShippedAgents.all().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isValidWhereItsCapabilitiesAreKnown(Shipped shipped) {
    Set<String> known = new HashSet<>(CAPABILITIES);
    if (shipped.needsDesktop()) {
      known.addAll(ShippedAgents.DESKTOP_CAPABILITIES);
    }

    AgentFile.Reading reading = AgentFile.read(shipped.source(), known);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.agent().orElseThrow().name()).isEqualTo(shipped.name());
    assertThat(reading.agent().orElseThrow().description()).isNotBlank();
  }

  @Test
  void needsADesktopRunnerForTheDesktopOnly() {
    assertThat(ShippedAgents.all().stream().filter(shipped -> !AgentFile.read(shipped.source(), CAPABILITIES).problems().isEmpty()))
        .extracting(Shipped::name)
        .isEqualTo(List.of("desktop-example"));
  }

  @Test
  void tellsOfATargetThatIsNotThereAndInWhichLine() {
    String spoilt = ShippedAgents.all().stream().filter(shipped -> shipped.name().equals("approval-example")).findFirst().orElseThrow().source().replace("on-reject: not-published", "on-reject: nowhere");

    assertThat(AgentFile.read(spoilt, CAPABILITIES).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).startsWith("There is no node nowhere in this graph");
              assertThat(spoilt.lines().toList().get(problem.line() - 1)).contains("on-reject: nowhere");
            });
  }
}
