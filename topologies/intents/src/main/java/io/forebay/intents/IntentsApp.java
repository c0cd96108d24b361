package io.forebay.intents;

import io.forebay.runtime.Metrics;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Starts the intents topology as an application. */
public final class IntentsApp {
  /** A backlog is decided between polls, so a poll must not wait for long. */
  private static final long POLL_MS = 5;

  /** Holds what changed since the last commit, so that a subject's state is written once a commit and not once an observation. */
  private static final long CACHE_BYTES = 32L << 20;

  /** The shortest that brokers allow unless told otherwise: for so long nobody decides what a process that died would have. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  /** Those who take over learn of it with a heartbeat. */
  private static final int HEARTBEAT_MS = 300;

  private IntentsApp() {}

  /** Starts and returns at once; its topics must exist. */
  public static TopologyApp start(IntentsAppConfig config, Metrics metrics) {
    Topics topics = config.topics().catalogue();
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    String application = topics.intentsApplication();
    return TopologyApp.start(
        application,
        IntentsTopology.build(config.intents(), topics, serdes, metrics),
        StreamsConfig.AT_LEAST_ONCE,
        config.kafka(),
        config.streams(),
        topics.deadLetters(application).name(),
        metrics,
        Map.of(
            StreamsConfig.POLL_MS_CONFIG, POLL_MS,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.intents().commitInterval().toMillis(),
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS,
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0));
  }
}
