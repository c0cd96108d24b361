package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.embedded.PostgresServer;
import io.forebay.runtime.Logging;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets events come in while everything that takes part is killed, and counts what came. */
@Command(
    name = "connector-faults",
    description = "Let rows of an outbox become tasks while the ingest, the database and the broker are killed, and count what came.",
    mixinStandardHelpOptions = true)
final class BenchConnectorFaultsCommand implements Callable<Integer> {
  private static final Duration QUIET_MAX = Duration.ofMinutes(5);
  private static final Duration UP_MAX = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int NOTHING_MORE_POLLS = 25;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--rows", defaultValue = "10000", description = "Rows that are inserted; default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--seconds", defaultValue = "120", description = "How long they are inserted and things fail; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "Of what fails when; default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Topics topics = FaultPartCommand.topics().catalogue();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Map<String, Integer> came = new HashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (rows < 1 || seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--rows and --seconds must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-connector-faults");
    try (var stage = new FaultStage(folder, new FaultStage.Crew(0, 0, 0));
        var database = PostgresServer.start(folder.resolve("postgres"))) {
      var table = OutboxTable.create(database);
      table.configure(folder, "ingest-0", stage.kafka(), stage.registry());
      var ingest = stage.start(Part.INGEST, 0);
      stage.awaitUp(UP_MAX);
      run(stage, database, ingest);
      var counts = new ConnectorFaultCounts(Map.of("rows", ConnectorFaultCounts.Source.of(ids(database), came)), faults);
      output.answer(counts, counts::text);
      return counts.hold() ? 0 : 1;
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  private void run(FaultStage stage, PostgresServer database, FaultStage.Actor ingest) throws IOException, InterruptedException {
    Thread writer = Thread.ofPlatform().name("rows").daemon().start(() -> write(database));
    var random = new Random(seed);
    long startNanos = System.nanoTime();
    long lengthNanos = Duration.ofSeconds(seconds).toNanos();
    long nextFaultNanos = startNanos + Duration.ofSeconds(5).toNanos();
    try (var reader = new TopicReader<>(stage.kafka(), topics.tasksRequests(), new ByteArrayDeserializer(), true)) {
      int idle = 0;
      while (idle < NOTHING_MORE_POLLS && System.nanoTime() - startNanos < lengthNanos + QUIET_MAX.toNanos()) {
        int before = came.size();
        reader.poll().forEach(record -> came.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum));
        long elapsed = System.nanoTime() - startNanos;
        if (elapsed < lengthNanos && System.nanoTime() >= nextFaultNanos && ingest.isUp()) {
          fail(stage, database, ingest, random, Duration.ofNanos(elapsed).toSeconds());
          nextFaultNanos = System.nanoTime() + Duration.ofMillis(1000 + random.nextInt(5000)).toNanos();
        }
        // What comes once too often may come late: all that are there is not the end.
        boolean isOver = came.size() >= rows && came.size() == before && elapsed > lengthNanos && !writer.isAlive();
        idle = isOver ? idle + 1 : 0;
      }
    }
    writer.join(PAUSE);
  }

  /** At a steady rate; a batch of which it is not known whether it was committed is given again. */
  private void write(PostgresServer database) {
    int batch = Math.max(1, (int) Math.ceilDiv((long) rows * PAUSE.toMillis(), Duration.ofSeconds(seconds).toMillis()));
    for (int next = 0; next < rows; ) {
      try (Connection connection = database.connect()) {
        while (next < rows) {
          int to = Math.min(rows, next + batch);
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

  private void fail(FaultStage stage, PostgresServer database, FaultStage.Actor ingest, Random random, long second) throws IOException, InterruptedException {
    switch (random.nextInt(6)) {
      case 0 -> {
        say(second, "broker restarted");
        stage.restartBroker();
      }
      case 1, 2 -> {
        say(second, "database killed");
        database.kill();
        database.startAgain();
      }
      default -> {
        say(second, "ingest killed");
        ingest.kill();
        ingest.startAgain();
      }
    }
  }

  private static Set<String> ids(PostgresServer database) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = database.connect();
        var result = connection.createStatement().executeQuery("select id from " + OutboxTable.NAME)) {
      while (result.next()) {
        ids.add(result.getString(1));
      }
    }
    return ids;
  }

  private void say(long second, String fault) {
    faults.merge(fault, 1, Integer::sum);
    if (!output.isJson()) {
      spec.commandLine().getErr().println("second " + second + ": " + fault + " ...");
      spec.commandLine().getErr().flush();
    }
  }
}
