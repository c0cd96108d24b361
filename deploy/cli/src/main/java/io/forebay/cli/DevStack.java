package io.forebay.cli;

import io.forebay.connect.worker.ConnectWorker;
import io.forebay.dispatch.DispatchApp;
import io.forebay.dispatch.DispatchAppConfig;
import io.forebay.dispatch.DispatchConfig;
import io.forebay.emails.EmailSteps;
import io.forebay.emails.EmailsApp;
import io.forebay.emails.EmailsAppConfig;
import io.forebay.emails.EmailsConfig;
import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import io.forebay.intents.IntentsApp;
import io.forebay.intents.IntentsAppConfig;
import io.forebay.intents.IntentsConfig;
import io.forebay.runners.RunnerApp;
import io.forebay.runners.RunnerConfig;
import io.forebay.runners.RunnerSettings;
import io.forebay.runners.TracingSettings;
import io.forebay.runtime.ConfigSection;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.HealthCheck;
import io.forebay.runtime.HealthConfig;
import io.forebay.runtime.HealthServer;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.MetricsConfig;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.runtime.TopologyHealth;
import io.forebay.schemas.Topics;
import io.forebay.scriptedmodel.Script;
import io.forebay.scriptedmodel.ScriptedModel;
import io.forebay.tasks.TasksApp;
import io.forebay.tasks.TasksAppConfig;
import io.forebay.tasks.TasksConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Everything of Forebay in one process: broker and registry where none are given, topics, schemas, applications, health. */
final class DevStack implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private ConnectionSettings connection;
  private OptionalLong registryPid = OptionalLong.empty();
  private HealthServer health;
  private TasksAppConfig tasksConfig;
  private TopologyApp tasks;
  private DispatchAppConfig dispatchConfig;
  private DispatchApp dispatch;
  private RunnerApp runner;
  private Optional<URI> scriptedModel = Optional.empty();
  private volatile Optional<ConnectWorker> connect = Optional.empty();
  private List<TopologyApp> applications = List.of();

  /**
   * What the stack consists of.
   *
   * @param dataDirectory state of broker, registry and applications; empty: a throw-away folder
   * @param external Kafka and the registry, where they run already
   * @param kafkaPort of the embedded broker, 0 takes a free one
   * @param registryPort of the embedded registry, 0 takes a free one
   * @param health address and port of health and metrics
   * @param streams threads and commit interval of the applications; its state folder is not used
   * @param emails how e-mail is triaged
   * @param tasks how tasks are run
   * @param intents how intents are decided
   * @param dispatch how actions are dispatched
   * @param runner how the runner runs; its blob folder is not used where there is a data directory
   * @param tracing where spans go
   * @param handlers settings of the runner's handlers
   * @param connect a Connect worker, where connectors are to run
   */
  record Options(
      Optional<Path> dataDirectory,
      Optional<ConnectionSettings> external,
      int kafkaPort,
      int registryPort,
      HealthConfig health,
      TopicsSettings topics,
      StreamsSettings streams,
      EmailsConfig emails,
      TasksConfig tasks,
      IntentsConfig intents,
      DispatchConfig dispatch,
      RunnerSettings runner,
      TracingSettings tracing,
      ConfigSection handlers,
      Optional<DevConnect.Options> connect) {

    /** Nothing that stays: a throw-away folder, free ports. */
    static Options throwAway() {
      return new Options(
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          HealthConfig.anyPort(),
          TopicsSettings.defaults(),
          StreamsSettings.defaults(),
          EmailsConfig.defaults(),
          TasksConfig.defaults(),
          IntentsConfig.defaults(),
          DispatchConfig.defaults(),
          RunnerSettings.defaults(),
          TracingSettings.none(),
          ConfigSection.of("handlers", Map.of()),
          Optional.empty());
    }

    Options withHandlers(ConfigSection others) {
      return new Options(dataDirectory, external, kafkaPort, registryPort, health, topics, streams, emails, tasks, intents, dispatch, runner, tracing, others, connect);
    }

    Options withConnect(DevConnect.Options worker) {
      return new Options(
          dataDirectory, external, kafkaPort, registryPort, health, topics, streams, emails, tasks, intents, dispatch, runner, tracing, handlers, Optional.of(worker));
    }

    Options withPartitions(int partitions) {
      var fewer = new TopicsSettings(topics.prefix(), partitions, topics.capabilities(), topics.origins());
      return new Options(dataDirectory, external, kafkaPort, registryPort, health, fewer, streams, emails, tasks, intents, dispatch, runner, tracing, handlers, connect);
    }

    Options withThreads(int threads) {
      var more = new StreamsSettings(threads, streams.commitInterval(), streams.stateDir(), streams.storeMemory(), streams.standbys());
      return new Options(dataDirectory, external, kafkaPort, registryPort, health, topics, more, emails, tasks, intents, dispatch, runner, tracing, handlers, connect);
    }
  }

  private DevStack() {}

  /**
   * Starts and waits until everything runs.
   *
   * @throws CommandFailedException or another exception with a sentence; nothing is left running
   */
  static DevStack start(Options options) {
    var stack = new DevStack();
    try {
      stack.startParts(options);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return connection.bootstrapServers();
  }

  URI registry() {
    return connection.registry();
  }

  /** Base address of health and metrics. */
  String healthUrl() {
    return health.url();
  }

  OptionalLong registryPid() {
    return registryPid;
  }

  /** Where the model is that answers by a script; empty where a model is configured. */
  Optional<URI> scriptedModel() {
    return scriptedModel;
  }

  /** The worker that runs the connectors. */
  Optional<ConnectWorker> connect() {
    return connect;
  }

  /**
   * Stops dispatch and starts it again.
   *
   * @param loseState whether what it keeps on disk is gone then, as on another machine
   */
  void restartDispatch(boolean loseState, Duration timeout) throws InterruptedException {
    parts.remove(dispatch);
    dispatch.close();
    if (loseState) {
      lose(dispatchConfig.streams().stateDir().resolve(dispatch.parts().getFirst().applicationId()));
    }
    dispatch = DispatchApp.start(dispatchConfig, Metrics.ofForebayOnly());
    parts.push(dispatch);
    if (!dispatch.awaitRunning(timeout)) {
      throw new CommandFailedException("Dispatch did not start again within " + timeout.toSeconds() + " s.");
    }
  }

  /**
   * Stops tasks and starts them again.
   *
   * @param loseState whether what they keep on disk is gone then, as on another machine
   */
  void restartTasks(boolean loseState, Duration timeout) throws InterruptedException {
    parts.remove(tasks);
    tasks.close();
    if (loseState) {
      lose(tasksState());
    }
    tasks = TasksApp.start(tasksConfig, Metrics.ofForebayOnly());
    parts.push(tasks);
    if (!tasks.awaitRunning(timeout)) {
      throw new CommandFailedException("Tasks did not start again within " + timeout.toSeconds() + " s.");
    }
  }

  /** Folder of what tasks keep on disk. */
  Path tasksState() {
    return tasksConfig.streams().stateDir().resolve(tasks.applicationId());
  }

  private static void lose(Path state) {
    try {
      deleteTree(state);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot remove the state in " + state + ": " + e.getMessage(), e);
    }
  }

  /** Waits until an application has stopped, by itself or because the stack was closed. */
  void awaitStopped() throws InterruptedException {
    var stopped = new CountDownLatch(1);
    for (TopologyApp application : applications) {
      Thread.ofVirtual().name("await-" + application.applicationId()).start(() -> awaitStopped(application, stopped));
    }
    stopped.await();
  }

  /** Why an application stopped by itself. */
  Optional<String> failure() {
    return applications.stream()
        .filter(application -> application.failure() != null)
        .map(application -> application.applicationId() + " stopped: " + application.failure().getMessage())
        .findFirst()
        .or(() -> Optional.ofNullable(runner.failure()).map(failure -> "The runner stopped: " + failure.getMessage()));
  }

  /** Stops the parts, last started first. Called twice when a signal comes: by the signal's hook, and by whoever waits for the end. */
  @Override
  public synchronized void close() {
    var failures = new ArrayList<Exception>();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      var failure = new IllegalStateException("a part of the dev stack did not stop", failures.getFirst());
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private void startParts(Options options) {
    options.connect().ifPresent(DevConnect::check);
    Path state = stateDirectory(options);
    var metrics = Metrics.of(MetricsConfig.defaults());
    var steps = CompletableFuture.supplyAsync(() -> EmailSteps.load(metrics));
    connection = options.external().orElseGet(() -> startKafka(options));
    applyContract(connection, options.topics().catalogue());
    var streams = options.streams().withStateDir(state);
    var emails = EmailsApp.start(new EmailsAppConfig(connection, options.topics(), streams, options.emails()), join(steps), metrics);
    parts.push(emails);
    tasksConfig = new TasksAppConfig(connection, options.topics(), streams, options.tasks());
    tasks = TasksApp.start(tasksConfig, metrics);
    parts.push(tasks);
    var intents = IntentsApp.start(new IntentsAppConfig(connection, options.topics(), streams, options.intents()), metrics);
    parts.push(intents);
    dispatchConfig = new DispatchAppConfig(connection, options.topics(), streams, options.dispatch());
    dispatch = DispatchApp.start(dispatchConfig, metrics);
    parts.push(dispatch);
    runner = RunnerApp.start(runnerConfig(options, state), metrics);
    parts.push(runner);
    applications = Stream.concat(Stream.of(emails, tasks, intents), dispatch.parts().stream()).toList();
    var checks = new ArrayList<HealthCheck>(applications.stream().map(TopologyHealth::of).toList());
    checks.add(runner.health());
    options.connect().ifPresent(_ -> checks.add(new ConnectHealth(() -> connect)));
    health = HealthServer.start(options.health(), metrics, checks);
    parts.push(health);
    awaitRunning();
    connect = options.connect().map(worker -> DevConnect.start(worker, connection, options.topics().prefix()));
    connect.ifPresent(parts::push);
  }

  private RunnerConfig runnerConfig(Options options, Path state) {
    var settings = options.runner().withBlobDir(options.dataDirectory().orElse(state).resolve("blobs"));
    return new RunnerConfig(connection, options.topics(), settings, options.tracing(), withModel(options.handlers()));
  }

  /** Agents are to be tried before anybody has a model. */
  private ConfigSection withModel(ConfigSection handlers) {
    if (handlers.isSet("llm.base-url")) {
      return handlers;
    }
    var model = ScriptedModel.start(0, Script.shipped());
    parts.push(model);
    scriptedModel = Optional.of(model.url());
    return handlers
        .withDefault("llm.base-url", model.url().toString())
        .withDefault("llm.model", ScriptedModel.MODEL)
        .withDefault("llm.embedding-model", ScriptedModel.MODEL);
  }

  private ConnectionSettings startKafka(Options options) {
    var registry = RegistryOptions.fromSystemProperty().withPort(options.registryPort());
    var stackOptions = StackOptions.throwAway().withBrokerPort(options.kafkaPort()).withRegistry(registry);
    KafkaStack kafka =
        KafkaStack.start(options.dataDirectory().map(stackOptions::withDataDirectory).orElse(stackOptions));
    parts.push(kafka);
    registryPid = kafka.registryPid();
    return ConnectionSettings.to(kafka.bootstrapServers(), kafka.registryUrl(), true);
  }

  /** Makes topics and schemas what the catalogue says. */
  static void applyContract(ConnectionSettings connection, Topics topics) {
    try (Admin admin = Admin.create(KafkaClients.admin(connection.bootstrapServers()))) {
      new TopicSetup(admin, connection.bootstrapServers()).apply(topics);
    }
    new SchemaSetup(connection.registry()).apply(topics);
  }

  private void awaitRunning() {
    try {
      for (TopologyApp application : applications) {
        if (!application.awaitRunning(START_TIMEOUT)) {
          throw new CommandFailedException(
              application.applicationId() + " did not start within " + START_TIMEOUT.toSeconds() + " s: " + application.state());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while starting", e);
    }
  }

  private static void awaitStopped(TopologyApp application, CountDownLatch stopped) {
    try {
      application.awaitStopped();
      stopped.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path stateDirectory(Options options) {
    if (options.dataDirectory().isPresent()) {
      return options.dataDirectory().get().resolve("streams");
    }
    try {
      Path directory = Files.createTempDirectory("forebay-streams");
      parts.push(() -> deleteTree(directory));
      return directory;
    } catch (IOException e) {
      throw new CommandFailedException("Cannot create a temporary folder: " + e.getMessage() + "; free some space or set TMPDIR.", e);
    }
  }

  static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
