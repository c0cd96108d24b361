package io.forebay.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a topology runs as a process.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param stateDir folder of the state stores; rebuilt from Kafka when lost
 * @param threads stream threads
 * @param commitInterval time between commits, hence between a result being written and being readable; 1 ms to 1 min
 * @param storeMemoryBytes of all state stores together
 * @param kafka more client properties, by Kafka's names; they win over everything that the application sets
 */
public record StreamsConfiguration(
    String bootstrapServers,
    Path stateDir,
    int threads,
    Duration commitInterval,
    long storeMemoryBytes,
    Map<String, String> kafka) {

  public StreamsConfiguration {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("streams.threads must be from 1 to 256, got " + threads);
    }
    if (commitInterval.compareTo(Duration.ofMillis(1)) < 0 || commitInterval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("streams.commit-interval must be from PT0.001S to PT1M, got " + commitInterval);
    }
    if (storeMemoryBytes < 8L << 20) {
      throw new IllegalArgumentException("streams.store-memory-bytes must be at least 8388608, got " + storeMemoryBytes);
    }
    kafka = Map.copyOf(kafka);
  }
}
