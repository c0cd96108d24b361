package io.forebay.llm;

import io.forebay.runtime.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for tests, with what a test does not care about filled in. */
record TestSettings(URI baseUrl, Duration timeout, boolean streaming, List<String> models, Map<String, EndpointSettings> endpoints) {
  static final String KEY = "sk-secret-0123456789";

  static TestSettings at(URI baseUrl) {
    return new TestSettings(baseUrl, Duration.ofSeconds(20), true, List.of(), Map.of());
  }

  static LlmSettings none() {
    return new LlmSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), null, Optional.empty(), null, Optional.empty(), null, null, null, Map.of());
  }

  TestSettings silentFor(Duration longest) {
    return new TestSettings(baseUrl, longest, streaming, models, endpoints);
  }

  TestSettings withoutStreaming() {
    return new TestSettings(baseUrl, timeout, false, models, endpoints);
  }

  TestSettings allowing(String... names) {
    return new TestSettings(baseUrl, timeout, streaming, List.of(names), endpoints);
  }

  TestSettings with(String name, EndpointSettings endpoint) {
    return new TestSettings(baseUrl, timeout, streaming, models, Map.of(name, endpoint));
  }

  static EndpointSettings endpoint(URI baseUrl, String model) {
    return new EndpointSettings(
        Optional.of(baseUrl), Optional.of(model), Optional.empty(), null, Optional.empty(), null, Optional.empty(), null, null, null);
  }

  LlmSettings build() {
    return new LlmSettings(
        Optional.of(baseUrl), Optional.of("model-1"), Optional.of("embedder-1"), models, Optional.of(new Secret(KEY)), timeout,
        Optional.of(500), 2_000_000L, 8_000_000L, streaming, endpoints);
  }
}
