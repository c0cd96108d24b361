package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.forebay.blobs.BlobStore;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.HandlerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs a handler as a runner does: what it is given and what it answers is held against its schemas. */
final class TestRunner implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  final MemoryBlobs blobs = new MemoryBlobs();
  private final ActionHandler handler;

  TestRunner(ActionHandler handler, McpSettings settings) {
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
            return OpenTelemetry.noop().getTracer("test");
          }
        });
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  JsonNode run(String input) throws Exception {
    return run(TestCall.of(input));
  }

  JsonNode run(ActionCall call) throws Exception {
    assertThat(SCHEMAS.getSchema(handler.inputSchema(), InputFormat.JSON).validate(call.input())).isEmpty();
    JsonNode output = handler.handle(call).output();
    assertThat(SCHEMAS.getSchema(handler.outputSchema(), InputFormat.JSON).validate(json(output.toString()))).isEmpty();
    return output;
  }

  /** The text of the only item that it answers. */
  String text(String input) throws Exception {
    JsonNode content = run(input).get("content");
    assertThat(content).hasSize(1);
    return content.get(0).get("text").textValue();
  }

  ActionFailedException failure(String input) {
    return failure(TestCall.of(input));
  }

  ActionFailedException failure(ActionCall call) {
    ActionFailedException failure = catchThrowableOfType(ActionFailedException.class, () -> handler.handle(call));
    assertThat(failure).as("the call must fail").isNotNull();
    return failure;
  }

  @Override
  public void close() {
    handler.close();
  }
}
