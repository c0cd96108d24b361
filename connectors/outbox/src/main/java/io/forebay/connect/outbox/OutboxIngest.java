package io.forebay.connect.outbox;

import io.forebay.runtime.ConfigException;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an outbox table of PostgreSQL and gives every row of it to an agent as a task, without a Connect cluster.
 *
 * <p>While database, Kafka or registry are away it tries again, a second to half a minute apart, without an end; it gives up only over a row
 * that cannot be a task where none is tolerated, and over settings that Debezium refuses. Two with one name lock each other out.
 */
public final class OutboxIngest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxIngest.class);
  private static final Duration BACKOFF_MIN = Duration.ofSeconds(1);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(30);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final int ADMIN_MS = 10_000;

  private final OutboxConfig config;
  private final EventSerdes serdes;
  private final IngestCounts counts = new IngestCounts();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
  private final Thread thread;

  private OutboxIngest(OutboxConfig config) {
    this.config = config;
    this.serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    this.thread =
        Thread.ofPlatform().name("outbox-" + config.outbox().name()).uncaughtExceptionHandler((_, e) -> end(e)).unstarted(this::supervise);
  }

  /**
   * Begins; returns at once.
   *
   * @throws ConfigException where Debezium refuses a setting
   */
  public static OutboxIngest start(OutboxConfig config) {
    DebeziumCheck.require(config);
    OutboxIngest ingest = new OutboxIngest(config);
    ingest.thread.start();
    return ingest;
  }

  /** Rows that have become tasks since it was started. */
  public long tasks() {
    return counts.tasks();
  }

  /** Rows that went to the dead letters since it was started. */
  public long deadRows() {
    return counts.dead();
  }

  /** Why it has given up; empty while it works, and after it was closed. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.getNow(null));
  }

  private void supervise() {
    Duration backoff = BACKOFF_MIN;
    while (!stopping.get()) {
      long before = counts.tasks() + counts.dead();
      try {
        createTopics();
        try (OutboxRun run = OutboxRun.start(config, serdes, counts)) {
          run.work(stopping);
        }
      } catch (OutboxFailedException e) {
        LOG.error("The ingest {} gives up: {}", config.outbox().name(), e.getMessage());
        failure.complete(e);
        return;
      } catch (InterruptedException e) {
        return; // told to stop
      } catch (RuntimeException e) {
        backoff = counts.tasks() + counts.dead() > before ? BACKOFF_MIN : backoff;
        LOG.warn("The ingest {} begins again in {} s: {}", config.outbox().name(), backoff.toSeconds(), Causes.of(e, config));
        if (await(backoff)) {
          return;
        }
        backoff = min(backoff.multipliedBy(2), BACKOFF_MAX);
      }
    }
  }

  /** What a library that is missing or a memory that is full comes to: to try again would not help. */
  private void end(Throwable e) {
    LOG.error("The ingest {} ends by an error", config.outbox().name(), e);
    failure.complete(new OutboxFailedException("The ingest %s ended by an error: %s.".formatted(config.outbox().name(), Causes.of(e, config)), e));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Whether it was told to stop meanwhile. */
  private boolean await(Duration time) {
    try {
      return stopAsked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** What belongs to the ingest alone; the topic of commands is everybody's and has to be there. */
  private void createTopics() throws InterruptedException {
    Map<String, Object> properties = new HashMap<>();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MS);
    properties.putAll(config.kafka().client());
    TopicSpec dead = config.deadLetters();
    try (var admin = Admin.create(properties)) {
      create(admin, new NewTopic(config.offsetsTopic(), Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact")));
      create(admin, new NewTopic(dead.name(), Optional.of(dead.partitions()), Optional.empty()).configs(dead.settings()));
    }
  }

  private static void create(Admin admin, NewTopic topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("Topic " + topic.name() + " cannot be created.", e.getCause());
      }
    }
  }

  /** Finishes the transaction under way and stops; rows that come later wait in the database's log. */
  @Override
  public void close() {
    stopping.set(true);
    stopAsked.countDown();
    try {
      if (!thread.join(STOP_MAX)) {
        thread.interrupt();
        thread.join(STOP_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
