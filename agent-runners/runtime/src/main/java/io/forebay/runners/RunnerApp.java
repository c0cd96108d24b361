package io.forebay.runners;

import io.forebay.runtime.HealthCheck;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
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
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(RunnerApp.class);

  private final String id = host() + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Attempts attempts = new Attempts();
  private final RunnerSettings settings;
  private Handlers handlers;
  private Watchdog watchdog;
  private ActionLoop loop;
  private Thread loopThread;
  private Signals signals;
  private Heartbeats heartbeats;
  private volatile boolean stopping;

  private RunnerApp(RunnerSettings settings) {
    this.settings = settings;
  }

  /** Starts a runner with the handlers on the class path. */
  public static RunnerApp start(RunnerConfig config, Metrics metrics) {
    return start(config, ServiceLoader.load(ActionHandler.class).stream().map(ServiceLoader.Provider::get).toList(), metrics);
  }

  /**
   * Starts a runner; when it returns, the runner is taking actions.
   *
   * @param found handlers to choose from; the runner starts and closes those that it chooses
   * @throws io.forebay.runtime.ConfigException if it cannot work like this; nothing is left running
   */
  public static RunnerApp start(RunnerConfig config, List<ActionHandler> found, Metrics metrics) {
    var app = new RunnerApp(config.runner());
    try {
      app.startParts(config, found, new RunnerMetrics(metrics));
      return app;
    } catch (RuntimeException e) {
      app.closeParts();
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

  private void startParts(RunnerConfig config, List<ActionHandler> found, RunnerMetrics metrics) {
    Topics topics = config.topics().catalogue();
    var clients = new KafkaClients(config.kafka(), id);
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    InstantSource clock = InstantSource.system();
    var tracing = part(Tracing.of(config.tracing()));
    var spans = new Spans(tracing.telemetry());
    var blobs = new FileBlobStore(settings.blobDir());
    handlers = part(Handlers.start(found, settings.capabilities(), topics.allCapabilities(), config.handlers(), blobs, spans.tracer()));
    Producer<byte[], byte[]> producer = part(new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer()));
    var outcomes = new Outcomes(producer, serdes.of(ActionOutcome.class).serializer(), topics.actionsOutcomes().name(), id, clock);
    var claims = new Claims();
    signals = listen(new Signals(signalsConsumer(clients), serdes.of(SignalRunner.class).deserializer(), id, claims, attempts), topics);
    var slots = new Semaphore(settings.maxInFlight());
    var runner = new AttemptRunner(attempts, claims, outcomes, spans, metrics, slots, clock);
    var errors =
        new Errors(
            producer, serdes.of(ErrorRaised.class).serializer(), topics.opsErrors().name(), topics.runnersApplication(), id, clock);
    watchdog = new Watchdog(attempts, runner, outcomes, errors, settings.stopTimeout());
    metrics.follow(attempts::count, watchdog::stuckCount);
    configureGroup(clients, topics);
    var consumer =
        new KafkaShareConsumer<>(
            clients.actions(topics.runnersApplication(), settings.pollRecordsMax()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(handlers.capabilities().stream().map(capability -> topics.actionsReady(capability).name()).toList());
    loop =
        new ActionLoop(
            consumer,
            new ReadyReader(serdes.of(ReadyAction.class).deserializer(), handlers),
            runner,
            handlers,
            new DeadLetters(producer, topics.deadLetters(topics.runnersApplication()).name(), metrics),
            slots,
            settings.hold());
    loopThread = Thread.ofPlatform().name("forebay-runner-actions").start(loop);
    heartbeats = heartbeats(producer, serdes, topics, clock);
    schedule();
    log.info("Runner {} takes {}", id, handlers.capabilities());
  }

  private static KafkaConsumer<byte[], byte[]> signalsConsumer(KafkaClients clients) {
    return new KafkaConsumer<>(clients.signals(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Signals listen(Signals listening, Topics topics) {
    listening.listen(topics.runnersSignals().name());
    Thread thread = Thread.ofPlatform().name("forebay-runner-signals").start(listening);
    parts.push(
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

  private Heartbeats heartbeats(Producer<byte[], byte[]> producer, EventSerdes serdes, Topics topics, InstantSource clock) {
    String version = RunnerApp.class.getPackage().getImplementationVersion();
    var identity =
        new Heartbeats.Identity(
            id,
            host(),
            version == null ? "development" : version,
            handlers.capabilities(),
            handlers.reconciling(),
            settings.maxInFlight(),
            Instant.now());
    return new Heartbeats(
        producer,
        serdes.of(RunnerHeartbeat.class).serializer(),
        topics.opsHeartbeats().name(),
        identity,
        attempts::count,
        watchdog::stuckCount,
        clock);
  }

  private void schedule() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("forebay-runner-timer").factory());
    parts.push(timer::shutdownNow);
    var _ = timer.scheduleWithFixedDelay(guarded(watchdog::tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(guarded(() -> heartbeats.beat(stopping)), 0, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
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

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    heartbeats.beat(true);
    loop.drain();
    attempts.all().stream().filter(attempt -> !attempt.isAdmitted()).forEach(attempt -> attempt.stop(Attempt.Stop.SHUTDOWN));
    try {
      if (!awaitIdle(settings.drainTimeout())) {
        log.warn("{} actions still run after {}; they are interrupted", attempts.count(), settings.drainTimeout());
        attempts.all().forEach(attempt -> attempt.stop(Attempt.Stop.SHUTDOWN));
        awaitIdle(settings.stopTimeout().plus(TICK.multipliedBy(2)));
      }
      loop.abandon();
      loopThread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      loop.abandon();
    }
    heartbeats.beat(true);
    closeParts();
  }

  private boolean awaitIdle(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (attempts.count() > watchdog.stuckCount() && System.nanoTime() - end < 0) {
      Thread.sleep(TICK.dividedBy(5));
    }
    return attempts.count() <= watchdog.stuckCount();
  }

  private void closeParts() {
    var failures = new ArrayList<Exception>();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      var failure = new IllegalStateException("a part of the runner did not stop", failures.getFirst());
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
