package io.forebay.cli;

import io.forebay.connect.outbox.OutboxConfig;
import io.forebay.connect.outbox.OutboxIngest;
import io.forebay.runtime.ConfigLoader;
import io.forebay.runtime.Logging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the rows of an outbox table tasks until it is interrupted. */
@Command(
    name = "outbox",
    description = {
      "Make every row of an outbox table of PostgreSQL a task, until SIGTERM or Ctrl-C.",
      "While the database or Kafka is away it tries again; nothing is lost, and what was sent is not sent again."
    },
    mixinStandardHelpOptions = true)
final class IngestOutboxCommand implements Callable<Integer> {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  @Mixin private Output output;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with settings of kafka, topics, database and outbox; FOREBAY_* variables win over it.")
  private Path config;

  @Option(names = "--settings", description = "Print the settings that FILE and the environment may hold, and end.")
  private boolean settings;

  /** What it reads and where it writes. */
  record Started(String name, String table, String database, String kafka) {}

  @Override
  public Integer call() {
    if (settings) {
      output.answer(SettingsTable.keys(OutboxConfig.class), () -> SettingsTable.markdown(SettingsTable.keys(OutboxConfig.class)));
      return 0;
    }
    Logging.configure(Terminal.isPresent(), Level.INFO);
    var given = ConfigLoader.load(OutboxConfig.class, Optional.ofNullable(config), ForebayVariables.of(System.getenv()));
    try (var ingest = OutboxIngest.start(given)) {
      var database = given.database();
      var started = new Started(given.outbox().name(), given.outbox().table(), database.host() + ":" + database.port() + "/" + database.name(), given.kafka().bootstrapServers());
      output.answer(
          started,
          () -> "Ingest %s makes rows of %s in %s tasks in Kafka at %s; Ctrl-C stops it.".formatted(started.name(), started.table(), started.database(), started.kafka()));
      awaitStopped(ingest);
      ingest.failure().ifPresent(failure -> {
        throw new CommandFailedException(failure.getMessage(), failure);
      });
      return 0;
    }
  }

  /** Returns when the thread is interrupted or the ingest has given up; a signal stops it in the hook, before the process ends. */
  private static void awaitStopped(OutboxIngest ingest) {
    var stop = Thread.ofPlatform().name("stop").unstarted(ingest::close);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      var never = new CountDownLatch(1);
      boolean isOver = false;
      while (!isOver && ingest.failure().isEmpty()) {
        isOver = never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (InterruptedException _) {
      // To be interrupted is how it is told to stop.
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }
}
