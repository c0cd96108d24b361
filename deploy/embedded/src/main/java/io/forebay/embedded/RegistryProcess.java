package io.forebay.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Apicurio Registry as a child process that ends with this one. */
final class RegistryProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  /** Ctrl-C in a terminal reaches this process and the registry's at once; the one that was meant closes the stack. */
  private static final int INTERRUPTED = 128 + 2;

  private final Process process;
  private final RegistryLog log;
  private final CompletableFuture<RegistryAddress> address = new CompletableFuture<>();
  private final Thread drain;
  private volatile boolean closing;

  private RegistryProcess(Process process, RegistryLog log) {
    this.process = process;
    this.log = log;
    this.drain = Thread.ofPlatform().daemon().name("registry-log").unstarted(this::drain);
  }

  /**
   * Starts the process and returns at once; {@link #awaitReady} waits for it.
   *
   * @param directory for its database and log; {@code inMemory} keeps the former in memory
   */
  static RegistryProcess start(RegistryHome home, RegistryOptions options, Path directory, boolean inMemory) {
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder = RegistryCommand.of(home, options, directory, inMemory);
      RegistryProcess registry =
          new RegistryProcess(builder.start(), new RegistryLog(directory.resolve("registry.log")));
      registry.drain.start();
      return registry;
    } catch (IOException e) {
      throw new StackStartException(
          "The registry's process cannot be started in %s (%s).".formatted(directory, StackFailures.reason(e)), e);
    }
  }

  /**
   * Waits until the registry answers.
   *
   * @return its base address
   * @throws StackStartException when it ends or is silent for too long
   */
  RegistryAddress awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try {
      RegistryAddress found = address.get(START_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      while (!isHealthy(found)) {
        if (!process.isAlive()) {
          throw ended(null);
        }
        if (System.nanoTime() > deadline) {
          throw silent(null);
        }
        Thread.sleep(POLL);
      }
      return found;
    } catch (ExecutionException e) {
      throw ended(e);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackStartException("The start of the registry was interrupted.", e);
    }
  }

  /** Plain on purpose: the JDK's newer client costs more processor time here than the rest of the wait. */
  private static boolean isHealthy(RegistryAddress address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.health().toURL().openConnection();
      connection.setConnectTimeout((int) ANSWER_TIMEOUT.toMillis());
      connection.setReadTimeout((int) ANSWER_TIMEOUT.toMillis());
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private StackStartException ended(Throwable cause) {
    return new StackStartException(
        "The registry ended with exit code %d before it was ready (\"%s\"): see %s, and mend that or choose another data directory."
            .formatted(process.onExit().join().exitValue(), String.join("; ", log.tail()), log.file()),
        cause);
  }

  private StackStartException silent(Throwable cause) {
    return new StackStartException(
        "The registry was not ready after %d s: see %s, and start again on a less busy machine."
            .formatted(START_TIMEOUT.toSeconds(), log.file()),
        cause);
  }

  long pid() {
    return process.pid();
  }

  /** Completes with a sentence when the process ends without being asked to. */
  CompletableFuture<String> failure() {
    return process
        .onExit()
        .thenCompose(
            ended ->
                closing || ended.exitValue() == INTERRUPTED
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(
                        "The registry stopped with exit code %d: see %s.".formatted(ended.exitValue(), log.file())));
  }

  /** Lets it begin to stop; {@link #close} waits for it. */
  void askToStop() {
    closing = true;
    process.toHandle().destroy(); // Process.destroy would also close the pipes, which tells the child to halt.
  }

  @Override
  public void close() {
    askToStop();
    try {
      if (!process.waitFor(STOP_TIMEOUT)) {
        process.toHandle().destroyForcibly();
      }
      drain.join();
    } catch (InterruptedException e) {
      process.toHandle().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    try {
      log.drain(process.inputReader(), line -> RegistryAddress.parse(line).ifPresent(address::complete));
    } finally {
      address.completeExceptionally(new EOFException("the registry's output has ended"));
    }
  }
}
