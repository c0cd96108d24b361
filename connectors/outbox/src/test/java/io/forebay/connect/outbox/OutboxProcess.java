package io.forebay.connect.outbox;

import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ingest in a process of its own, which can be killed; ends with its standard input. */
final class OutboxProcess implements AutoCloseable {
  /** What configurations call the password. */
  static final String PASSWORD = "OUTBOX_PASSWORD";

  private final Path config;
  private Process process;

  private OutboxProcess(Path config) throws IOException {
    this.config = config;
    start();
  }

  static OutboxProcess start(Path config) throws IOException {
    return new OutboxProcess(config);
  }

  public static void main(String[] arguments) throws IOException {
    var config = ConfigLoader.load(OutboxConfig.class, Optional.of(Path.of(arguments[0])), Map.of(PASSWORD, "postgres"));
    try (var _ = OutboxIngest.start(config)) {
      while (System.in.read() >= 0) {
        // Whoever started this is alive.
      }
    }
  }

  private void start() throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    var log = ProcessBuilder.Redirect.appendTo(config.resolveSibling("ingest.log").toFile());
    List<String> command = List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), OutboxProcess.class.getName(), config.toString());
    process = new ProcessBuilder(command).redirectOutput(log).redirectError(log).start();
  }

  /** Kills it with SIGKILL and starts another in its place. */
  void killAndStartAgain() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
