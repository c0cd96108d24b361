package io.forebay.llm;

import io.forebay.runners.ActionFailedException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The model servers that are configured; none is fine until one is asked for. */
final class ModelEndpoints implements AutoCloseable {
  private static final String SECTION = "handlers.llm";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final Optional<ModelEndpoint> main;
  private final Map<String, ModelEndpoint> named = new HashMap<>();

  ModelEndpoints(LlmSettings settings, InstantSource clock) {
    // HTTP/1.1: an upgrade to 2 without TLS is more than uvicorn, and with it vLLM, understands; and closing a connection ends one call only.
    http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    main = endpoint(SECTION, settings.main(), clock);
    settings
        .endpoints()
        .forEach((name, own) -> endpoint(SECTION + ".endpoints." + name, own, clock).ifPresent(endpoint -> named.put(name, endpoint)));
  }

  private Optional<ModelEndpoint> endpoint(String section, EndpointSettings settings, InstantSource clock) {
    return settings.baseUrl().map(url -> new ModelEndpoint(section, settings, url, http, clock));
  }

  /**
   * The endpoint of a request.
   *
   * @param name null where the request names none
   */
  ModelEndpoint named(String name) throws ActionFailedException {
    if (name == null) {
      return main.orElseThrow(
          () ->
              ActionFailedException.permanent(
                  "MODEL_NOT_CONFIGURED",
                  "No model server is configured: set handlers.llm.base-url (FOREBAY_HANDLERS_LLM_BASE_URL) on the runner, for example"
                      + " http://localhost:11434/v1, and handlers.llm.model (FOREBAY_HANDLERS_LLM_MODEL)."));
    }
    ModelEndpoint endpoint = named.get(name);
    if (endpoint == null) {
      throw ActionFailedException.permanent(
          "MODEL_NOT_CONFIGURED",
          "No endpoint is named " + name + ": set handlers.llm.endpoints." + name + ".base-url on the runner; known are " + new TreeSet<>(named.keySet()) + ".");
    }
    return endpoint;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
    threads.shutdownNow();
  }
}
