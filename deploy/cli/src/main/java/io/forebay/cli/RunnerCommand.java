package io.forebay.cli;

import io.forebay.runners.RunnerApp;
import io.forebay.runners.RunnerConfig;
import io.forebay.runners.RunnerSettings;
import io.forebay.runners.TracingSettings;
import io.forebay.runtime.ConfigLoader;
import io.forebay.runtime.ConfigSection;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.HealthConfig;
import io.forebay.runtime.HealthServer;
import io.forebay.runtime.Logging;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.MetricsConfig;
import io.forebay.runtime.Setting;
import io.forebay.runtime.TopicsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one runner until it is interrupted. */
@Command(
    name = "runner",
    description = {
      "Run one runner until SIGTERM or Ctrl-C; it then takes nothing more and waits for what it works on.",
      "Its handlers are those on the class path; FOREBAY_CLASSPATH adds jars of your own."
    },
    mixinStandardHelpOptions = true)
final class RunnerCommand implements Callable<Integer> {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  @Mixin private Output output;
  @Mixin private Connection connection;

  @Option(names = "--capabilities", paramLabel = "C", split = ",", description = "What it does, with commas between; default: all that its handlers can do.")
  private List<String> capabilities;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with settings of kafka, topics, runner, handlers, tracing and health; FOREBAY_* variables win over it.")
  private Path config;

  @Option(names = "--max-in-flight", paramLabel = "N", description = "Actions that it works on at a time; default: as the settings say.")
  private Integer maxInFlight;

  @Option(names = "--health-port", paramLabel = "PORT", description = "Port of /health and /metrics; default: as the settings say, or a free one.")
  private Integer healthPort;

  @Option(names = "--settings", description = "Print the settings that FILE and the environment may hold, and end.")
  private boolean settings;

  @Spec private CommandSpec command;

  /**
   * What a file and the environment can set.
   *
   * @param kafka where Kafka and the registry are; the options win
   * @param topics which topics it works on
   * @param runner how it runs
   * @param tracing where its spans go
   * @param health where health and metrics are served; a free port unless given
   * @param handlers settings of each family of handlers
   */
  record Settings(
      ConnectionSettings kafka,
      TopicsSettings topics,
      RunnerSettings runner,
      TracingSettings tracing,
      Optional<HealthConfig> health,
      @Setting("Settings of each family of handlers, by the first word of what they do.") ConfigSection handlers) {}

  /** Where it is and what it does. */
  record Started(String runner, List<String> capabilities, int maxInFlight, String kafka, String health) {}

  @Override
  public Integer call() {
    if (settings) {
      output.answer(SettingsTable.keys(Settings.class), () -> SettingsTable.markdown(SettingsTable.keys(Settings.class)));
      return 0;
    }
    Logging.configure(Terminal.isPresent(), Level.INFO);
    var given = ConfigLoader.load(Settings.class, Optional.ofNullable(config), variables());
    var runnerConfig = runnerConfig(given);
    requireTopics(runnerConfig);
    var metrics = Metrics.of(MetricsConfig.defaults());
    try (var runner = RunnerApp.start(runnerConfig, metrics);
        var health = HealthServer.start(health(given), metrics, List.of(runner.health()))) {
      var started =
          new Started(runner.id(), runner.capabilities(), runnerConfig.runner().maxInFlight(), runnerConfig.kafka().bootstrapServers(), health.url());
      output.answer(started, () -> text(started));
      awaitStopped(runner);
      if (runner.failure() != null) {
        throw new CommandFailedException("The runner stopped by itself: " + runner.failure() + ".", runner.failure());
      }
      return 0;
    }
  }

  /** A runner would wait for a Kafka that is away, and for topics that are not there, without a word. */
  private static void requireTopics(RunnerConfig config) {
    String kafka = config.kafka().bootstrapServers();
    var properties = KafkaClients.admin(kafka);
    properties.putAll(config.kafka().client());
    var topics = config.topics().catalogue();
    var capabilities = config.runner().capabilities();
    var needed = new ArrayList<>(List.of(topics.actionsOutcomes().name(), topics.runnersSignals().name(), topics.opsHeartbeats().name()));
    capabilities.forEach(capability -> needed.add(topics.actionsReady(capability).name()));
    try (var admin = Admin.create(properties)) {
      for (String topic : needed) {
        if (TopicSetup.partitions(admin, kafka, topic) == 0) {
          throw TopicSetup.missing(kafka, topic);
        }
      }
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  /** Returns when the thread is interrupted or the runner has failed; a signal drains the runner in the hook, before the process ends. */
  private static void awaitStopped(RunnerApp runner) {
    var stop = Thread.ofPlatform().name("stop").unstarted(runner::close);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      var never = new CountDownLatch(1);
      boolean isOver = false;
      while (!isOver && runner.failure() == null) {
        isOver = never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (InterruptedException _) {
      // To be interrupted is how it is told to stop.
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private RunnerConfig runnerConfig(Settings given) {
    var kafka =
        new ConnectionSettings(
            isGiven("--kafka") ? connection.kafka() : given.kafka().bootstrapServers(),
            isGiven("--registry") ? connection.registry() : given.kafka().registry(),
            given.kafka().autoRegister(),
            given.kafka().client());
    var runner = capabilities == null ? given.runner() : given.runner().doing(capabilities);
    return new RunnerConfig(
            kafka,
            topics(given.topics(), runner.capabilities()),
            maxInFlight == null ? runner : runner.withMaxInFlight(maxInFlight),
            given.tracing(),
            given.handlers())
        .withTelemetryFrom(System.getenv());
  }

  /** What a runner does that does not ship is a capability of the user's own, and has a topic. */
  private TopicsSettings topics(TopicsSettings given, List<String> done) {
    var catalogue = connection.topics(given.partitions(), done);
    Set<String> all = new LinkedHashSet<>(given.capabilities());
    all.addAll(catalogue.capabilities());
    Set<String> origins = new LinkedHashSet<>(given.origins());
    origins.addAll(catalogue.origins());
    String prefix = catalogue.prefix().isEmpty() ? given.prefix() : catalogue.prefix();
    return new TopicsSettings(prefix, given.partitions(), new ArrayList<>(all), new ArrayList<>(origins));
  }

  private HealthConfig health(Settings given) {
    var health = given.health().orElseGet(HealthConfig::anyPort);
    return healthPort == null ? health : new HealthConfig(health.address(), healthPort);
  }

  private boolean isGiven(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Without the variables that are the launcher's. */
  private static Map<String, String> variables() {
    var variables = ForebayVariables.of(System.getenv());
    return variables;
  }

  private static String text(Started started) {
    return "Runner %s takes %s, at most %d at a time, from Kafka at %s; Ctrl-C drains and stops it.%n  health    %s/health/ready"
        .formatted(started.runner(), String.join(", ", started.capabilities()), started.maxInFlight(), started.kafka(), started.health());
  }
}
