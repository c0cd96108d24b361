package io.forebay.runners;

import io.forebay.blobs.BlobStore;
import io.forebay.blobs.FileBlobStore;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.HealthCheck;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner: takes actions that are ready, has its handlers do them, and tells dispatch what came of it. It holds no state.
 *
 * <p>Closing it drains: it takes nothing more, waits for what runs, interrupts what is left, and gives back what it never started.
 */
public final class RunnerApp implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);
  /** An attempt that dispatch has not granted by then is never started here, even if the grant comes later. */
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(10);
  private static final Duration IDLE_CHECK = Duration.ofMillis(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(RunnerApp.class);

  private final String id = host() + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final InstantSource clock = InstantSource.system();
  private final Attempts attempts = new Attempts();
  private final Parts parts;
  private final RunnerSettings settings;
  private final Handlers handlers;
  private final Signals signals;
  private final Watchdog watchdog;
  private final Heartbeats heartbeats;
  private final ActionLoop loop;
  private final Thread loopThread;
  private volatile boolean stopping;

  private RunnerApp(RunnerConfig config, List<ActionHandler> found, RunnerMetrics metrics, Parts parts) {
    this.parts = parts;
    settings = config.runner();
    Topics topics = config.topics().catalogue();
    var clients = new KafkaClients(config.kafka(), id);
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    var spans = new Spans(parts.add(Tracing.of(config.tracing())).telemetry());
    handlers = parts.add(Handlers.start(found, settings.capabilities(), topics.allCapabilities(), config.handlers(), blobs(settings.blobDir()), spans.tracer()));
    configureGroup(clients, topics);
    Producer<byte[], byte[]> producer = parts.add(new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer()));
    var claims = new Claims();
    signals = listen(clients, serdes, topics, claims);
    var outcomes = new Outcomes(producer, serdes.of(ActionOutcome.class).serializer(), topics.actionsOutcomes().name(), id, clock);
    var slots = new Semaphore(settings.maxInFlight());
    var runner = new AttemptRunner(attempts, claims, outcomes, spans, metrics, slots, clock, CLAIM_PATIENCE, settings.hold());
    watchdog = new Watchdog(attempts, runner, outcomes, spans, errors(producer, serdes, topics), settings.stopTimeout());
    metrics.follow(attempts::count, watchdog::stuckCount);
    heartbeats = heartbeats(producer, serdes, topics);
    var deadLetters = new DeadLetters(producer, topics.deadLetters(topics.runnersApplication()).name(), metrics);
    var reader = new ReadyReader(serdes.of(ReadyAction.class).deserializer(), handlers);
    List<String> readyTopics = handlers.capabilities().stream().map(capability -> topics.actionsReady(capability).name()).toList();
    var consumer = actionsConsumer(clients, topics.runnersApplication());
    loop = new ActionLoop(consumer, readyTopics, reader, runner, deadLetters, slots, settings.hold());
    schedule();
    loopThread = Thread.ofPlatform().name("forebay-runner-actions").start(loop);
    log.info("Runner {} takes {}", id, handlers.capabilities());
  }

  /** Starts a runner with the handlers on the class path. */
  public static RunnerApp start(RunnerConfig config, Metrics metrics) {
    return start(config, ServiceLoader.load(ActionHandler.class).stream().map(ServiceLoader.Provider::get).toList(), metrics);
  }

  /**
   * Starts a runner; when it returns, the runner is asking for actions. Its topics must exist.
   *
   * @param found handlers to choose from; the runner starts and closes those that it chooses
   * @throws io.forebay.runtime.ConfigException if it cannot work like this; nothing is left running
   */
  public static RunnerApp start(RunnerConfig config, List<ActionHandler> found, Metrics metrics) {
    var parts = new Parts();
    try {
      return new RunnerApp(config, found, new RunnerMetrics(metrics), parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Its id, new with every start. */
  public String id() {
    return id;
  }

  /** What it does, in alphabetical order. */
  public List<String> capabilities() {
    return handlers.capabilities();
  }

  /** Actions that it works on. */
  public int inFlight() {
    return attempts.count();
  }

  /** Handlers that did not end when they were interrupted; their slots are taken. */
  public int stuck() {
    return watchdog.stuckCount();
  }

  /** How it is. */
  public HealthCheck health() {
    return new RunnerHealth(this);
  }

  /** Why it stopped by itself; null while it has not. */
  public Throwable failure() {
    return loop.failure() != null ? loop.failure() : signals.failure();
  }

  boolean isStopping() {
    return stopping;
  }

  private static BlobStore blobs(Path folder) {
    try {
      return new FileBlobStore(folder);
    } catch (IOException e) {
      throw new ConfigException("runner.blob-dir", "must be a folder that can be written, got " + folder + " (" + e.getMessage() + ")");
    }
  }

  private Signals listen(KafkaClients clients, EventSerdes serdes, Topics topics, Claims claims) {
    var consumer = new KafkaConsumer<>(clients.signals(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var listening = new Signals(consumer, serdes.of(SignalRunner.class).deserializer(), id, claims, attempts);
    try {
      listening.listen(topics.runnersSignals().name());
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    Thread thread = Thread.ofPlatform().name("forebay-runner-signals").start(listening);
    parts.add(
        () -> {
          listening.close();
          thread.join(CLOSE_TIMEOUT);
        });
    return listening;
  }

  private static void configureGroup(KafkaClients clients, Topics topics) {
    try (Admin admin = Admin.create(clients.admin())) {
      ShareGroup.configure(admin, topics.runnersApplication());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  private ShareConsumer<byte[], byte[]> actionsConsumer(KafkaClients clients, String group) {
    return new KafkaShareConsumer<>(clients.actions(group, settings.pollRecordsMax()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Errors errors(Producer<byte[], byte[]> producer, EventSerdes serdes, Topics topics) {
    var serializer = serdes.of(ErrorRaised.class).serializer();
    return new Errors(producer, serializer, topics.opsErrors().name(), topics.runnersApplication(), id, clock);
  }

  private Heartbeats heartbeats(Producer<byte[], byte[]> producer, EventSerdes serdes, Topics topics) {
    String version = Objects.requireNonNullElse(RunnerApp.class.getPackage().getImplementationVersion(), "development");
    var identity =
        new Heartbeats.Identity(
            id, host(), version, handlers.capabilities(), handlers.reconciling(), settings.maxInFlight(), clock.instant());
    var serializer = serdes.of(RunnerHeartbeat.class).serializer();
    return new Heartbeats(producer, serializer, topics.opsHeartbeats().name(), identity, attempts::count, watchdog::stuckCount, clock);
  }

  private void schedule() {
    var factory = Thread.ofPlatform().daemon().name("forebay-runner-timer").factory();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(factory);
    parts.add(timer::shutdownNow);
    var _ = timer.scheduleWithFixedDelay(guarded(watchdog::tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(guarded(this::beat), 0, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    heartbeats.beat(stopping);
  }

  /** What fails once is tried again at the next tick; a scheduler would give it up without a word. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.warn("A periodic duty of the runner failed and is tried again", e);
      }
    };
  }

  @Override
  public synchronized void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    guarded(this::beat).run();
    loop.drain();
    attempts.all().stream().filter(attempt -> !attempt.isCovered()).forEach(attempt -> attempt.stop(Attempt.Stop.SHUTDOWN));
    try {
      drain();
      loop.abandon();
      loopThread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      loop.abandon();
    }
    guarded(this::beat).run();
    parts.close();
  }

  private void drain() throws InterruptedException {
    if (!awaitIdle(settings.drainTimeout())) {
      log.warn("{} actions still run after {}; they are interrupted", attempts.count(), settings.drainTimeout());
      attempts.all().forEach(attempt -> attempt.stop(Attempt.Stop.SHUTDOWN));
      if (!awaitIdle(settings.stopTimeout().plus(TICK.multipliedBy(4)))) {
        log.warn("{} handlers did not end when they were interrupted; dispatch will take their runner for gone", attempts.count());
      }
    }
  }

  /** Waits until nothing runs but handlers that were given up on. */
  private boolean awaitIdle(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (attempts.count() > watchdog.stuckCount() && System.nanoTime() - end < 0) {
      Thread.sleep(IDLE_CHECK);
    }
    return attempts.count() <= watchdog.stuckCount();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
