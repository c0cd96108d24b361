package io.forebay.connect.outbox;

import io.debezium.connector.postgresql.PostgresConnector;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigException.Problem;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;

/** Asks Debezium for the settings that it refuses, without connecting to the database. */
final class DebeziumCheck {
  private DebeziumCheck() {}

  /**
   * @throws ConfigException naming each setting
   */
  static void require(OutboxConfig config) {
    Map<String, String> settings = ConnectorSettings.connector(config);
    List<Problem> problems =
        new PostgresConnector()
            .config().validate(settings).stream()
                .filter(value -> settings.containsKey(value.name()) && !value.errorMessages().isEmpty())
                .map(DebeziumCheck::problem)
                .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Problem problem(ConfigValue value) {
    return new Problem("outbox.debezium." + value.name(), "is refused by Debezium");
  }
}
