package io.forebay.cli;

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

/** An application that inserts rows, and senders whose messages are delivered to a Maildir and an IMAP mailbox in turn, at a steady rate and whatever fails. */
final class ConnectorFaultFeed {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final OutboxDatabase database;
  private final NumberedMaildir maildir;
  private final MailSpool imap;
  private final int rows;
  private final int messages;
  private final Duration length;
  private final List<Thread> threads;
  private volatile IOException failure;

  ConnectorFaultFeed(OutboxDatabase database, NumberedMaildir maildir, MailSpool imap, int rows, int messages, Duration length) {
    this.database = database;
    this.maildir = maildir;
    this.imap = imap;
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

  /** Numbers of the messages that were delivered to the Maildir, or else to the IMAP mailbox. */
  Set<Integer> messages(boolean byImap) throws IOException {
    if (failure != null) {
      throw failure;
    }
    return IntStream.range(0, messages).filter(n -> isByImap(n) == byImap).boxed().collect(Collectors.toSet());
  }

  /** Whether a message comes by IMAP; every other one does. */
  static boolean isByImap(int n) {
    return n % 2 == 1;
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
        if (isByImap(next)) {
          imap.deliver(next / 2, maildir.message(next));
        } else {
          maildir.deliver(next);
        }
        if ((next + 1) % batch(messages) == 0) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }
}
