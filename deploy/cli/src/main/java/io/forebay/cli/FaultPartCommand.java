package io.forebay.cli;

import io.forebay.connect.outbox.OutboxConfig;
import io.forebay.connect.outbox.OutboxIngest;
import io.forebay.connect.worker.ConnectWorker;
import io.forebay.connect.worker.ConnectorFile;
import io.forebay.connect.worker.WorkerSettings;
import io.forebay.dispatch.DispatchApp;
import io.forebay.dispatch.DispatchAppConfig;
import io.forebay.dispatch.DispatchConfig;
import io.forebay.embedded.KafkaStack;
import io.forebay.intents.IntentsApp;
import io.forebay.intents.IntentsAppConfig;
import io.forebay.intents.IntentsConfig;
import io.forebay.runners.RunnerApp;
import io.forebay.runners.RunnerConfig;
import io.forebay.runtime.ConfigLoader;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Logging;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.tasks.TasksApp;
import io.forebay.tasks.TasksAppConfig;
import io.forebay.tasks.TasksConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A part of {@code bench faults} as a process of its own, so that it can be killed; ends with its standard input. */
@Command(name = "fault-part", description = "A part of bench faults, which starts it.", hidden = true)
final class FaultPartCommand implements Callable<Integer> {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  @Parameters(description = "${COMPLETION-CANDIDATES}")
  private Part part;

  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--registry", required = true)
  private URI registry;

  @Option(names = "--folder", required = true)
  private Path folder;

  @Option(names = "--name", required = true, description = "Names the clients of the part, so that the broker tells what is whose.")
  private String name;

  @Option(names = "--standbys", defaultValue = "0", description = "Copies of state that others keep.")
  private int standbys;

  /** What it is. */
  enum Part {
    DISPATCH,
    RUNNER,
    TASKS,
    INGEST,
    CONNECT,
    MAIL,
    BROKER,
    INTENTS
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(false, Level.WARN);
    try (var _ = start()) {
      Files.createFile(mark(folder, ProcessHandle.current().pid()));
      while (System.in.read() >= 0) {
        // Whoever started this is alive.
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailedException("The part did not stop: " + e.getMessage(), e);
    }
    return 0;
  }

  /** A file that is there once the process works. */
  static Path mark(Path folder, long pid) {
    return folder.resolve(pid + ".up");
  }

  private AutoCloseable start() throws IOException, InterruptedException {
    var connection = new ConnectionSettings(kafka, registry, false, part == Part.TASKS || part == Part.INTENTS ? Map.of(CommonClientConfigs.CLIENT_ID_CONFIG, name) : Map.of());
    var metrics = Metrics.ofForebayOnly();
    return switch (part) {
      case DISPATCH -> {
        var streams = streams();
        var dispatch = DispatchApp.start(new DispatchAppConfig(connection, topics(), streams, DispatchConfig.defaults()), metrics);
        // Whether in time or not: what does not come up is to be seen in the counts.
        var _ = dispatch.awaitRunning(START_MAX);
        yield dispatch;
      }
      case TASKS -> {
        var tasks = TasksApp.start(new TasksAppConfig(connection, topics(), streams(), tasks()), metrics);
        var _ = tasks.awaitRunning(START_MAX);
        yield tasks;
      }
      case INGEST -> OutboxIngest.start(ConfigLoader.load(OutboxConfig.class, Optional.of(folder.resolve(name + ".yaml")), OutboxDatabase.secrets(System.getenv())));
      case CONNECT -> connect();
      case BROKER -> KafkaStack.start(FaultStage.options(kafka, registry, folder));
      case MAIL -> MailServer.start(MailSpool.open(folder.resolve(name)));
      case INTENTS -> {
        var intents = IntentsApp.start(new IntentsAppConfig(connection, topics(), streams(), IntentsConfig.defaults()), metrics);
        var _ = intents.awaitRunning(START_MAX);
        yield intents;
      }
      case RUNNER -> RunnerApp.start(RunnerConfig.to(connection, topics(), Map.of()), List.of(new FaultHandler(folder)), metrics);
    };
  }

  /** A worker with the connectors that the files of the folder describe, unless it knows them from before. */
  private ConnectWorker connect() throws IOException {
    var worker = ConnectWorker.start(WorkerSettings.of(kafka).withName(name));
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        var connector = ConnectorFile.read(file);
        if (worker.status(connector.name()).isEmpty()) {
          worker.create(connector.name(), connector.config());
        }
      }
    }
    return worker;
  }

  private StreamsSettings streams() {
    return StreamsSettings.defaults().withStateDir(folder.resolve(name)).withStandbys(standbys);
  }

  /** What is lost with a process is asked for again sooner, because a run lasts minutes and not hours. */
  private static TasksConfig tasks() {
    return new TasksConfig(null, null, ASK_AGAIN, null, null, null, null);
  }

  static TopicsSettings topics() {
    return new TopicsSettings(null, null, List.of(FaultHandler.CAPABILITY), null);
  }
}
