package io.forebay.connect.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A worker in a process of its own, which a test can kill. */
record WorkerProcess(Process process, WorkerRest rest) implements AutoCloseable {

  /** What the process runs: a worker until standard input ends, so that it never outlives the test. */
  public static void main(String[] arguments) throws IOException {
    try (var worker = ConnectWorker.start(WorkerSettings.of(arguments[0]))) {
      System.out.println(worker.url());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    Runtime.getRuntime().halt(0);
  }

  /**
   * Starts one and waits until it takes connectors.
   *
   * @param log where it tells what it does
   */
  static WorkerProcess start(String bootstrapServers, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-D" + WorkerSettings.PLUGINS_PROPERTY + "=" + System.getProperty(WorkerSettings.PLUGINS_PROPERTY),
                    "-cp",
                    System.getProperty("java.class.path"),
                    WorkerProcess.class.getName(),
                    bootstrapServers))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    String url = process.inputReader().readLine();
    if (url == null) {
      throw new AssertionError("the worker ended: " + Files.readString(log));
    }
    return new WorkerProcess(process, WorkerRest.at(URI.create(url)));
  }

  /** SIGKILL: nothing of it gets a chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    rest.close();
    process.destroyForcibly();
  }
}
