package io.forebay.cli;

import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import io.forebay.intents.IntentsApp;
import io.forebay.intents.IntentsAppConfig;
import io.forebay.intents.IntentsConfig;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.runtime.TopologyApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Kafka, the registry and intents in this process, and nothing else that would take processors and memory from what is measured. */
final class IntentsStack implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(1);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private ConnectionSettings connection;

  private IntentsStack() {}

  /**
   * Starts and waits until everything runs.
   *
   * @param threads that decide
   */
  static IntentsStack start(int threads) {
    var stack = new IntentsStack();
    try {
      stack.startParts(threads);
      return stack;
    } catch (IOException e) {
      stack.close();
      throw new CommandFailedException("Cannot create a temporary folder: " + e.getMessage() + "; free some space or set TMPDIR.", e);
    } catch (InterruptedException e) {
      stack.close();
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while starting", e);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startParts(int threads) throws IOException, InterruptedException {
    Path state = Files.createTempDirectory("forebay-streams");
    parts.push(() -> DevStack.deleteTree(state));
    KafkaStack kafka = KafkaStack.start(StackOptions.throwAway().withRegistry(RegistryOptions.fromSystemProperty()));
    parts.push(kafka);
    connection = ConnectionSettings.to(kafka.bootstrapServers(), kafka.registryUrl(), true);
    var topics = TopicsSettings.defaults();
    DevStack.applyContract(connection, topics.catalogue());
    var streams = StreamsSettings.defaults();
    var settings = new StreamsSettings(threads, streams.commitInterval(), state, streams.storeMemory(), streams.standbys());
    TopologyApp intents = IntentsApp.start(new IntentsAppConfig(connection, topics, settings, IntentsConfig.defaults()), Metrics.ofForebayOnly());
    parts.push(intents);
    if (!intents.awaitRunning(START_MAX)) {
      throw new CommandFailedException("Intents did not start within " + START_MAX.toSeconds() + " s.");
    }
  }

  String bootstrapServers() {
    return connection.bootstrapServers();
  }

  URI registry() {
    return connection.registry();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new CommandFailedException("A part did not stop: " + e.getMessage(), e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
