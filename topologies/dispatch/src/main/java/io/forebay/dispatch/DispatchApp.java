package io.forebay.dispatch;

import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Dispatch and the gate before it as one process part: two applications of Kafka Streams that run together. */
public final class DispatchApp implements AutoCloseable {
  /** Timers are looked at between polls, so a poll must not wait for long. */
  private static final long POLL_MS = 10;

  /** A commit waits for everything that was sent; nobody waits for a commit here, and a crash costs reading again what came since. */
  private static final long COMMIT_MS = 500;

  private final TopologyApp dispatch;
  private final TopologyApp gate;

  private DispatchApp(TopologyApp dispatch, TopologyApp gate) {
    this.dispatch = dispatch;
    this.gate = gate;
  }

  /** Starts and returns at once; its topics must exist. */
  public static DispatchApp start(DispatchAppConfig config, Metrics metrics) {
    Topics topics = config.topics().catalogue();
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    TopologyApp dispatch =
        start(topics.dispatchApplication(), DispatchTopology.build(config.dispatch(), topics, serdes, metrics), config, config.streams(), topics, metrics, answerAtOnce());
    TopologyApp gate =
        start(topics.gateApplication(), GateTopology.build(topics), config, oneThread(config.streams()), topics, metrics, readCommitted());
    return new DispatchApp(dispatch, gate);
  }

  /** Dispatch first, then the gate. */
  public List<TopologyApp> parts() {
    return List.of(dispatch, gate);
  }

  /** Waits until both run for the first time; false if they did not within the time. */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return dispatch.awaitRunning(timeout) && gate.awaitRunning(timeout);
  }

  @Override
  public void close() {
    try (dispatch) {
      gate.close();
    }
  }

  private static TopologyApp start(
      String application,
      org.apache.kafka.streams.Topology topology,
      DispatchAppConfig config,
      StreamsSettings streams,
      Topics topics,
      Metrics metrics,
      Map<String, Object> properties) {
    return TopologyApp.start(
        application,
        topology,
        StreamsConfig.AT_LEAST_ONCE,
        config.kafka(),
        streams,
        topics.deadLetters(application).name(),
        metrics,
        properties);
  }

  private static StreamsSettings oneThread(StreamsSettings settings) {
    return new StreamsSettings(1, settings.commitInterval(), settings.stateDir(), settings.storeMemory(), settings.standbys());
  }

  private static Map<String, Object> answerAtOnce() {
    return Map.of(
        StreamsConfig.POLL_MS_CONFIG, POLL_MS,
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS,
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0,
        StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all",
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_uncommitted");
  }

  private static Map<String, Object> readCommitted() {
    return Map.of(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS,
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0,
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
  }
}
