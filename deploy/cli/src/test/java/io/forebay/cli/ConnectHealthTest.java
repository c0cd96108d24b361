package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.connect.worker.ConnectorStatus;
import io.forebay.runtime.Health;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectHealthTest {
  @Test
  void isDownWhileATaskHasFailedAndSaysWhy() {
    Health health = ConnectHealth.of(List.of(connector("mail", "RUNNING", ""), connector("orders", "FAILED", "no such table")));

    assertThat(health.status()).isEqualTo(Health.Status.DOWN);
    assertThat(health.restartHelps()).isFalse();
    assertThat(health.details()).containsEntry("reason", "orders failed: no such table").containsEntry("running", 1L);
  }

  @Test
  void isUpWhileAllRun() {
    assertThat(ConnectHealth.of(List.of(connector("mail", "RUNNING", ""))).status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void startsUntilTheWorkerIsThere() {
    assertThat(new ConnectHealth(Optional::empty).check().status()).isEqualTo(Health.Status.STARTING);
  }

  private static ConnectorStatus connector(String name, String state, String problem) {
    return new ConnectorStatus(name, "source", "RUNNING", "127.0.0.1:8083", "", List.of(new ConnectorStatus.Task(0, state, "127.0.0.1:8083", problem)));
  }
}
