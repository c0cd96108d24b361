package io.forebay.tasks;

import io.forebay.runtime.Metrics;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Starts the tasks topology as an application. */
public final class TasksApp {
  /** Timers are looked at between polls, so a poll must not wait for long. */
  private static final long POLL_MS = 10;

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
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0));
  }
}
