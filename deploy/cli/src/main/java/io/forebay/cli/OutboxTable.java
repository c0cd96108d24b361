package io.forebay.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The outbox of the benchmarks, with rows as small as those of an application that gives work to agents. */
final class OutboxTable {
  static final String NAME = "outbox";

  private static final int TRANSACTION_ROWS = 1_000;

  private final OutboxDatabase database;

  private OutboxTable(OutboxDatabase database) {
    this.database = database;
  }

  static OutboxTable create(OutboxDatabase database) throws SQLException {
    var table = new OutboxTable(database);
    table.execute("create table %s (id text primary key, tenant text not null, agent text not null, payload jsonb, created_at timestamptz not null default now())".formatted(NAME));
    return table;
  }

  /** Does not hurt where the rows are there already. */
  private static String insert(long from, long to) {
    return """
        insert into %s(id, tenant, agent, payload)
        select 'row-' || n, 'tenant-' || n %% 8, 'research', jsonb_build_object('question', 'What became of order ' || n || '?', 'n', n) from generate_series(%d, %d) n
        on conflict do nothing"""
        .formatted(NAME, from, to - 1);
  }

  /** Rows from..to-1 in transactions of a thousand. */
  void insertAll(long from, long to) throws SQLException {
    try (Connection connection = database.connect()) {
      for (long next = from; next < to; next += TRANSACTION_ROWS) {
        insert(connection, next, Math.min(to, next + TRANSACTION_ROWS));
      }
    }
  }

  /** Rows from..to-1 in one transaction, which is committed when this returns. */
  static void insert(Connection connection, long from, long to) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(insert(from, to));
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = database.connect();
        var result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /**
   * Writes the configuration of an ingest.
   *
   * @param name of the part that reads it, and of the ingest
   */
  void configure(Path folder, String name, String kafka, URI registry) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        kafka: {bootstrap-servers: "%s", registry: "%s"}
        database: %s
        outbox: {name: %s, table: %s.%s}
        """
            .formatted(kafka, registry, database.section(folder, database.named(name)), name, database.schema(), NAME));
  }
}
