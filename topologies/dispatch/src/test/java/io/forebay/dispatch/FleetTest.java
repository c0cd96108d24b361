package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RunnerHeartbeat;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final long NOW = 1_000_000_000L;
  private static final long SILENCE = 5_000_000L;

  private final Fleet fleet = new Fleet();

  private static RunnerHeartbeat heartbeat(String runner, boolean stopping) {
    return new RunnerHeartbeat(runner, "host", "0.1", List.of("core.echo"), List.of("core.sleep"), 0, 100, 0, stopping, Instant.EPOCH, Instant.EPOCH);
  }

  @Test
  void knowsWhatRunnersDoAndReconcile() {
    fleet.heard(heartbeat("one", false), NOW);

    assertThat(fleet.serves("core.echo", NOW)).isTrue();
    assertThat(fleet.serves("core.sleep", NOW)).isFalse();
    assertThat(fleet.reconciles("core.sleep", NOW)).isTrue();
    assertThat(fleet.reconciles("core.echo", NOW)).isFalse();
  }

  @Test
  void countsNoRunnerThatIsSilentForLongerThanFiveSeconds() {
    fleet.heard(heartbeat("one", false), NOW);

    assertThat(fleet.serves("core.echo", NOW + SILENCE)).isTrue();
    assertThat(fleet.serves("core.echo", NOW + SILENCE + 1)).isFalse();
    assertThat(fleet.reconciles("core.sleep", NOW + SILENCE + 1)).isFalse();
  }

  @Test
  void countsNoRunnerThatStops() {
    fleet.heard(heartbeat("one", false), NOW);
    fleet.heard(heartbeat("two", false), NOW);
    fleet.heard(heartbeat("one", true), NOW);
    assertThat(fleet.serves("core.echo", NOW)).isTrue();
    fleet.heard(heartbeat("two", true), NOW);

    assertThat(fleet.serves("core.echo", NOW)).isFalse();
  }
}
