package io.forebay.cli;

import io.forebay.embedded.PostgresServer;
import io.forebay.runtime.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how events come in: rows of an outbox table, and messages of mailboxes. */
@Command(
    name = "connectors",
    description = {
      "Measure how events come in: rows of an outbox table beside PostgreSQL and Debezium alone, and messages of a Maildir and by IMAP.",
      "It starts a PostgreSQL, or uses yours; the ingest, the Connect worker and the mail server run in processes of their own."
    },
    mixinStandardHelpOptions = true)
final class BenchConnectorsCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--rows", defaultValue = "60000", description = "Rows that wait when the ingest begins; default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--messages", defaultValue = "10000", description = "Messages that wait when the Connect worker begins; default: ${DEFAULT-VALUE}.")
  private int messages;

  @Option(names = "--rate", defaultValue = "50", description = "Rows a second, each in its own transaction, for the delays; default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(names = "--seconds", defaultValue = "20", description = "Length of the measurement of delays; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Your PostgreSQL instead, with wal_level=logical: postgresql://HOST[:PORT]/NAME. User and password come from PGUSER and PGPASSWORD.",
        "It works in a schema of its own, and removes that and its slots and publications at the end."
      })
  private String address;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rows < 1 || messages < 1 || rate < 1 || seconds < 1 || seconds > 3600) {
      throw new ParameterException(spec.commandLine(), "--rows, --messages and --rate must be at least 1, --seconds from 1 to 3600");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-bench-connectors");
    List<Figure> figures = new ArrayList<>();
    try (var server = address == null ? PostgresServer.start(folder.resolve("postgres")) : null;
        var database = address == null ? OutboxDatabase.of(server) : OutboxDatabase.at(address, System.getenv());
        var stage = new FaultStage(folder, new FaultStage.Crew(0, 0, 0, 0))) {
      new OutboxBench(stage, folder, database, figures, this::say).measure(rows, rate, Duration.ofSeconds(seconds));
      new MailBench(stage, folder, figures, this::say).measure(messages);
    } catch (SQLException e) {
      throw OutboxDatabase.failed(e);
    }
    output.answer(figures, () -> text(figures));
    DevStack.deleteTree(folder); // where it failed, the logs stay
    return 0;
  }

  private static String text(List<Figure> figures) {
    var text =
        new StringBuilder(
            "%d processors; broker, registry and reader in this process, PostgreSQL, the ingest, the Connect worker and a small IMAP server in theirs; rates once a quarter has come, delays from when a row was to be inserted and committed%n"
                .formatted(Runtime.getRuntime().availableProcessors()));
    figures.forEach(figure -> text.append(figure.text()).append('\n'));
    return text.toString().stripTrailing();
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}
