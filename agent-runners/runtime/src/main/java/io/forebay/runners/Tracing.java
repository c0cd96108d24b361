package io.forebay.runners;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Where spans go: to a collector where one is configured; otherwise none are made, and the caller's {@code traceparent} is handed on as it is.
 *
 * @param telemetry for whoever makes spans
 * @param closing sends what is left
 */
record Tracing(OpenTelemetry telemetry, Runnable closing) implements AutoCloseable {
  private static final ContextPropagators W3C = ContextPropagators.create(W3CTraceContextPropagator.getInstance());

  static Tracing of(TracingSettings settings) {
    return settings
        .endpoint()
        .map(endpoint -> OtlpHttpSpanExporter.builder().setEndpoint(endpoint.resolve("/v1/traces").toString()).build())
        .map(exporter -> to(exporter, settings.service()))
        .orElseGet(() -> new Tracing(OpenTelemetry.propagating(W3C), () -> {}));
  }

  /** Spans to an exporter, in batches and never waiting for it. */
  static Tracing to(SpanExporter exporter, String service) {
    var provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().toBuilder().put("service.name", service).build())
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    return new Tracing(OpenTelemetrySdk.builder().setTracerProvider(provider).setPropagators(W3C).build(), provider::close);
  }

  @Override
  public void close() {
    closing.run();
  }
}
