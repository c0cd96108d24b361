package io.forebay.cli;

import io.forebay.connect.worker.ConnectWorker;
import io.forebay.connect.worker.ConnectorFile;
import io.forebay.connect.worker.OfflineWorker;
import io.forebay.connect.worker.SettingProblem;
import io.forebay.connect.worker.WorkerSettings;
import io.forebay.runtime.ConnectionSettings;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The dev stack's Connect worker with the connectors that it is to run. */
final class DevConnect {
  private DevConnect() {}

  /**
   * What the worker runs.
   *
   * @param worker its plugins and port; where Kafka is, the stack knows
   * @param connectors made when the worker is there, or given these settings
   */
  record Options(WorkerSettings worker, List<ConnectorFile> connectors) {
    Options {
      connectors = List.copyOf(connectors);
      var names = new HashSet<String>();
      for (ConnectorFile connector : connectors) {
        if (!names.add(connector.name())) {
          throw new CommandFailedException("The connector " + SafeText.of(connector.name()) + " is named twice, at last in " + connector.file() + "; give it another name.");
        }
      }
    }
  }

  /** What connectors may write as {@code ${dev:name}}. */
  static Map<String, String> variables(String bootstrapServers, URI registry) {
    return Map.of("kafka", bootstrapServers, "registry", registry.toString());
  }

  /**
   * Looks at the settings of the connectors, before anything runs.
   *
   * @throws CommandFailedException where some are refused, with the name of each
   */
  static void check(Options options) {
    var anywhere = variables("127.0.0.1:9092", URI.create("http://127.0.0.1:8081"));
    try (var offline = new OfflineWorker(options.worker().withBootstrapServers("127.0.0.1:9092").withVariables(anywhere))) {
      options.connectors().forEach(connector -> refuseBad(connector, offline.check(connector.toConfig()).refused()));
    }
  }

  /**
   * Starts the worker and its connectors.
   *
   * @param prefix of all topics and groups of the installation
   * @throws CommandFailedException or another exception with a sentence; nothing is left running
   */
  static ConnectWorker start(Options options, ConnectionSettings connection, String prefix) {
    var settings =
        options
            .worker()
            .withName(prefix + WorkerSettings.NAME)
            .withBootstrapServers(connection.bootstrapServers())
            .withClient(connection.client())
            .withVariables(variables(connection.bootstrapServers(), connection.registry()));
    var worker = ConnectWorker.start(settings);
    try {
      options.connectors().forEach(connector -> worker.create(connector.name(), connector.config()));
      return worker;
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private static void refuseBad(ConnectorFile connector, List<SettingProblem> refused) {
    if (!refused.isEmpty()) {
      String problems = refused.stream().map(problem -> problem.setting() + " (" + problem.reason() + ")").collect(Collectors.joining("; "));
      throw new CommandFailedException("The connector %s in %s has settings that are refused: %s.".formatted(SafeText.of(connector.name()), connector.file(), problems));
    }
  }
}
