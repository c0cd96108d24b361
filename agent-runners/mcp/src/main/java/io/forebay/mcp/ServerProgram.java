package io.forebay.mcp;

import io.forebay.runtime.Secret;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs as a child of the runner, with an environment of its own. */
final class ServerProgram {
  /** What a program needs to find others, its user's files and a place for temporary ones. */
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Process process;

  private ServerProgram(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param environment the runner's own, of which nearly nothing is passed on
   * @throws IOException if there is no such program, or it may not be run
   */
  static ServerProgram start(McpServer server, Map<String, String> environment) throws IOException {
    List<String> command = Stream.concat(Stream.of(server.command()), server.args().stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    environment.entrySet().stream().filter(entry -> PASSED_ON.contains(entry.getKey())).forEach(entry -> builder.environment().put(entry.getKey(), entry.getValue()));
    builder.environment().putAll(server.env());
    for (Map.Entry<String, Secret> entry : server.secretEnv().entrySet()) {
      builder.environment().put(entry.getKey(), entry.getValue().reveal());
    }
    if (server.workingDir() != null) {
      builder.directory(new File(server.workingDir().toString()));
    }
    return new ServerProgram(builder.start());
  }

  Process process() {
    return process;
  }

  /**
   * Waits for it to end, which it should when its input ends; then asks it to, then kills it. What it has started is killed with it. Takes
   * four seconds at most.
   *
   * <p>Works on handles, since {@link Process#destroy()} waits for a thread that still writes to a program that does not read.
   */
  void stop() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (!endsSoon()) {
        process.toHandle().destroy();
        endsSoon();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.toHandle().destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private boolean endsSoon() throws InterruptedException {
    return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
