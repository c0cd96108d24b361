package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.Health.Status;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyHealthTest {
  @ParameterizedTest
  @CsvSource({
    "CREATED, STARTING, false",
    "REBALANCING, STARTING, false",
    "RUNNING, UP, false",
    "PENDING_SHUTDOWN, DOWN, false",
    "NOT_RUNNING, DOWN, true",
    "PENDING_ERROR, DOWN, true",
    "ERROR, DOWN, true"
  })
  void readsTheStateOfTheApplication(State state, Status status, boolean restartHelps) {
    Health health = new TopologyHealth("emails", () -> state, Map::of, () -> null).check();

    assertThat(health.status()).isEqualTo(status);
    assertThat(health.restartHelps()).isEqualTo(restartHelps);
    assertThat(health.details()).containsEntry("state", state.name());
  }

  @Test
  void saysWhyItStoppedWithoutTheTextOfTheError() {
    Health health = new TopologyHealth("emails", () -> State.ERROR, Map::of, () -> new IllegalStateException("mail of anna@example.org")).check();

    assertThat(health.details()).containsEntry("reason", "stopped after IllegalStateException");
  }

  @Test
  void sumsLagOverPartitionsAndLeavesRestoringOut() {
    try (org.apache.kafka.common.metrics.Metrics metrics = new org.apache.kafka.common.metrics.Metrics()) {
      add(metrics, "records-lag", Map.of("client-id", "a-consumer", "partition", "0"), 3);
      add(metrics, "records-lag", Map.of("client-id", "a-consumer", "partition", "1"), 4);
      add(metrics, "records-lag", Map.of("client-id", "a-consumer", "partition", "2"), Double.NaN);
      add(metrics, "records-lag", Map.of("client-id", "a-restore-consumer", "partition", "0"), 100);
      add(metrics, "restore-remaining-records-total", Map.of("task-id", "0_0"), 9);

      Health health = new TopologyHealth("emails", () -> State.REBALANCING, metrics::metrics, () -> null).check();

      assertThat(health.details()).containsEntry("lagRecords", 7L).containsEntry("restoreRemainingRecords", 9L).doesNotContainKey("restoringTasks");
    }
  }

  private static void add(org.apache.kafka.common.metrics.Metrics metrics, String name, Map<String, String> tags, double value) {
    metrics.addMetric(new MetricName(name, "group", "", tags), (_, _) -> value);
  }
}
