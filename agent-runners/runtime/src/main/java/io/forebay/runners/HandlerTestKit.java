package io.forebay.runners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.forebay.blobs.BlobStore;
import io.forebay.blobs.FileBlobStore;
import io.forebay.runtime.ConfigSection;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Runs a handler as a runner does, without Kafka: settings bound, input and output checked against its schemas, attempt by attempt.
 *
 * <pre>{@code
 * try (var kit = HandlerTestKit.start(new InvoiceHandler(), Map.of("base-url", "http://127.0.0.1:8080"), folder)) {
 *   var outcome = kit.run("{\"customer\": \"c-17\"}");
 *   assertThat(outcome.output().get("number").asText()).isEqualTo("2026-0001");
 * }
 * }</pre>
 */
public final class HandlerTestKit implements AutoCloseable {
  private static final String ACTION_ID = "action-1";

  private final LoadedHandler handler;
  private final Asked asked;

  /** What of a ready action a test may choose. */
  private record Asked(int attempt, Purpose purpose, Repeatability repeatability, Duration timeout) {}

  /**
   * What an attempt came to.
   *
   * @param kind SUCCEEDED, FAILED or CANCELLED; of a reconciliation also NOT_DONE and UNKNOWN
   * @param output what the handler answered; a missing node unless it succeeded
   * @param code class of the error; empty unless it failed
   * @param message of the error; empty unless it failed
   * @param retryable whether another attempt may succeed
   * @param retryAfter not before so long from now, if the handler said so
   * @param inDoubt whether it may have had its effect although it failed
   * @param usage what it used of models
   * @param progress everything that it told meanwhile, in order
   */
  public record Outcome(
      OutcomeKind kind,
      JsonNode output,
      String code,
      String message,
      boolean retryable,
      Optional<Duration> retryAfter,
      boolean inDoubt,
      Usage usage,
      List<JsonNode> progress) {}

  /** An attempt that runs on a thread of its own. */
  public static final class Running {
    private final Attempt attempt;
    private final List<JsonNode> told;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private Running(Attempt attempt, List<JsonNode> told) {
      this.attempt = attempt;
      this.told = told;
    }

    /** Cancels it as dispatch would; the handler's thread is interrupted. */
    public void cancel() {
      attempt.stop(Attempt.Stop.CANCEL);
    }

    /** What it has told so far. */
    public List<JsonNode> progress() {
      return List.copyOf(told);
    }

    /** Waits for its end. */
    public Outcome await() {
      return outcome.join();
    }
  }

  private HandlerTestKit(LoadedHandler handler, Asked asked) {
    this.handler = handler;
    this.asked = asked;
  }

  /**
   * Starts a handler.
   *
   * @param settings of its family, by key in kebab-case: {@code base-url}; a key without a prefix of {@code FOREBAY_} in upper case serves
   *     as a variable that secrets are read from
   * @param blobs folder of its blob store
   * @throws io.forebay.runtime.ConfigException if it refuses its settings
   */
  public static HandlerTestKit start(ActionHandler handler, Map<String, String> settings, Path blobs) throws IOException {
    String family = LoadedHandler.family(handler.capability());
    var environment = new HashMap<String, String>();
    settings.forEach(
        (key, value) -> {
          boolean isVariable = key.equals(key.toUpperCase(Locale.ROOT));
          String name = "FOREBAY_HANDLERS_" + family + "_" + key;
          environment.put(isVariable ? key : name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT), value);
        });
    var section = ConfigSection.of("handlers", environment);
    return start(handler, new Context(family, Optional.of(section), Optional.empty(), new FileBlobStore(blobs)));
  }

  /** Starts a handler with a record of settings, where a map of texts cannot say it. */
  public static HandlerTestKit start(ActionHandler handler, Record settings, Path blobs) throws IOException {
    String family = LoadedHandler.family(handler.capability());
    return start(handler, new Context(family, Optional.empty(), Optional.of(settings), new FileBlobStore(blobs)));
  }

  private static HandlerTestKit start(ActionHandler handler, Context context) {
    var loaded = LoadedHandler.of(handler);
    handler.start(context);
    return new HandlerTestKit(loaded, new Asked(1, Purpose.RUN, Repeatability.ONCE, Duration.ofMinutes(1)));
  }

  /** The same handler in an attempt with this number, from 1. */
  public HandlerTestKit attempt(int number) {
    return new HandlerTestKit(handler, new Asked(number, asked.purpose, asked.repeatability, asked.timeout));
  }

  /** The same handler, requested like this; {@code ONCE} unless told, which every handler takes. */
  public HandlerTestKit requested(Repeatability repeatability) {
    return new HandlerTestKit(handler, new Asked(asked.attempt, asked.purpose, repeatability, asked.timeout));
  }

  /** The same handler with so long for an attempt; a minute unless told. */
  public HandlerTestKit timeout(Duration timeout) {
    return new HandlerTestKit(handler, new Asked(asked.attempt, asked.purpose, asked.repeatability, timeout));
  }

  /** Runs an attempt and waits for its end. */
  public Outcome run(String input) {
    return begin(input).await();
  }

  /** Asks it what became of an attempt whose runner vanished. */
  public Outcome reconcile(String input) {
    return new HandlerTestKit(handler, new Asked(asked.attempt, Purpose.RECONCILE, asked.repeatability, asked.timeout)).run(input);
  }

  /** Starts an attempt and returns at once. */
  public Running begin(String input) {
    var told = new CopyOnWriteArrayList<JsonNode>();
    var attempt = new Attempt(new Delivery(action(input), 1, new RecordHeaders()), handler, _ -> {}, json -> told.add(json.deepCopy()), System::nanoTime);
    var running = new Running(attempt, told);
    Thread worker = Thread.ofVirtual().name(ACTION_ID).unstarted(() -> running.outcome.complete(work(attempt, told)));
    attempt.workedOnBy(worker);
    worker.start();
    CompletableFuture.delayedExecutor(asked.timeout.toMillis(), TimeUnit.MILLISECONDS).execute(() -> attempt.stop(Attempt.Stop.TIMEOUT));
    return running;
  }

  private static Outcome work(Attempt attempt, List<JsonNode> told) {
    Ending ending = HandlerCall.ending(attempt, Instant.now());
    var _ = attempt.end();
    var error = ending.error();
    return new Outcome(
        ending.kind(),
        ending.output() == null ? MissingNode.getInstance() : parsed(ending.output()),
        error == null ? "" : error.getCode(),
        error == null ? "" : error.getMessage(),
        error != null && error.getRetryable(),
        error == null ? Optional.empty() : Optional.ofNullable(error.getRetryAfterMs()).map(Duration::ofMillis),
        error != null && error.getInDoubt(),
        ending.usage() == null ? new Usage(0L, 0L, 0L) : ending.usage(),
        List.copyOf(told));
  }

  private ReadyAction action(String input) {
    String capability = handler.capability();
    return new ReadyAction(
        ACTION_ID,
        "test",
        capability,
        "test/" + capability,
        asked.attempt,
        asked.purpose,
        asked.repeatability,
        "key-1",
        input,
        Instant.now(),
        asked.timeout.toMillis(),
        asked.timeout.toMillis(),
        null,
        0);
  }

  private static JsonNode parsed(String json) {
    try {
      return JsonContract.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an output was written as JSON and cannot be read", e);
    }
  }

  @Override
  public void close() {
    handler.handler().close();
  }

  private record Context(String family, Optional<ConfigSection> section, Optional<Record> settings, BlobStore blobs) implements HandlerContext {
    @Override
    public <T extends Record> T settings(Class<T> type) {
      return settings.map(type::cast).orElseGet(() -> section.orElseThrow().bind(family, type));
    }

    @Override
    public Tracer tracer() {
      return OpenTelemetry.noop().getTracer("test");
    }
  }
}
