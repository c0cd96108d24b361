package io.forebay.cli;

import io.forebay.connect.worker.ConnectorFile;
import io.forebay.dispatch.DispatchConfig;
import io.forebay.emails.EmailsConfig;
import io.forebay.intents.IntentsConfig;
import io.forebay.runners.RunnerSettings;
import io.forebay.runners.TracingSettings;
import io.forebay.runtime.ConfigLoader;
import io.forebay.runtime.ConfigSection;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.HealthConfig;
import io.forebay.runtime.Logging;
import io.forebay.runtime.Setting;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.tasks.TasksConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything in this process until it is interrupted. */
@Command(
    name = "dev",
    description = "Run everything in one process until Ctrl-C; prints where it listens.",
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Keep all state here; default: a folder that goes with the process.")
  private Path dataDirectory;

  @ArgGroup(exclusive = false)
  private External external;

  @Option(names = "--kafka-port", defaultValue = "9092", description = "Port of the embedded broker, 0 for a free one; default: ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(names = "--registry-port", defaultValue = "8081", description = "Port of the embedded registry, 0 for a free one; default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(names = "--health-port", description = "Port of /health and /metrics, 0 for a free one; default: 9404.")
  private Integer healthPort;

  @Option(names = "--connect", paramLabel = "FILE", description = "Run this connector (JSON or YAML with name and config) in a Connect worker; may be repeated.")
  private List<Path> connectors = List.of();

  @Option(names = "--connect-port", defaultValue = WorkerAddress.PORT, description = "Port of the Connect worker, 0 for a free one; default: ${DEFAULT-VALUE}.")
  private int connectPort;

  @Mixin private PluginFolders plugins;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with the settings of the README; FOREBAY_* variables win over it.")
  private Path config;

  @Option(names = "--settings", description = "Print the settings that FILE and the environment may hold, and end.")
  private boolean settings;

  /** Kafka and the registry, where they run already. */
  static final class External {
    @Option(names = "--kafka", paramLabel = "HOST:PORT", required = true, description = "Use this Kafka instead of an embedded one.")
    private String kafka;

    @Option(names = "--registry", paramLabel = "URL", required = true, description = "Use this schema registry instead of an embedded one.")
    private URI registry;
  }

  /**
   * What a file and the environment can set.
   *
   * @param health where health and metrics are served
   * @param topics which topics are worked on
   * @param streams how topologies run
   * @param emails how e-mail is triaged
   * @param tasks how tasks are run
   * @param intents how intents are decided
   * @param dispatch how actions are dispatched
   * @param runner how the runner runs
   * @param tracing where spans go
   * @param handlers settings of the runner's handlers
   */
  record Settings(
      HealthConfig health,
      TopicsSettings topics,
      StreamsSettings streams,
      EmailsConfig emails,
      TasksConfig tasks,
      IntentsConfig intents,
      DispatchConfig dispatch,
      RunnerSettings runner,
      TracingSettings tracing,
      @Setting("Settings of each family of handlers, by the first word of what they do.") ConfigSection handlers) {}

  @Override
  public Integer call() throws InterruptedException {
    if (settings) {
      output.answer(SettingsTable.keys(), SettingsTable::markdown);
      return 0;
    }
    Logging.configure(Terminal.isPresent(), Level.INFO);
    try (var stack = DevStack.start(options())) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stack::close));
      output.answer(endpoints(stack), () -> text(stack));
      stack.awaitStopped();
      if (stack.failure().isPresent()) {
        throw new CommandFailedException(stack.failure().get());
      }
      return 0;
    }
  }

  private DevStack.Options options() {
    var given = ConfigLoader.load(Settings.class, Optional.ofNullable(config), forebayVariables());
    var health = healthPort == null ? given.health() : new HealthConfig(given.health().address(), healthPort);
    var connection =
        Optional.ofNullable(external).map(where -> ConnectionSettings.to(where.kafka, where.registry, false));
    var options = new DevStack.Options(
        Optional.ofNullable(dataDirectory), connection, kafkaPort, registryPort, health, given.topics(), given.streams(), given.emails(), given.tasks(), given.intents(), given.dispatch(), given.runner(), given.tracing(), given.handlers(), Optional.empty());
    return connectors.isEmpty() ? options : options.withConnect(connect());
  }

  private DevConnect.Options connect() {
    return new DevConnect.Options(plugins.settings("").withRestPort(connectPort), connectors.stream().map(ConnectorFile::read).toList());
  }

  /** Without the variables that are the clients'. */
  private static Map<String, String> forebayVariables() {
    var variables = ForebayVariables.of(System.getenv());
    variables.keySet().removeIf(name -> name.startsWith("FOREBAY_KAFKA_"));
    return variables;
  }

  private static Map<String, Object> endpoints(DevStack stack) {
    var endpoints = new LinkedHashMap<String, Object>();
    endpoints.put("kafka", stack.bootstrapServers());
    endpoints.put("registry", stack.registry());
    endpoints.put("ccompat", stack.registry().resolve("/apis/ccompat/v7"));
    endpoints.put("health", stack.healthUrl() + "/health/ready");
    endpoints.put("metrics", stack.healthUrl() + "/metrics");
    stack.connect().ifPresent(worker -> endpoints.put("connect", worker.url()));
    stack.scriptedModel().ifPresent(url -> endpoints.put("scripted-model", url));
    return endpoints;
  }

  private static String text(DevStack stack) {
    var text = new StringBuilder("Forebay runs; Ctrl-C stops it.\n");
    endpoints(stack).forEach((name, where) -> text.append("  %-14s %s%n".formatted(name, where)));
    if (stack.scriptedModel().isPresent()) {
      text.append("llm.chat is answered by a script; set FOREBAY_LLM_BASE_URL and FOREBAY_LLM_MODEL for a real model.\n");
    }
    return text.append("Try: ./forebay emails submit PATH and, elsewhere, ./forebay emails tail").toString();
  }
}
