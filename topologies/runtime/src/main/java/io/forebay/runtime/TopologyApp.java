package io.forebay.runtime;

import io.forebay.schemas.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs: its threads, its lifecycle and its bounds.
 *
 * <p>A thread that dies is replaced, at most {@value #RESTARTS_MAX} times in any ten minutes and each time after a longer pause,
 * so that what it needs (a registry, for instance) has almost two minutes to come back; after that the application stops and
 * {@link #failure()} says why.
 */
public final class TopologyApp implements AutoCloseable {
  private static final int RESTARTS_MAX = 10;
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(10);

  /** A member that is gone holds up its group for one session, unless it comes back by its {@link InstanceName}; Kafka's default is 45 s. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  /** Members learn of a rebalance with a heartbeat, so a start waits for some of them; Kafka's default is 3 s. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

  /** Of the consumers that are members of the group; Kafka Streams puts the thread's number behind it. */
  private static final String INSTANCE = StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  /** Eight times the default, which a few e-mails fill: each request of a transaction costs the broker a check. */
  private static final int BATCH_BYTES = 128 << 10;

  /** Deprecated because it will be so anyway from Kafka 5.0 on; until then every start warns without it. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private static final Logger log = LoggerFactory.getLogger(TopologyApp.class);

  private final String applicationId;
  private final RocksMemory memory;
  private final KafkaStreams streams;
  private final RestartBudget restarts = new RestartBudget(RESTARTS_MAX, RESTART_WINDOW);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Throwable failure;

  private TopologyApp(String applicationId, Topology topology, StreamsConfig config, RocksMemory memory) {
    this.applicationId = applicationId;
    this.memory = memory;
    streams = new KafkaStreams(topology, config);
    streams.setUncaughtExceptionHandler(this::onThreadDeath);
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
   * Starts a topology; returns at once, see {@link #state()}.
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
    return start(applicationId, topology, guarantee, connection, settings, deadLetters, metrics, Map.of());
  }

  /**
   * Starts a topology that needs more than {@link StreamsSettings}.
   *
   * @param more properties of Kafka Streams that go with this topology; they win over what is set here, and those of the connection over them
   */
  public static TopologyApp start(
      String applicationId,
      Topology topology,
      String guarantee,
      ConnectionSettings connection,
      StreamsSettings settings,
      String deadLetters,
      Metrics metrics,
      Map<String, Object> more) {
    var memory = new RocksMemory(settings.storeMemory().bytes());
    var properties = properties(applicationId, guarantee, connection, settings);
    properties.put(INSTANCE, InstanceName.of(settings.stateDir(), applicationId, topology));
    properties.putAll(more);
    properties.putAll(connection.client());
    properties.putAll(DeadLetterHandler.properties(applicationId, deadLetters, metrics));
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
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
    properties.put(GLOBAL_HANDLER, true);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT_INTERVAL.toMillis());
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSpec.DEAD_LETTER_BYTES_MAX);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    return properties;
  }

  public String applicationId() {
    return applicationId;
  }

  /** The running streams, for metrics and queries. */
  public KafkaStreams streams() {
    return streams;
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
    closing.countDown();
    // Leaving tells the group at once; by default it would wait for this member, and a restart with it, for one session.
    streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    memory.close();
  }

  private StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
    Optional<Duration> pause = takeRestart();
    if (pause.isPresent()) {
      log.atWarn()
          .addKeyValue("applicationId", applicationId)
          .setCause(cause)
          .log("A thread of {} died and is replaced in {}", applicationId, pause.get());
      awaitClosing(pause.get());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure = cause;
    log.atError()
        .addKeyValue("applicationId", applicationId)
        .setCause(cause)
        .log("{} stops: its threads died more than {} times in {}", applicationId, RESTARTS_MAX, RESTART_WINDOW);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private synchronized Optional<Duration> takeRestart() {
    return restarts.tryTake(System.nanoTime());
  }

  /** The dying thread keeps its partitions meanwhile: what it waits for concerns every other thread as well. */
  private void awaitClosing(Duration pause) {
    try {
      var _ = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
