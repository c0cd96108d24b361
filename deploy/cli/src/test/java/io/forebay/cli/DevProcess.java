package io.forebay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code ./forebay dev} as a user runs it: a process that a signal ends. */
record DevProcess(Process process, JsonNode endpoints) implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Starts on free ports and waits until it runs.
   *
   * @param more options
   */
  static DevProcess start(Path dataDirectory, Path log, String... more) throws IOException {
    String[] options = {"dev", "--json", "--data-dir", dataDirectory.toString(), "--kafka-port", "0", "--registry-port", "0", "--health-port", "0"};
    Process process =
        Launcher.command(SharedStack.with(options, more))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new AssertionError("forebay dev ended: " + Files.readString(log));
    }
    return new DevProcess(process, JsonMapper.builder().build().readTree(line));
  }

  String kafka() {
    return endpoints.path("kafka").asText();
  }

  /** Runs a command against it. */
  CommandRun run(String... arguments) {
    return CommandRun.of(SharedStack.with(arguments, "--kafka", kafka(), "--registry", endpoints.path("registry").asText()));
  }

  /** Everything that it has started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Ends it as {@code kill} does, and tells its exit code; empty if it does not end. */
  Optional<Integer> terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_TIMEOUT) ? Optional.of(process.exitValue()) : Optional.empty();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
