package io.forebay.cli;

import io.forebay.intents.IntentsConfig;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopologyApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** A topology that passes bytes through at least once, and does nothing else: what Kafka Streams alone needs. */
final class BareTopology implements AutoCloseable {
  static final String IN = "bench.pass-in";
  static final String OUT = "bench.pass-out";
  private static final String APPLICATION = "bench.pass";
  private static final Duration START_MAX = Duration.ofMinutes(1);

  /** As the intents topology has it; the same holds for the time between commits. */
  private static final long POLL_MS = 5;

  private final TopologyApp app;
  private final Path state;

  BareTopology(String kafka, int partitions, int threads) {
    try (Admin admin = Admin.create(KafkaClients.admin(kafka))) {
      var topics =
          List.of(
              new NewTopic(IN, Optional.of(partitions), Optional.empty()),
              new NewTopic(OUT, Optional.of(partitions), Optional.empty()),
              new NewTopic(APPLICATION + ".dlq", Optional.of(1), Optional.empty()));
      admin.createTopics(topics).all().get();
      state = Files.createTempDirectory("forebay-bench");
      app =
          TopologyApp.start(
              APPLICATION,
              topology(),
              StreamsConfig.AT_LEAST_ONCE,
              new ConnectionSettings(kafka, null, false, Map.of()),
              new StreamsSettings(threads, null, state, null, null),
              APPLICATION + ".dlq",
              Metrics.ofForebayOnly(),
              Map.of(
                  StreamsConfig.POLL_MS_CONFIG, POLL_MS,
                  StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, IntentsConfig.defaults().commitInterval().toMillis(),
                  StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0));
      app.awaitRunning(START_MAX);
    } catch (ExecutionException | IOException e) {
      throw new CommandFailedException("Cannot start the pass-through: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while starting the pass-through", e);
    }
  }

  private static Topology topology() {
    var builder = new StreamsBuilder();
    builder.stream(IN, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("ingest-bench-in"))
        .to(OUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("egress-bench-out"));
    return builder.build();
  }

  @Override
  public void close() {
    app.close();
    try {
      DevStack.deleteTree(state);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot remove " + state + ": " + e.getMessage(), e);
    }
  }
}
