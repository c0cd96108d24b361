package io.forebay.cli;

import io.forebay.embedded.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An application that inserts rows and a mail server that delivers messages, both at a steady rate and whatever fails. */
final class ConnectorFaultFeed {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PostgresServer database;
  private final NumberedMaildir maildir;
  private final int rows;
  private final int messages;
  private final Duration length;
  private final List<Thread> threads;
  private volatile IOException failure;

  ConnectorFaultFeed(PostgresServer database, NumberedMaildir maildir, int rows, int messages, Duration length) {
    this.database = database;
    this.maildir = maildir;
    this.rows = rows;
    this.messages = messages;
    this.length = length;
    threads = List.of(Thread.ofPlatform().name("rows").daemon().start(this::insert), Thread.ofPlatform().name("messages").daemon().start(this::deliver));
  }

  /** Whether all is there that will be. */
  boolean isOver() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** What the table holds. */
  Set<String> rows() throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = database.connect();
        var result = connection.createStatement().executeQuery("select id from " + OutboxTable.NAME)) {
      while (result.next()) {
        ids.add(result.getString(1));
      }
    }
    return ids;
  }

  /** Numbers of the messages that were delivered. */
  Set<String> messages() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return IntStream.range(0, messages).mapToObj(Integer::toString).collect(Collectors.toSet());
  }

  private int batch(int count) {
    return Math.max(1, (int) Math.ceilDiv(count * PAUSE.toMillis(), length.toMillis()));
  }

  /** A batch of which it is not known whether it was committed is given again. */
  private void insert() {
    int next = 0;
    while (next < rows) {
      try (Connection connection = database.connect()) {
        while (next < rows) {
          int to = Math.min(rows, next + batch(rows));
          OutboxTable.insert(connection, next, to);
          next = to;
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (SQLException _) {
        // The database is away.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void deliver() {
    try {
      for (int next = 0; next < messages; next++) {
        maildir.deliver(next);
        if ((next + 1) % batch(messages) == 0) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }
}
