package io.forebay.connect.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an ingest tells Debezium's connector, its outbox event router and our transform, by their own names of settings. */
final class ConnectorSettings {
  private static final int QUEUE_BYTES_MAX = 32 << 20;
  private static final int HEARTBEAT_MS = 10_000;
  private static final Map<String, String> FROM =
      Map.ofEntries(
          Map.entry("version", "version.from"),
          Map.entry("priority", "priority.from"),
          Map.entry("not_before", "not.before.from"),
          Map.entry("deadline", "deadline.from"),
          Map.entry("cron", "cron.from"),
          Map.entry("time_zone", "time.zone.from"),
          Map.entry("overlap", "overlap.from"),
          Map.entry("labels", "labels.from"),
          Map.entry("tokens_max", "tokens.max.from"),
          Map.entry("cost_micro_usd_max", "cost.micro.usd.max.from"),
          Map.entry("created_at", "requested.at.from"));

  private ConnectorSettings() {}

  /** Of Debezium's PostgreSQL connector. Rows from before the slot come by a snapshot, then the log is read from there on. */
  static Map<String, String> connector(OutboxConfig config) {
    DatabaseSettings database = config.database();
    OutboxSettings outbox = config.outbox();
    Map<String, String> settings = new HashMap<>();
    settings.put("name", outbox.name());
    settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.put("snapshot.mode", "initial");
    settings.put("heartbeat.interval.ms", Integer.toString(HEARTBEAT_MS));
    settings.put("publication.autocreate.mode", "filtered");
    settings.put("max.queue.size.in.bytes", Integer.toString(QUEUE_BYTES_MAX));
    settings.putAll(outbox.debezium());
    settings.put("topic.prefix", outbox.name());
    settings.put("database.hostname", database.host());
    settings.put("database.port", database.port().toString());
    settings.put("database.dbname", database.name());
    settings.put("database.user", database.user());
    settings.put("database.password", database.password().reveal());
    settings.put("database.sslmode", database.sslMode());
    settings.put("plugin.name", "pgoutput");
    settings.put("slot.name", database.slot());
    settings.put("publication.name", database.publication());
    settings.put("table.include.list", outbox.table());
    settings.put("tombstones.on.delete", "false");
    settings.put("poll.interval.ms", Long.toString(outbox.pollInterval().toMillis()));
    settings.put("max.batch.size", outbox.batchRows().toString());
    settings.put("max.queue.size", Integer.toString(outbox.batchRows() * 4));
    return settings;
  }

  /** Of the outbox event router: the payload becomes the value, every other column that is there a header. */
  static Map<String, String> router(OutboxConfig config) {
    OutboxSettings outbox = config.outbox();
    List<String> placements = new ArrayList<>();
    for (String field : OutboxSettings.FIELDS) {
      boolean isPlaced = !field.equals("id") && !field.equals("input") && !(field.equals("tenant") && outbox.tenant() != null);
      if (isPlaced) {
        placements.add(outbox.column(field) + ":header:" + field);
      }
    }
    return Map.of(
        "table.field.event.id", outbox.column("id"),
        "table.field.event.key", outbox.column("id"),
        "table.field.event.type", outbox.column("agent"),
        "table.field.event.payload", outbox.column("input"),
        "table.fields.additional.placement", String.join(",", placements),
        "table.field.additional.missing", "ignore",
        "table.op.invalid.behavior", "warn",
        "route.by.field", outbox.column("agent"),
        "route.topic.replacement", config.requestsTopic());
  }

  /** Of the transform that makes the command. */
  static Map<String, String> transform(OutboxConfig config) {
    OutboxSettings outbox = config.outbox();
    Map<String, String> settings = new HashMap<>();
    settings.put("topic", config.requestsTopic());
    settings.put("task.id.from", "header.id");
    settings.put("task.id.prefix", outbox.idPrefix());
    settings.put("tenant.from", outbox.tenant() == null ? "header.tenant" : "'" + outbox.tenant() + "'");
    settings.put("agent.from", "header.agent");
    settings.put("input.from", "value");
    FROM.forEach((field, setting) -> settings.put(setting, "header." + field));
    return settings;
  }
}
