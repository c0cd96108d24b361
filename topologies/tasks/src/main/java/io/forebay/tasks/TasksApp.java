package io.forebay.tasks;

import io.forebay.runtime.Metrics;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Starts the tasks topology as an application. */
public final class TasksApp {
  /** Timers are looked at between polls, so a poll must not wait for long. */
  private static final long POLL_MS = 10;

  /**
   * Who takes over the tasks of a process that is gone waits until that one's transaction has timed out, besides the time between its commits; Kafka Streams'
   * default is 10 s. The broker looks every ten seconds unless it has {@code transaction.abort.timed.out.transaction.cleanup.interval.ms}.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);

  /** The shortest that brokers allow by default; {@code group.min.session.timeout.ms}. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  private TasksApp() {}

  /** Starts and returns at once; its topics must exist. */
  public static TopologyApp start(TasksAppConfig config, Metrics metrics) {
    Topics topics = config.topics().catalogue();
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    String application = topics.tasksApplication();
    return TopologyApp.start(
        application,
        TasksTopology.build(config.tasks(), topics, serdes, metrics),
        StreamsConfig.EXACTLY_ONCE_V2,
        config.kafka(),
        config.streams(),
        topics.deadLetters(application).name(),
        metrics,
        Map.of(
            StreamsConfig.POLL_MS_CONFIG, POLL_MS,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.tasks().commitInterval().toMillis(),
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis(),
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                (int) TRANSACTION_TIMEOUT.plus(config.tasks().commitInterval()).toMillis(),
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0));
  }
}
