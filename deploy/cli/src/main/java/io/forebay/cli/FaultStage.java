package io.forebay.cli;

import io.forebay.cli.FaultPartCommand.Part;
import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** What faults happen to: a broker that can be restarted, and dispatch and runners as processes that can be killed. */
final class FaultStage implements AutoCloseable {
  private final Path folder;
  private final Path state;
  private final StackOptions options;
  private final List<Process> runners = new ArrayList<>();
  private KafkaStack stack;
  private Process dispatch;

  /** Starts everything in a folder, which must be empty. */
  FaultStage(Path folder, int runnerCount) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("ledgers"));
    state = folder;
    options =
        StackOptions.throwAway()
            .withDataDirectory(folder.resolve("data"))
            .withBrokerPort(freePort())
            .withRegistry(RegistryOptions.fromSystemProperty().withPort(freePort()));
    stack = KafkaStack.start(options);
    var topics = FaultPartCommand.topics().catalogue();
    try (Admin admin = Admin.create(KafkaClients.admin(kafka()))) {
      new TopicSetup(admin, kafka()).apply(topics);
    }
    new SchemaSetup(stack.registryUrl()).apply(topics);
    dispatch = launch(Part.DISPATCH, state);
    for (int i = 0; i < runnerCount; i++) {
      runners.add(launch(Part.RUNNER, this.folder));
    }
  }

  String kafka() {
    return stack.bootstrapServers();
  }

  java.net.URI registry() {
    return stack.registryUrl();
  }

  /** Folder of the handlers' ledgers. */
  Path ledgers() {
    return folder;
  }

  int runnerCount() {
    return runners.size();
  }

  /** Whether dispatch and all runners work; what is still starting cannot fail. */
  boolean isUp() {
    return isUp(dispatch, state) && runners.stream().allMatch(runner -> isUp(runner, folder));
  }

  private static boolean isUp(Process process, Path where) {
    return Files.exists(FaultPartCommand.mark(where, process.pid()));
  }

  /** Kills a runner with SIGKILL and starts another in its place. */
  void killRunner(int index) throws IOException, InterruptedException {
    kill(runners.get(index));
    runners.set(index, launch(Part.RUNNER, folder));
  }

  /** Kills dispatch with SIGKILL and starts it again. */
  void killDispatch() throws IOException, InterruptedException {
    kill(dispatch);
    dispatch = launch(Part.DISPATCH, state);
  }

  /** Stops the broker and the registry, and starts them again where they were. */
  void restartBroker() {
    stack.close();
    stack = KafkaStack.start(options);
  }

  private Process launch(Part part, Path where) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Forebay.class.getName(), "bench", "fault-part", part.name()));
    command.addAll(List.of("--kafka", kafka(), "--registry", registry().toString(), "--folder", where.toString()));
    File log = state.resolve(part.name().toLowerCase(java.util.Locale.ROOT) + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .redirectError(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    runners.forEach(Process::destroyForcibly);
    dispatch.destroyForcibly();
    stack.close();
  }
}
