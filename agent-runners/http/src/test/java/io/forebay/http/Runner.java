package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.forebay.blobs.BlobStore;
import io.forebay.blobs.FileBlobStore;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.HandlerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/** Runs the handler as a runner does: what it is given and what it answers is held against its schemas. */
final class Runner implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

  final HttpRequestHandler handler;
  final BlobStore blobs;
  final AtomicInteger lookups = new AtomicInteger();
  private final Schema inputs;
  private final Schema outputs;

  Runner(HttpSettings settings, Map<String, List<String>> names, Path folder) {
    this(settings, names, folder, SSLContexts.createDefault());
  }

  Runner(HttpSettings settings, Map<String, List<String>> names, Path folder, SSLContext tls) {
    this.handler = new HttpRequestHandler(name -> lookUp(name, names), tls, CLOCK);
    this.blobs = blobs(folder);
    SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    this.inputs = schemas.getSchema(handler.inputSchema(), InputFormat.JSON);
    this.outputs = schemas.getSchema(handler.outputSchema(), InputFormat.JSON);
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

  private InetAddress[] lookUp(String name, Map<String, List<String>> names) throws UnknownHostException {
    lookups.incrementAndGet();
    List<String> addresses = names.get(name);
    if (addresses != null) {
      return addresses.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
    if (name.matches("[0-9.]+|[0-9a-f:]+")) {
      return new InetAddress[] {InetAddress.ofLiteral(name)};
    }
    throw new UnknownHostException(name);
  }

  private static BlobStore blobs(Path folder) {
    try {
      return new FileBlobStore(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("no blob store in " + folder, e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  boolean admits(JsonNode input) {
    return inputs.validate(input).isEmpty();
  }

  JsonNode run(String input) throws Exception {
    return run(TestCall.of(json(input)));
  }

  JsonNode run(TestCall call) throws Exception {
    assertThat(inputs.validate(call.input())).isEmpty();
    JsonNode output = handler.handle(call).output();
    assertThat(outputs.validate(JSON.readTree(output.toString()))).isEmpty();
    return output;
  }

  ActionFailedException failure(String input) {
    return failure(TestCall.of(json(input)));
  }

  ActionFailedException failure(TestCall call) {
    assertThat(inputs.validate(call.input())).isEmpty();
    ActionFailedException failure = catchThrowableOfType(ActionFailedException.class, () -> handler.handle(call));
    assertThat(failure).as("the call must fail").isNotNull();
    return failure;
  }

  @Override
  public void close() {
    handler.close();
  }
}
