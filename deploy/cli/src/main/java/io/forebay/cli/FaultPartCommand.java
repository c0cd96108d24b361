package io.forebay.cli;

import io.forebay.dispatch.DispatchApp;
import io.forebay.dispatch.DispatchAppConfig;
import io.forebay.dispatch.DispatchConfig;
import io.forebay.runners.RunnerApp;
import io.forebay.runners.RunnerConfig;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Logging;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A part of {@code bench faults} as a process of its own, so that it can be killed; ends with its standard input. */
@Command(name = "fault-part", description = "A part of bench faults, which starts it.", hidden = true)
final class FaultPartCommand implements Callable<Integer> {
  @Parameters(description = "${COMPLETION-CANDIDATES}")
  private Part part;

  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--registry", required = true)
  private URI registry;

  @Option(names = "--folder", required = true)
  private Path folder;

  /** What it is. */
  enum Part {
    DISPATCH,
    RUNNER
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(false, Level.WARN);
    try (var _ = start()) {
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

  private AutoCloseable start() throws IOException {
    var connection = ConnectionSettings.to(kafka, registry, false);
    var metrics = Metrics.ofForebayOnly();
    return switch (part) {
      case DISPATCH ->
          DispatchApp.start(
              new DispatchAppConfig(
                  connection, topics(), StreamsSettings.defaults().withStateDir(folder.resolve("state")), DispatchConfig.defaults()),
              metrics);
      case RUNNER -> RunnerApp.start(RunnerConfig.to(connection, topics(), Map.of()), List.of(new FaultHandler(folder)), metrics);
    };
  }

  static TopicsSettings topics() {
    return new TopicsSettings(null, null, List.of(FaultHandler.CAPABILITY), null);
  }
}
