package io.forebay.cli;

import io.forebay.embedded.PostgresServer;
import io.forebay.runtime.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a benchmark's outbox is: in a PostgreSQL that was started for it, or in a schema of its own of somebody's PostgreSQL, in which nothing is
 * left of it, neither schema nor slots nor publications, once this is closed or the process is told to end.
 */
final class OutboxDatabase implements AutoCloseable {
  static final String USER = "PGUSER";
  static final String PASSWORD = "PGPASSWORD";

  private static final String SSL_MODE = "PGSSLMODE";
  private static final String SSL_MODE_DEFAULT = "prefer";
  private static final Pattern ADDRESS = Pattern.compile("(?:jdbc:)?(postgres(?:ql)?://[^/?#@\\s]+)/([A-Za-z0-9_.-]{1,63})");
  private static final int PORT = 5432;
  private static final String CONNECT_SECONDS = "10";
  private static final Duration RELEASE_MAX = Duration.ofSeconds(30);
  private static final long LOOK_MS = 200;

  private final Place place;
  private final String prefix;
  private final boolean isOurs;
  private boolean isDropped;

  private record Place(String host, int port, String name, String user, Secret password, String sslMode, String schema) {}

  private OutboxDatabase(Place place, String prefix, boolean isOurs) {
    this.place = place;
    this.prefix = prefix;
    this.isOurs = isOurs;
  }

  /** The one that was started for it; whoever did closes it. */
  static OutboxDatabase of(PostgresServer server) {
    var place = new Place("127.0.0.1", server.port(), PostgresServer.NAME, PostgresServer.NAME, new Secret(PostgresServer.NAME), SSL_MODE_DEFAULT, "public");
    return new OutboxDatabase(place, "bench_", true);
  }

  /**
   * Somebody's.
   *
   * @param address {@code postgresql://HOST[:PORT]/NAME}
   * @param environment which has user and password, as for all of PostgreSQL's programs
   * @throws CommandFailedException where it cannot be used, in a sentence that never repeats the address: people write passwords into it
   */
  static OutboxDatabase at(String address, Map<String, String> environment) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new CommandFailedException("--database must be postgresql://HOST[:PORT]/NAME, without a user or a password: these come from %s and %s.".formatted(USER, PASSWORD));
    }
    if (!environment.containsKey(USER) || !environment.containsKey(PASSWORD)) {
      throw new CommandFailedException("Set %s and %s to a role that has REPLICATION and may create schemas in the database.".formatted(USER, PASSWORD));
    }
    URI server = URI.create(parts.group(1));
    String prefix = "forebay_bench_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "_";
    var place =
        new Place(
            server.getHost(),
            server.getPort() < 0 ? PORT : server.getPort(),
            parts.group(2),
            environment.get(USER),
            new Secret(environment.get(PASSWORD)),
            environment.getOrDefault(SSL_MODE, SSL_MODE_DEFAULT),
            prefix + "rows");
    var database = new OutboxDatabase(place, prefix, false);
    database.prepare();
    return database;
  }

  private void prepare() {
    try (Connection connection = connect()) {
      String level = texts(connection, "show wal_level").getFirst();
      if (!level.equals("logical")) {
        throw new CommandFailedException("The database runs with wal_level=%s; set wal_level=logical and start it again.".formatted(level));
      }
      execute(connection, "create schema " + schema());
    } catch (SQLException e) {
      throw failed(e);
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("database").unstarted(this::drop));
  }

  /** Of an environment what a configuration by {@link #section} refers to. */
  static Map<String, String> secrets(Map<String, String> environment) {
    return environment.containsKey(PASSWORD) ? Map.of(PASSWORD, environment.get(PASSWORD)) : Map.of();
  }

  /** What PostgreSQL says, which holds no password. */
  static CommandFailedException failed(SQLException e) {
    return new CommandFailedException("The database cannot be used: %s.".formatted(e.getMessage()), e);
  }

  /** A new connection, in whose schema the table is. */
  Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", place.user);
    properties.setProperty("password", place.password.reveal());
    properties.setProperty("sslmode", place.sslMode);
    properties.setProperty("currentSchema", place.schema);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(place.host, place.port, place.name), properties);
  }

  String schema() {
    return place.schema;
  }

  /** The name of a slot or a publication of its own. */
  String named(String what) {
    return prefix + what.replace('-', '_');
  }

  /** Settings of Debezium's connector for the place, by its names. */
  Map<String, String> debezium() {
    return Map.of(
        "database.hostname", place.host,
        "database.port", Integer.toString(place.port),
        "database.dbname", place.name,
        "database.user", place.user,
        "database.password", place.password.reveal(),
        "database.sslmode", place.sslMode);
  }

  /**
   * The section of an ingest's configuration, in YAML on one line.
   *
   * @param folder where a password may be written to that is no secret
   */
  String section(Path folder, String slot) throws IOException {
    String password = isOurs ? "${file:" + Files.writeString(folder.resolve("password"), place.password.reveal()) + "}" : "${env:" + PASSWORD + "}";
    return "{host: \"%s\", port: %d, name: \"%s\", user: \"%s\", password: \"%s\", ssl-mode: %s, slot: %s, publication: %s}"
        .formatted(place.host, place.port, place.name, place.user, password, place.sslMode, slot, slot);
  }

  @Override
  public void close() {
    drop();
  }

  private synchronized void drop() {
    if (isOurs || isDropped) {
      return;
    }
    isDropped = true;
    try (Connection connection = connect()) {
      for (String slot : texts(connection, "select slot_name from pg_replication_slots where starts_with(slot_name, '" + prefix + "')")) {
        drop(connection, slot);
      }
      for (String publication : texts(connection, "select pubname from pg_publication where starts_with(pubname, '" + prefix + "')")) {
        execute(connection, "drop publication " + publication);
      }
      execute(connection, "drop schema if exists " + schema() + " cascade");
    } catch (SQLException e) {
      throw new CommandFailedException("What begins with %s could not be removed from the database (%s): drop its schema, publications and replication slots.".formatted(prefix, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever read it is dead, which the server need not have noticed. */
  private static void drop(Connection connection, String slot) throws SQLException, InterruptedException {
    long giveUp = System.nanoTime() + RELEASE_MAX.toNanos();
    while (true) {
      try {
        execute(connection, "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '" + slot + "' and active");
        execute(connection, "select pg_drop_replication_slot('" + slot + "')");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > giveUp) {
          throw e;
        }
        Thread.sleep(LOOK_MS);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }
}
