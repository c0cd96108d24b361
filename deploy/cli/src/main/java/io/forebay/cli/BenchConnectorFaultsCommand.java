package io.forebay.cli;

import io.forebay.cli.ConnectorFaultCounts.Source;
import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.embedded.PostgresServer;
import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
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
    description = {
      "Let rows of an outbox become tasks and messages of a Maildir events while the ingest, the Connect worker and the database are killed",
      "and the broker is restarted, and count what came."
    },
    mixinStandardHelpOptions = true)
final class BenchConnectorFaultsCommand implements Callable<Integer> {
  private static final Duration QUIET_MAX = Duration.ofMinutes(5);
  private static final Duration UP_MAX = Duration.ofMinutes(2);
  private static final int NOTHING_MORE_POLLS = 25;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--rows", defaultValue = "10000", description = "Rows that are inserted; default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--messages", defaultValue = "10000", description = "Messages that are delivered; default: ${DEFAULT-VALUE}.")
  private int messages;

  @Option(names = "--seconds", defaultValue = "120", description = "How long they come and things fail; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "Of what fails when; default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Topics topics = FaultPartCommand.topics().catalogue();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();
  private final Map<String, Integer> emails = new HashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (rows < 1 || messages < 1 || seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--rows, --messages and --seconds must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-connector-faults");
    try (var stage = new FaultStage(folder, new FaultStage.Crew(0, 0, 0, 0));
        var database = PostgresServer.start(folder.resolve("postgres"))) {
      OutboxTable.create(database).configure(folder, "ingest-0", stage.kafka(), stage.registry());
      var maildir = new NumberedMaildir(folder.resolve("maildir"));
      maildir.configure(folder, stage.registry());
      var ingest = stage.start(Part.INGEST, 0);
      var worker = stage.start(Part.CONNECT, 0);
      stage.awaitUp(UP_MAX);
      var feed = new ConnectorFaultFeed(database, maildir, rows, messages, Duration.ofSeconds(seconds));
      run(stage, database, ingest, worker, feed);
      var counts = new ConnectorFaultCounts(Map.of("rows", Source.of(feed.rows(), tasks), "messages", Source.of(feed.messages(), emails)), faults);
      output.answer(counts, counts::text);
      return counts.hold() ? 0 : 1;
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  private void run(FaultStage stage, PostgresServer database, FaultStage.Actor ingest, FaultStage.Actor worker, ConnectorFaultFeed feed)
      throws IOException, InterruptedException {
    var random = new Random(seed);
    var mail = EventSerdes.connect(stage.registry(), false).of(InboundEmail.class).deserializer();
    long startNanos = System.nanoTime();
    long lengthNanos = Duration.ofSeconds(seconds).toNanos();
    long nextFaultNanos = startNanos + Duration.ofSeconds(5).toNanos();
    try (var requests = new TopicReader<>(stage.kafka(), topics.tasksRequests(), new ByteArrayDeserializer(), true);
        var inbound = new TopicReader<>(stage.kafka(), topics.emailsInbound(), mail, true)) {
      int idle = 0;
      while (idle < NOTHING_MORE_POLLS && System.nanoTime() - startNanos < lengthNanos + QUIET_MAX.toNanos()) {
        int before = tasks.size() + emails.size();
        requests.poll().forEach(record -> tasks.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum));
        inbound.poll().forEach(record -> emails.merge(Integer.toString(NumberedMaildir.number(record.value())), 1, Integer::sum));
        ingest.keepAlive();
        worker.keepAlive();
        long elapsed = System.nanoTime() - startNanos;
        if (elapsed < lengthNanos && System.nanoTime() >= nextFaultNanos) {
          fail(stage, database, ingest, worker, random, Duration.ofNanos(elapsed).toSeconds());
          nextFaultNanos = System.nanoTime() + Duration.ofMillis(2000 + random.nextInt(5000)).toNanos();
        }
        // What comes once too often may come late: that all are there is not the end.
        boolean isQuiet = tasks.size() >= rows && emails.size() >= messages && tasks.size() + emails.size() == before;
        idle = isQuiet && elapsed > lengthNanos && feed.isOver() ? idle + 1 : 0;
      }
    }
  }

  private void fail(FaultStage stage, PostgresServer database, FaultStage.Actor ingest, FaultStage.Actor worker, Random random, long second)
      throws IOException, InterruptedException {
    switch (random.nextInt(8)) {
      case 0 -> {
        say(second, "broker restarted");
        stage.restartBroker();
      }
      case 1, 2 -> {
        say(second, "database killed");
        database.kill();
        database.startAgain();
      }
      case 3, 4 -> {
        say(second, "ingest killed");
        ingest.kill();
        ingest.startAgain();
      }
      default -> {
        say(second, "Connect worker killed");
        worker.kill();
        worker.startAgain();
      }
    }
  }

  private void say(long second, String fault) {
    faults.merge(fault, 1, Integer::sum);
    if (!output.isJson()) {
      spec.commandLine().getErr().println("second " + second + ": " + fault + " ...");
      spec.commandLine().getErr().flush();
    }
  }
}
