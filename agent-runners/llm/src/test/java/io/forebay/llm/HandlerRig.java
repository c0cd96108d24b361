package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.forebay.blobs.BlobStore;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs a handler as a runner does: input and output are held against its schemas, blobs and spans are kept in memory. */
final class HandlerRig implements AutoCloseable {
  static final String TENANT = "acme";

  private final ActionHandler handler;
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracing = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final List<JsonNode> progress = new CopyOnWriteArrayList<>();
  final FakeBlobs blobs = new FakeBlobs();

  HandlerRig(ActionHandler handler, LlmSettings settings) {
    this.handler = handler;
    handler.start(
        new HandlerContext() {
          @Override
          public <T extends Record> T settings(Class<T> type) {
            return type.cast(settings);
          }

          @Override
          public BlobStore blobs() {
            return blobs;
          }

          @Override
          public Tracer tracer() {
            return tracing.get("test");
          }
        });
  }

  ActionResult run(String input) throws Exception {
    return run(TENANT, input);
  }

  ActionResult run(String tenant, String input) throws Exception {
    JsonNode node = Json.MAPPER.readTree(input);
    hold(handler.inputSchema(), node);
    ActionResult result = handler.handle(new Call(tenant, node));
    hold(handler.outputSchema(), result.output());
    return result;
  }

  /** The failure of an input that has to fail. */
  ActionFailedException failure(String input) throws Exception {
    try {
      run(input);
    } catch (ActionFailedException e) {
      return e;
    }
    throw new AssertionError("it did not fail: " + input);
  }

  List<JsonNode> progress() {
    return progress;
  }

  List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  private static void hold(String schema, JsonNode value) {
    List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema).validate(value);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.toString());
    }
  }

  @Override
  public void close() {
    handler.close();
    tracing.close();
  }

  private final class Call implements ActionCall {
    private final String tenant;
    private final JsonNode input;

    private Call(String tenant, JsonNode input) {
      this.tenant = tenant;
      this.input = input;
    }

    @Override
    public String actionId() {
      return "action-1";
    }

    @Override
    public Repeatability repeatability() {
      return Repeatability.REPEATABLE;
    }

    @Override
    public String tenant() {
      return tenant;
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public String idempotencyKey() {
      return "key-1";
    }

    @Override
    public JsonNode input() {
      return input;
    }

    @Override
    public Duration remaining() {
      return Duration.ofMinutes(5);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void progress(JsonNode told) {
      progress.add(told);
    }
  }
}
