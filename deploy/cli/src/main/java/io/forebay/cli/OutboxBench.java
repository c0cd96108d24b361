package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures the way from rows of a table to tasks that can be read, with the ingest in a process of its own. */
final class OutboxBench {
  private static final Duration UP_MAX = Duration.ofMinutes(2);
  private static final long HIGHEST_MICROS = ArrivalRate.QUIET_MAX.toNanos() / 1000;
  private static final double MEBIBYTE = 1 << 20;

  private final FaultStage stage;
  private final Path folder;
  private final OutboxDatabase database;
  private final OutboxTable table;
  private final String debeziumSlot;
  private final String aloneSlot;
  private final List<Figure> figures;
  private final Consumer<String> say;
  private final Topics topics = FaultPartCommand.topics().catalogue();
  private long next;

  /**
   * @param stage whose processes find their configuration in the folder
   * @param figures that measuring adds to
   */
  OutboxBench(FaultStage stage, Path folder, OutboxDatabase database, List<Figure> figures, Consumer<String> say) throws SQLException {
    this.stage = stage;
    this.folder = folder;
    this.database = database;
    this.figures = figures;
    this.say = say;
    this.table = OutboxTable.create(database);
    this.debeziumSlot = database.named("debezium");
    this.aloneSlot = database.named("alone");
  }

  /**
   * @param rows that wait when the ingest begins
   * @param perSecond rows for the delays, each in a transaction
   * @param length of the measurement of delays
   */
  void measure(int rows, int perSecond, Duration length) throws IOException, InterruptedException, SQLException {
    table.execute("create publication %s for table %s".formatted(debeziumSlot, OutboxTable.NAME));
    var ingest = startAndStop();
    createSlot(debeziumSlot);
    createSlot(aloneSlot);
    long from = next;
    next += rows;
    say.accept("inserting " + rows + " rows ...");
    double inserted = rate(rows, () -> table.insertAll(from, from + rows));
    say.accept("reading them from the database's log: PostgreSQL alone, Debezium alone, the ingest ...");
    double alone =
        rate(rows, () -> table.number("select count(*) from pg_logical_slot_peek_binary_changes('%s', null, null, 'proto_version', '1', 'publication_names', '%s')".formatted(aloneSlot, debeziumSlot)));
    double bare = bareRate(rows);
    dropSlot(aloneSlot);
    dropSlot(debeziumSlot);
    double caughtUp = arrivals(rows, ingest::startAgain).perSecond();
    figures.add(new Figure("rows inserted, 1,000 in a transaction", inserted, "rows/s", null));
    figures.add(new Figure("rows in the log to tasks; reference Debezium alone", caughtUp, "rows/s", bare));
    figures.add(new Figure("rows in the log to tasks; reference PostgreSQL alone", caughtUp, "rows/s", alone));
    delays(perSecond, length);
    PeakMemory.bytes(ingest.pid()).ifPresent(bytes -> figures.add(new Figure("memory of the ingest's process, most", bytes / MEBIBYTE, "MiB", null)));
    ingest.kill();
    say.accept("reading the table from its beginning ...");
    table.configure(folder, "ingest-1", stage.kafka(), stage.registry());
    long all = next;
    // One transaction, so they come all at once: the start of the process counts.
    double seconds = arrivals(all, () -> stage.start(Part.INGEST, 1)).seconds();
    figures.add(new Figure("rows in the table to tasks, from a process's start", all / seconds, "rows/s", null));
  }

  private static double rate(long rows, ArrivalRate.Work work) throws IOException, InterruptedException, SQLException {
    long startNanos = System.nanoTime();
    work.run();
    return rows * 1e9 / (System.nanoTime() - startNanos);
  }

  /** An ingest that has made its slot and read one row, and is dead. */
  private FaultStage.Actor startAndStop() throws IOException, InterruptedException, SQLException {
    table.configure(folder, "ingest-0", stage.kafka(), stage.registry());
    table.insertAll(next, ++next);
    var ingest = new FaultStage.Actor[1];
    arrivals(1, () -> ingest[0] = stage.start(Part.INGEST, 0));
    stage.awaitUp(UP_MAX);
    ingest[0].kill();
    return ingest[0];
  }

  private void createSlot(String slot) throws SQLException {
    table.execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot));
  }

  private void dropSlot(String slot) throws SQLException {
    table.execute("select pg_drop_replication_slot('%s')".formatted(slot));
  }

  /** Debezium's task alone, once a quarter of the rows has come. */
  private double bareRate(long rows) throws InterruptedException {
    long warm = Math.max(1, rows / ArrivalRate.WARM);
    var read = new long[1];
    var times = new long[2];
    try (var debezium = BareDebezium.start(database, debeziumSlot)) {
      debezium.read(
          rows,
          _ -> {
            times[1] = System.nanoTime();
            times[0] = ++read[0] <= warm ? times[1] : times[0];
          });
    }
    return (rows - warm) * 1e9 / Math.max(1, times[1] - times[0]);
  }

  private ArrivalRate arrivals(long rows, ArrivalRate.Work begin) throws IOException, InterruptedException, SQLException {
    return ArrivalRate.of(stage.kafka(), topics.tasksRequests(), rows, folder, begin);
  }

  private TopicReader<byte[]> reader() {
    return new TopicReader<>(stage.kafka(), topics.tasksRequests(), new ByteArrayDeserializer(), false);
  }

  /** From the moment at which a row was to be inserted and committed, open loop. */
  private void delays(int perSecond, Duration length) throws InterruptedException, SQLException {
    int warm = perSecond * 5;
    int count = (int) (perSecond * length.toSeconds());
    say.accept("rows at " + perSecond + "/s to tasks ...");
    Latencies ours;
    try (var reader = reader()) {
      ours =
          delays(
              perSecond,
              warm,
              count,
              (_, ids) -> {
                for (var record : reader.poll()) {
                  ids.accept(new String(record.key(), StandardCharsets.UTF_8));
                }
              });
    }
    say.accept("rows at " + perSecond + "/s to Debezium alone ...");
    createSlot(debeziumSlot);
    Latencies bare;
    try (var debezium = BareDebezium.start(database, debeziumSlot)) {
      bare = delays(perSecond, warm, count, debezium::read);
    }
    dropSlot(debeziumSlot);
    ours.add(figures, "commit at %d/s to a task that can be read".formatted(perSecond), bare);
  }

  /** Tells of the rows that have come. */
  @FunctionalInterface
  private interface Arrivals {
    void read(long atMost, Consumer<String> ids) throws InterruptedException;
  }

  private Latencies delays(int perSecond, int warm, int count, Arrivals arrivals) throws InterruptedException {
    long from = next;
    next += warm + count;
    var dueNanos = new AtomicLongArray(warm + count);
    var micros = new Histogram(HIGHEST_MICROS, 3);
    long startNanos = System.nanoTime();
    Thread writer = Thread.ofPlatform().name("rows").start(() -> write(perSecond, from, dueNanos, startNanos));
    var left = new int[] {warm + count};
    long movedNanos = startNanos;
    while (left[0] > 0) {
      int before = left[0];
      arrivals.read(
          1,
          id -> {
            int n = (int) (Long.parseLong(id.substring(id.indexOf('-') + 1)) - from);
            if (n >= 0) {
              left[0]--;
              if (n >= warm) {
                micros.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - dueNanos.get(n)) / 1000));
              }
            }
          });
      movedNanos = left[0] < before ? System.nanoTime() : movedNanos;
      ArrivalRate.requireMovement(topics.tasksRequests().name(), movedNanos, folder);
    }
    writer.join();
    return Latencies.of(micros);
  }

  private void write(int perSecond, long from, AtomicLongArray dueNanos, long startNanos) {
    try (Connection connection = database.connect()) {
      for (int n = 0; n < dueNanos.length(); n++) {
        long due = startNanos + (long) (n * 1e9 / perSecond);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        dueNanos.set(n, due);
        OutboxTable.insert(connection, from + n, from + n + 1);
      }
    } catch (SQLException e) {
      throw new CommandFailedException("A row could not be inserted: " + e.getMessage(), e);
    }
  }
}
