package io.forebay.runners;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.net.URI;
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

  public static TracingSettings none() {
    return new TracingSettings(Optional.empty(), null);
  }
}
