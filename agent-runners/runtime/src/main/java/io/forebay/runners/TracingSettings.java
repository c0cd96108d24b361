package io.forebay.runners;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Where spans go.
 *
 * @param endpoint of an OTLP collector over HTTP, without path; absent: no spans are made
 * @param service the {@code service.name} of the spans
 */
public record TracingSettings(
    @Setting("OTLP collector over HTTP, for example http://127.0.0.1:4318; no spans unless given.") Optional<URI> endpoint,
    @Setting("The service.name of the spans; forebay-runner unless given.") String service) {

  public TracingSettings {
    endpoint.ifPresent(
        uri -> Check.that("endpoint", uri, uri.isAbsolute() && uri.getHost() != null, "an address such as http://127.0.0.1:4318"));
    service = service == null ? "forebay-runner" : service;
  }

  /** These, or where they name no collector what OpenTelemetry's own variables say: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_SERVICE_NAME}. */
  public TracingSettings orFrom(Map<String, String> environment) {
    String given = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    if (endpoint.isPresent() || given.isBlank()) {
      return this;
    }
    try {
      return new TracingSettings(Optional.of(new URI(given.strip())), environment.getOrDefault("OTEL_SERVICE_NAME", service));
    } catch (URISyntaxException e) {
      throw new ConfigException("OTEL_EXPORTER_OTLP_ENDPOINT", "must be an address such as http://127.0.0.1:4318, got " + given);
    }
  }

  public static TracingSettings none() {
    return new TracingSettings(Optional.empty(), null);
  }
}
