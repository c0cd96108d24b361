package io.forebay.connect.outbox;

import io.debezium.DebeziumException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Says why the ingest cannot work just now, without the messages of drivers and parsers: these hold addresses and content. What a database tells by its SQLSTATE (PostgreSQL,
 * appendix A) is told with what to do about it.
 */
final class Causes {
  private static final int DEPTH_MAX = 8;
  private static final int NAMES_MAX = 5;
  private static final int MESSAGE_MAX = 300;

  /** How Debezium says that the one table that it is to read is not there, or not to be seen by the role. */
  private static final String NO_TABLE = "No table filters found";

  /** How it says that the slot was dropped, or made anew, since it was read last. */
  private static final String NO_LOG = "no longer available on the server";

  private Causes() {}

  /** Words for a line of a log, without a full stop. */
  static String of(Throwable e, OutboxConfig config) {
    List<Throwable> chain = chain(e);
    String names = names(chain);
    return chain.stream().flatMap(cause -> hint(cause, config).stream()).findFirst().map(hint -> hint + " (" + names + ")").orElse(names);
  }

  private static List<Throwable> chain(Throwable e) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = e; cause != null && chain.size() < DEPTH_MAX; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  private static String names(List<Throwable> chain) {
    StringBuilder names = new StringBuilder();
    for (Throwable cause : chain.subList(0, Math.min(NAMES_MAX, chain.size()))) {
      names.append(names.isEmpty() ? "" : ", because of ").append(cause.getClass().getSimpleName());
      if (cause instanceof SQLException sql) {
        names.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
      }
    }
    return names.toString();
  }

  private static Optional<String> hint(Throwable cause, OutboxConfig config) {
    return switch (cause) {
      case SQLException sql -> Optional.ofNullable(hint(String.valueOf(sql.getSQLState()), config));
      case TimeoutException _ -> Optional.of("Kafka at " + config.kafka().bootstrapServers() + " does not answer");
      // Without a cause the words are Debezium's own, of settings, tables and slots.
      case DebeziumException own when own.getCause() == null -> Optional.ofNullable(own.getMessage()).map(message -> sentence(message, config));
      default -> Optional.empty();
    };
  }

  private static String sentence(String message, OutboxConfig config) {
    if (message.startsWith(NO_TABLE)) {
      return hint("42P01", config);
    }
    if (message.contains(NO_LOG)) {
      return "the slot %s has lost its place in the database's log, and rows with it; another outbox.name reads the table from the beginning, rows that are tasks already being the same tasks"
          .formatted(config.database().slot());
    }
    String line = message.lines().findFirst().orElse("").strip();
    String bounded = line.substring(0, Math.min(MESSAGE_MAX, line.length()));
    return bounded.endsWith(".") ? bounded.substring(0, bounded.length() - 1) : bounded;
  }

  /** Null where the state tells nothing that a person could do something about. */
  private static String hint(String state, OutboxConfig config) {
    DatabaseSettings database = config.database();
    return switch (state) {
      case "28P01", "28000" -> "the database refuses database.user " + database.user() + " or its password";
      case "3D000" -> "there is no database " + database.name() + ", which database.name says";
      case "42501" ->
          "the role %s may not do what it has to: it needs REPLICATION and SELECT on %s, and owns the table unless there is the publication %s"
              .formatted(database.user(), config.outbox().table(), database.publication());
      case "42704" -> "there is no publication " + database.publication() + " or no slot " + database.slot();
      case "42P01" -> "there is no table %s, which outbox.table says, or the role %s may not read it".formatted(config.outbox().table(), database.user());
      case "55000" -> "the database does not replicate logically: wal_level must be logical";
      case "55006" -> "somebody else reads the slot " + database.slot();
      case "53300", "53400" -> "the database has no connection or no replication slot left";
      case "57P03" -> "the database starts or stops";
      default -> state.startsWith("08") ? "the database at " + database.host() + ":" + database.port() + " does not answer" : null;
    };
  }
}
