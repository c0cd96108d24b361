package io.forebay.connect.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxConfigTest {
  private static final String FILE =
      """
      database: {name: shop, user: forebay, password: "${env:SHOP_PASSWORD}"}
      outbox: {table: shop.outbox, columns: {agent: type, input: body}, errors-tolerance: all, tenant: acme}
      """;

  @TempDir private Path folder;

  private OutboxConfig load(Map<String, String> more) throws IOException {
    Path file = Files.writeString(folder.resolve("outbox.yaml"), FILE);
    var environment = new java.util.HashMap<>(Map.of("SHOP_PASSWORD", "correct-horse"));
    environment.putAll(more);
    return ConfigLoader.load(OutboxConfig.class, Optional.of(file), environment);
  }

  @Test
  void tellsDebeziumAndTheRouterWhatTheFileSays() throws IOException {
    OutboxConfig config = load(Map.of());

    assertThat(ConnectorSettings.connector(config)).containsEntry("table.include.list", "shop.outbox").containsEntry("database.password", "correct-horse");
    assertThat(ConnectorSettings.router(config)).containsEntry("table.field.event.payload", "body").containsEntry("route.by.field", "type");
    assertThat(ConnectorSettings.router(config).get("table.fields.additional.placement")).contains("type:header:agent").doesNotContain("tenant");
    assertThat(ConnectorSettings.transform(config)).containsEntry("tenant.from", "'acme'");
  }

  @Test
  void showsNoPassword() throws IOException {
    assertThat(load(Map.of()).toString()).doesNotContain("correct-horse").contains("<hidden>");
  }

  @Test
  void putsThePrefixBeforeEverythingOfItsOwn() throws IOException {
    OutboxConfig config = load(Map.of("FOREBAY_TOPICS_PREFIX", "test."));

    assertThat(config.requestsTopic()).isEqualTo("test.tasks.requests");
    assertThat(config.offsetsTopic()).isEqualTo("test.forebay-outbox.offsets");
    assertThat(config.deadLetters().name()).isEqualTo("test.forebay-outbox.dlq");
    assertThat(config.transactionalId()).isEqualTo("test.forebay-outbox.outbox");
  }

  @Test
  void namesADebeziumPropertyThatDebeziumRefuses() throws IOException {
    OutboxConfig config = load(Map.of("FOREBAY_OUTBOX_DEBEZIUM_HEARTBEAT_INTERVAL_MS", "soon"));

    assertThatThrownBy(() -> DebeziumCheck.require(config)).isInstanceOf(ConfigException.class).hasMessageContaining("outbox.debezium.heartbeat.interval.ms");
    DebeziumCheck.require(load(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "FOREBAY_DATABASE_PORT, 0, database.port", "FOREBAY_DATABASE_SSL_MODE, maybe, database.ssl-mode", "FOREBAY_DATABASE_SLOT, Slot-1, database.slot",
    "FOREBAY_OUTBOX_TABLE, outbox, outbox.table", "FOREBAY_OUTBOX_NAME, My Box, outbox.name", "FOREBAY_OUTBOX_ID_PREFIX, a b, outbox.id-prefix",
    "FOREBAY_OUTBOX_TENANT, ACME, outbox.tenant", "FOREBAY_OUTBOX_ERRORS_TOLERANCE, some, outbox.errors-tolerance", "FOREBAY_OUTBOX_BATCH_ROWS, 0, outbox.batch-rows",
    "FOREBAY_OUTBOX_POLL_INTERVAL, PT0S, outbox.poll-interval", "FOREBAY_OUTBOX_OFFSETS_TOPIC, a b, outbox.offsets-topic", "FOREBAY_DATABASE_PASSWORD, hunter2, database.password",
    "FOREBAY_DATABASE_HOST, db/shop?password=hunter2, database.host", "FOREBAY_DATABASE_HOST, ann:hunter2@db, database.host",
    "FOREBAY_DATABASE_NAME, shop?user=ann&password=hunter2, database.name"
  })
  void namesTheSettingThatIsWrong(String variable, String value, String setting) {
    assertThatThrownBy(() -> load(Map.of(variable, value))).isInstanceOf(ConfigException.class).hasMessageContaining(setting).hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesDebeziumPropertiesThatItSetsItself() {
    assertThatThrownBy(() -> new OutboxSettings(null, null, null, null, null, null, null, null, null, Map.of("slot.name", "x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("debezium.slot.name");
  }
}
