package io.forebay.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs: its threads, its lifecycle and its bounds.
 *
 * <p>A thread that dies is replaced, at most {@value #RESTARTS_MAX} times in any ten minutes; after that the application
 * stops and {@link #failure()} says why.
 */
public final class TopologyApp implements AutoCloseable, HealthCheck {
  private static final int RESTARTS_MAX = 10;
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final int DEAD_LETTER_BYTES_MAX = 2 << 20;
  private static final Logger log = LoggerFactory.getLogger(TopologyApp.class);

  private final String applicationId;
  private final RocksMemory memory;
  private final KafkaStreams streams;
  private final RestartBudget restarts = new RestartBudget(RESTARTS_MAX, RESTART_WINDOW);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  /** Changelog records that stores still have to read. */
  private final Map<TopicPartition, Long> restoring = new ConcurrentHashMap<>();

  private volatile Throwable failure;

  private TopologyApp(String applicationId, Topology topology, StreamsConfig config, RocksMemory memory) {
    this.applicationId = applicationId;
    this.memory = memory;
    streams = new KafkaStreams(topology, config);
    streams.setUncaughtExceptionHandler(this::onThreadDeath);
    streams.setGlobalStateRestoreListener(new RestoreProgress());
    streams.setStateListener(
        (now, before) -> {
          log.atInfo().addKeyValue("applicationId", applicationId).log("{} is {}", applicationId, now);
          if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
          if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
            stopped.countDown();
          }
        });
  }

  /**
   * Starts a topology; returns at once, see {@link #check()}.
   *
   * @param guarantee {@link StreamsConfig#EXACTLY_ONCE_V2} or {@link StreamsConfig#AT_LEAST_ONCE}
   * @param deadLetters name of the application's dead-letter topic
   */
  public static TopologyApp start(
      String applicationId,
      Topology topology,
      String guarantee,
      ConnectionSettings connection,
      StreamsSettings settings,
      String deadLetters,
      Metrics metrics) {
    var memory = new RocksMemory(settings.storeMemory().bytes());
    var properties = properties(applicationId, guarantee, connection, settings);
    var counters =
        metrics.counter("forebay_dead_letters_total", "Records that became dead letters.", "application", "error_code");
    DeadLetterHandler.Listener count = code -> counters.with(applicationId, code.name()).increment();
    properties.put(DeadLetterHandler.TOPIC_CONFIG, deadLetters);
    properties.put(DeadLetterHandler.LISTENER_CONFIG, count);
    properties.put(RocksMemory.CONFIG, memory);
    var app = new TopologyApp(applicationId, topology, new StreamsConfig(properties), memory);
    app.streams.start();
    return app;
  }

  private static Map<String, Object> properties(
      String applicationId, String guarantee, ConnectionSettings connection, StreamsSettings settings) {
    var properties = new HashMap<String, Object>();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
    properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), DEAD_LETTER_BYTES_MAX);
    properties.putAll(connection.client());
    return properties;
  }

  @Override
  public String name() {
    return applicationId;
  }

  @Override
  public Health check() {
    var state = streams.state();
    var details = new HashMap<String, Object>();
    details.put("state", state.name());
    details.put("lagMax", lagMax());
    details.put("restoring", restoring.values().stream().mapToLong(Long::longValue).sum());
    return switch (state) {
      case RUNNING -> Health.up(details);
      case CREATED, REBALANCING -> Health.starting("partitions are being assigned or state is being restored", details);
      case PENDING_SHUTDOWN, NOT_RUNNING -> Health.failed("stopped", details);
      case PENDING_ERROR, ERROR -> Health.failed("stopped: " + failure, details);
    };
  }

  /** Records of the partition that is furthest behind; 0 before anything was read. */
  private long lagMax() {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-lag-max"))
        .map(Metric::metricValue)
        .mapToDouble(value -> value instanceof Double lag && !lag.isNaN() ? lag : 0)
        .mapToLong(lag -> (long) lag)
        .max()
        .orElse(0);
  }

  public KafkaStreams.State state() {
    return streams.state();
  }

  /** Why the application stopped by itself; null while it has not. */
  public Throwable failure() {
    return failure;
  }

  /** Waits until the application runs for the first time; false if it did not within the time. */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the application has stopped, by itself or by {@link #close()}. */
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    streams.close(CLOSE_TIMEOUT);
    memory.close();
  }

  private synchronized StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
    if (restarts.tryTake(System.nanoTime())) {
      log.atWarn().addKeyValue("applicationId", applicationId).setCause(cause).log("A thread of {} died and is replaced", applicationId);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure = cause;
    log.atError()
        .addKeyValue("applicationId", applicationId)
        .setCause(cause)
        .log("{} stops: its threads died more than {} times in {}", applicationId, RESTARTS_MAX, RESTART_WINDOW);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private final class RestoreProgress implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
      restoring.put(changelog, end - start);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long restored) {
      restoring.merge(changelog, -restored, Long::sum);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
      restoring.remove(changelog);
    }
  }
}
