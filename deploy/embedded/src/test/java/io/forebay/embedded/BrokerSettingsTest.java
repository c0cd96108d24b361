package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  private static final Map<String, String> SETTINGS = BrokerSettings.of(Path.of("/data/broker"), 9092, 9093);

  @Test
  void listensOnLoopbackOnly() {
    assertThat(SETTINGS)
        .containsEntry("listeners", "BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("advertised.listeners", "BROKER://127.0.0.1:9092")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093");
  }

  @Test
  void asksForOneReplicaOfEverything() {
    assertThat(SETTINGS.entrySet())
        .filteredOn(setting -> setting.getKey().endsWith("replication.factor") || setting.getKey().endsWith("min.isr"))
        .hasSize(5)
        .allSatisfy(setting -> assertThat(setting.getValue()).as(setting.getKey()).isEqualTo("1"));
  }

  @Test
  void takesMembersForGoneThatMissedAFewHeartbeats() {
    assertThat(SETTINGS)
        .containsEntry("group.share.heartbeat.interval.ms", "1000")
        .containsEntry("group.share.session.timeout.ms", "6000")
        .containsEntry("group.share.min.session.timeout.ms", "6000");
  }
}
