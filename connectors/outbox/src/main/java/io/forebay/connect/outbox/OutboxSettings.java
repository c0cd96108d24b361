package io.forebay.connect.outbox;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How rows of the outbox become tasks.
 *
 * @param name of the ingest: of its offsets, its transactions and its place in logs; a new name reads the table from the beginning
 * @param table the outbox, with its schema
 * @param columns where a field of the command is not in the column of its own name
 * @param tenant whose work all of it is, where the table has no such column
 * @param idPrefix put before the row's id to make the task id
 * @param errorsTolerance what becomes of a row that cannot be a task
 * @param pollInterval how long rows may gather before they are sent together
 * @param batchRows how many rows go in one transaction at most
 * @param offsetsTopic where it is kept how far the log was read
 * @param debezium more properties of the connector, by Debezium's names
 */
public record OutboxSettings(
    @Setting("Name of the ingest, of its offsets and transactions; outbox unless given.") String name,
    @Setting("The outbox, with its schema; public.outbox unless given.") String table,
    @Setting("Columns that are named otherwise than the fields: agent: type.") Map<String, String> columns,
    @Setting("Whose work all of it is, where the table has no column tenant.") String tenant,
    @Setting("Put before the row's id to make the task id; none unless given.") String idPrefix,
    @Setting("What becomes of a row that cannot be a task: none stops, all puts it into the dead letters; none unless given.") Tolerance errorsTolerance,
    @Setting("How long rows gather before they are sent together; PT0.01S unless given.") Duration pollInterval,
    @Setting("Rows in one transaction at most; 2048 unless given.") Integer batchRows,
    @Setting("Compacted topic that holds how far the log was read; <prefix>forebay-outbox.offsets unless given.") String offsetsTopic,
    @Setting("More properties of the connector, by Debezium's names.") Map<String, String> debezium) {

  /** What becomes of a row that cannot be a task, by Connect's words. */
  public enum Tolerance {
    NONE,
    ALL
  }

  /** The fields of a command that a column can hold; the first four make the smallest outbox. */
  static final List<String> FIELDS =
      List.of(
          "id", "tenant", "agent", "input", "version", "priority", "not_before", "deadline", "cron", "time_zone", "overlap", "labels", "tokens_max",
          "cost_micro_usd_max", "created_at", "traceparent", "tracestate");

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}\\.[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:@/-]{0,100}");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final List<String> OURS = List.of("database.", "slot.", "publication.", "topic.prefix", "table.include.list", "transforms", "plugin.name", "poll.interval.ms", "max.batch.size");

  public OutboxSettings {
    name = name == null ? "outbox" : name;
    Check.that("name", name, NAME.matcher(name).matches(), "1 to 64 lower-case letters, digits and hyphens");
    table = table == null ? "public.outbox" : table;
    Check.that("table", table, TABLE.matcher(table).matches(), "schema.table, of letters, digits and underscores");
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    columns.forEach(
        (field, column) -> {
          Check.oneOf("columns." + field, field, FIELDS);
          Check.that("columns." + field, column, COLUMN.matcher(column).matches(), "a column's name of letters, digits and underscores");
        });
    if (tenant != null) {
      Check.that("tenant", tenant, TENANT.matcher(tenant).matches(), "1 to 64 lower-case letters, digits, dots, hyphens and underscores");
    }
    idPrefix = idPrefix == null ? "" : idPrefix;
    if (!PREFIX.matcher(idPrefix).matches()) {
      throw new ConfigException("id-prefix", "must have at most 100 letters, digits and . _ : @ / -, got " + idPrefix);
    }
    errorsTolerance = errorsTolerance == null ? Tolerance.NONE : errorsTolerance;
    pollInterval = Check.between("poll-interval", pollInterval == null ? Duration.ofMillis(10) : pollInterval, Duration.ofMillis(1), Duration.ofMinutes(1));
    batchRows = Check.between("batch-rows", batchRows == null ? 2_048 : batchRows, 1, 20_000);
    if (offsetsTopic != null) {
      Check.that("offsets-topic", offsetsTopic, TOPIC.matcher(offsetsTopic).matches(), "a topic's name");
    }
    debezium = debezium == null ? Map.of() : Map.copyOf(debezium);
    debezium.keySet().stream()
        .filter(property -> OURS.stream().anyMatch(property::startsWith))
        .findFirst()
        .ifPresent(
            property -> {
              throw new ConfigException("debezium." + property, "is set by the settings of database and outbox; take it out here");
            });
  }

  /** All defaults. */
  public static OutboxSettings defaults() {
    return new OutboxSettings(null, null, null, null, null, null, null, null, null, null);
  }

  /** The column that holds a field. */
  String column(String field) {
    return columns.getOrDefault(field, field.equals("input") ? "payload" : field);
  }
}
