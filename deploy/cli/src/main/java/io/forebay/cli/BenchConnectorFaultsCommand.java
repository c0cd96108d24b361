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
import java.util.stream.Collectors;
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
      "Let rows of an outbox become tasks, and messages of a Maildir and of an IMAP mailbox events, while the ingest, the Connect worker, the",
      "database, the mail server and the broker are killed, and count what came."
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

  @Option(names = "--messages", defaultValue = "10000", description = "Messages that are delivered, in turn to the Maildir and by IMAP; default: ${DEFAULT-VALUE}.")
  private int messages;

  @Option(names = "--seconds", defaultValue = "90", description = "How long they come and things fail; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "Of what fails when; default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Topics topics = FaultPartCommand.topics().catalogue();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();
  private final Map<Integer, Integer> emails = new HashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (rows < 1 || messages < 1 || seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--rows, --messages and --seconds must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-connector-faults");
    try (var database = PostgresServer.start(folder.resolve("postgres"));
        var stage = FaultStage.withBrokerApart(folder)) {
      OutboxDatabase place = OutboxDatabase.of(database);
      OutboxTable.create(place).configure(folder, "ingest-0", stage.kafka(), stage.registry());
      var maildir = new NumberedMaildir(folder.resolve("maildir"));
      maildir.configure(folder, stage.registry());
      var imap = MailSpool.create(folder.resolve("mail-0"), FaultStage.freePort());
      imap.configure(folder, stage.registry());
      var parts = new Parts(database, stage.start(Part.MAIL, 0), stage.start(Part.INGEST, 0), stage.start(Part.CONNECT, 0));
      stage.awaitUp(UP_MAX);
      var feed = new ConnectorFaultFeed(place, maildir, imap, rows, messages, Duration.ofSeconds(seconds));
      run(stage, parts, feed);
      var counts = new ConnectorFaultCounts(sources(feed), faults);
      output.answer(counts, counts::text);
      return counts.hold() ? 0 : 1;
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  /** What is killed beside the broker. */
  private record Parts(PostgresServer database, FaultStage.Actor mail, FaultStage.Actor ingest, FaultStage.Actor worker) {}

  private Map<String, Source> sources(ConnectorFaultFeed feed) throws IOException, SQLException {
    Map<Boolean, Map<Integer, Integer>> came =
        emails.entrySet().stream().collect(Collectors.partitioningBy(email -> ConnectorFaultFeed.isByImap(email.getKey()), Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    return Map.of(
        "rows", Source.of(feed.rows(), tasks),
        "messages of a Maildir", Source.of(feed.messages(false), came.get(false)),
        "messages by IMAP", Source.of(feed.messages(true), came.get(true)));
  }

  private void run(FaultStage stage, Parts parts, ConnectorFaultFeed feed) throws IOException, InterruptedException {
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
        inbound.poll().forEach(record -> emails.merge(NumberedMaildir.number(record.value()), 1, Integer::sum));
        stage.keepBrokerAlive();
        parts.mail.keepAlive();
        parts.ingest.keepAlive();
        parts.worker.keepAlive();
        long elapsed = System.nanoTime() - startNanos;
        if (elapsed < lengthNanos && System.nanoTime() >= nextFaultNanos) {
          fail(stage, parts, random.nextInt(10), Duration.ofNanos(elapsed).toSeconds());
          nextFaultNanos = System.nanoTime() + Duration.ofMillis(2000 + random.nextInt(5000)).toNanos();
        }
        // What comes once too often may come late: that all are there is not the end.
        boolean isQuiet = tasks.size() >= rows && emails.size() >= messages && tasks.size() + emails.size() == before;
        idle = isQuiet && elapsed > lengthNanos && feed.isOver() ? idle + 1 : 0;
      }
    }
  }

  private void fail(FaultStage stage, Parts parts, int which, long second) throws IOException, InterruptedException {
    switch (which) {
      case 0, 1 -> {
        say(second, "broker killed");
        stage.killBroker();
        stage.startBroker();
      }
      case 2, 3 -> {
        say(second, "database killed");
        parts.database.kill();
        parts.database.startAgain();
      }
      case 4, 5 -> {
        say(second, "ingest killed");
        kill(parts.ingest);
      }
      case 6, 7 -> {
        say(second, "mail server killed");
        kill(parts.mail);
      }
      default -> {
        say(second, "Connect worker killed");
        kill(parts.worker);
      }
    }
  }

  private static void kill(FaultStage.Actor part) throws IOException, InterruptedException {
    part.kill();
    part.startAgain();
  }

  private void say(long second, String fault) {
    faults.merge(fault, 1, Integer::sum);
    if (!output.isJson()) {
      spec.commandLine().getErr().println("second " + second + ": " + fault + " ...");
      spec.commandLine().getErr().flush();
    }
  }
}
