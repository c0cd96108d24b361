package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.connect.worker.WorkerSettings;
import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** What faults happen to: a broker that can be restarted, in this process or killed in one of its own, and processes that can be killed. */
final class FaultStage implements AutoCloseable {
  private static final int LOOK_MS = 50;
  private static final Duration BROKER_UP_MAX = Duration.ofMinutes(2);

  private final Path folder;
  private final Path ledgers;
  private final Crew crew;
  private final String kafka;
  private final URI registry;
  private final List<Actor> runners = new ArrayList<>();
  private final List<Actor> dispatches = new ArrayList<>();
  private final List<Actor> tasks = new ArrayList<>();
  private final List<Actor> others = new ArrayList<>();
  private final List<Actor> intents = new ArrayList<>();
  private KafkaStack stack;
  private Actor broker;

  /**
   * Which processes there are.
   *
   * @param runners that do the work of actions; with none there is no dispatch
   * @param tasks that run tasks
   * @param intents that decide intents
   * @param standbys copies of the state of tasks and intents in other processes
   */
  record Crew(int runners, int tasks, int intents, int standbys) {}

  /** A process in a folder of its own name. */
  final class Actor {
    private final Part part;
    private final String name;
    private final Path where;
    private Process process;

    private Actor(Part part, int index, Path where) throws IOException {
      this.part = part;
      name = part.name().toLowerCase(Locale.ROOT) + "-" + index;
      this.where = where;
      start();
    }

    private void start() throws IOException {
      process = launch(part, name, where);
    }

    /** Kills it with SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Starts it again, on what it left. */
    void startAgain() throws IOException {
      start();
    }

    /** Starts it again where it ended by itself, as whoever watches over processes does. */
    void keepAlive() throws IOException {
      if (!process.isAlive()) {
        start();
      }
    }

    long pid() {
      return process.pid();
    }

    boolean isUp() {
      return !process.isAlive() || Files.exists(FaultPartCommand.mark(where, process.pid()));
    }

    private void killWithChildren() throws InterruptedException {
      List<ProcessHandle> children = process.descendants().toList();
      kill();
      children.forEach(ProcessHandle::destroyForcibly);
      children.forEach(child -> child.onExit().join());
    }
  }

  /** Starts everything in a folder, which must be empty; broker and registry in this process. */
  FaultStage(Path folder, Crew crew) throws IOException {
    this(folder, crew, freeAddress(), URI.create("http://" + freeAddress()));
    stack = KafkaStack.start(options(kafka, registry, folder));
    startCrew();
  }

  private FaultStage(Path folder, Crew crew, String kafka, URI registry) throws IOException {
    this.folder = folder;
    this.crew = crew;
    this.kafka = kafka;
    this.registry = registry;
    ledgers = Files.createDirectories(folder.resolve("ledgers"));
  }

  /** Starts broker and registry alone in a folder, which must be empty, in a process of their own. */
  static FaultStage withBrokerApart(Path folder) throws IOException, InterruptedException {
    var stage = new FaultStage(folder, new Crew(0, 0, 0, 0), freeAddress(), URI.create("http://" + freeAddress()));
    try {
      stage.broker = stage.start(Part.BROKER, 0);
      stage.awaitUp(BROKER_UP_MAX);
      stage.startCrew();
      return stage;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /** Of a stack on these addresses of this machine, with its data below the folder. */
  static StackOptions options(String kafka, URI registry, Path folder) {
    return StackOptions.throwAway()
        .withDataDirectory(folder.resolve("data"))
        .withBrokerPort(Integer.parseInt(kafka.substring(kafka.lastIndexOf(':') + 1)))
        .withRegistry(RegistryOptions.fromSystemProperty().withPort(registry.getPort()));
  }

  private void startCrew() throws IOException {
    var topics = FaultPartCommand.topics().catalogue();
    try (Admin admin = Admin.create(KafkaClients.admin(kafka()))) {
      new TopicSetup(admin, kafka()).apply(topics);
    }
    new SchemaSetup(registry).apply(topics);
    for (int i = 0; i < Math.min(1, crew.runners); i++) {
      dispatches.add(new Actor(Part.DISPATCH, i, folder));
    }
    for (int i = 0; i < crew.runners; i++) {
      runners.add(new Actor(Part.RUNNER, i, ledgers));
    }
    for (int i = 0; i < crew.tasks; i++) {
      tasks.add(new Actor(Part.TASKS, i, folder));
    }
    for (int i = 0; i < crew.intents; i++) {
      intents.add(new Actor(Part.INTENTS, i, folder));
    }
  }

  String kafka() {
    return kafka;
  }

  URI registry() {
    return registry;
  }

  /** Folder of the handlers' ledgers. */
  Path ledgers() {
    return ledgers;
  }

  Crew crew() {
    return crew;
  }

  /** Whether every process works that is not dead; what is still starting cannot fail. */
  boolean isUp() {
    return List.of(dispatches, runners, tasks, intents, others).stream().flatMap(List::stream).allMatch(Actor::isUp);
  }

  /**
   * Waits until that is so.
   *
   * @throws CommandFailedException after this time
   */
  void awaitUp(Duration timeout) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!isUp()) {
      if (System.nanoTime() - startNanos > timeout.toNanos()) {
        throw new CommandFailedException("Not everything was up within " + timeout.toSeconds() + " s; see the logs in " + folder + ".");
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** Starts one more process, in a folder where its configuration is; it ends with the stage. */
  Actor start(Part part, int index) throws IOException {
    var actor = new Actor(part, index, folder);
    others.add(actor);
    return actor;
  }

  /** Kills a runner with SIGKILL and starts another in its place. */
  void killRunner(int index) throws IOException, InterruptedException {
    runners.get(index).kill();
    runners.get(index).start();
  }

  /** Kills dispatch with SIGKILL and starts it again. */
  void killDispatch() throws IOException, InterruptedException {
    dispatches.getFirst().kill();
    dispatches.getFirst().start();
  }

  /** Kills a process of tasks with SIGKILL; returns when it is dead. */
  void killTasks(int index) throws InterruptedException {
    tasks.get(index).kill();
  }

  /** Starts a process of tasks that was killed again, on the state that it left. */
  void startTasks(int index) throws IOException {
    tasks.get(index).start();
  }

  /** Kills a process of intents with SIGKILL; returns when it is dead. */
  void killIntents(int index) throws InterruptedException {
    intents.get(index).kill();
  }

  /** Starts a process of intents that was killed again, on the state that it left. */
  void startIntents(int index) throws IOException {
    intents.get(index).start();
  }

  /** Partitions of a topic that a process of tasks reads, as the broker tells. */
  Set<Integer> partitionsOf(int index, String application, String topic) throws InterruptedException {
    return partitionsOf(tasks.get(index), application, topic);
  }

  /** Partitions of a topic that a process of intents reads, as the broker tells. */
  Set<Integer> partitionsOfIntents(int index, String application, String topic) throws InterruptedException {
    return partitionsOf(intents.get(index), application, topic);
  }

  private Set<Integer> partitionsOf(Actor actor, String application, String topic) throws InterruptedException {
    try (Admin admin = Admin.create(KafkaClients.admin(kafka()))) {
      return admin.describeConsumerGroups(List.of(application)).all().get().get(application).members().stream()
          .filter(member -> member.clientId().startsWith(actor.name + "-"))
          .flatMap(member -> member.assignment().topicPartitions().stream())
          .filter(partition -> partition.topic().equals(topic))
          .map(TopicPartition::partition)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(kafka(), e.getCause());
    }
  }

  /** Stops the broker and the registry, and starts them again where they were. */
  void restartBroker() {
    stack.close();
    stack = KafkaStack.start(options(kafka, registry, folder));
  }

  /** Kills the broker, and the registry with it, by SIGKILL where they are in a process of their own. */
  void killBroker() throws InterruptedException {
    broker.killWithChildren();
  }

  /** Starts the broker that was killed again, on what it left. */
  void startBroker() throws IOException {
    broker.startAgain();
  }

  /** Starts a broker in a process of its own again where it ended by itself. */
  void keepBrokerAlive() throws IOException {
    broker.keepAlive();
  }

  private Process launch(Part part, String name, Path where) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    WorkerSettings.builtPlugins().forEach(plugins -> command.add("-D" + WorkerSettings.PLUGINS_PROPERTY + "=" + plugins));
    RegistryOptions.fromSystemProperty().home().ifPresent(home -> command.add("-D" + RegistryOptions.HOME_PROPERTY + "=" + home));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Forebay.class.getName(), "bench", "fault-part", part.name()));
    command.addAll(List.of("--kafka", kafka(), "--registry", registry().toString(), "--folder", where.toString()));
    command.addAll(List.of("--name", name, "--standbys", Integer.toString(part == Part.TASKS || part == Part.INTENTS ? crew.standbys : 0)));
    File log = folder.resolve(name + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .redirectError(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /** A port of 127.0.0.1 that nobody listens on. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String freeAddress() throws IOException {
    return "127.0.0.1:" + freePort();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = broker == null ? List.of() : broker.process.descendants().toList();
    List.of(dispatches, runners, tasks, intents, others).stream().flatMap(List::stream).forEach(actor -> actor.process.destroyForcibly());
    children.forEach(ProcessHandle::destroyForcibly);
    if (stack != null) {
      stack.close();
    }
  }
}
