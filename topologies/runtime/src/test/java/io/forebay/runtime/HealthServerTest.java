package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServerTest {
  private final Metrics metrics = Metrics.ofForebayOnly();
  private final HttpClient client = HttpClient.newHttpClient();
  private HealthServer server;

  private record Part(String name, Supplier<Health> health) implements HealthCheck {
    @Override
    public Health check() {
      return health.get();
    }
  }

  private void serve(HealthCheck... checks) {
    server = HealthServer.start(HealthConfig.anyPort(), metrics, List.of(checks));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(server.url() + path)).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  @Test
  void tellsThatAllPartsAreUp() throws Exception {
    serve(new Part("emails", () -> Health.up(Map.of("state", "RUNNING", "lagRecords", 7L))));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"UP\",\"parts\":[{\"name\":\"emails\",\"status\":\"UP\",\"details\":{\"lagRecords\":7,\"state\":\"RUNNING\"}}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "UP,       UP,       200, 200, UP",
    "UP,       STARTING, 503, 200, STARTING",
    "STARTING, DOWN,     503, 200, DOWN",
    "DOWN,     UP,       503, 200, DOWN",
    "FAILED,   UP,       503, 503, DOWN"
  })
  void isReadyWhereAllPartsAreUpAndLiveUnlessARestartIsNeeded(String one, String other, int ready, int live, String overall) throws Exception {
    serve(new Part("one", () -> health(one)), new Part("other", () -> health(other)));

    assertThat(get("/health/ready").statusCode()).isEqualTo(ready);
    assertThat(get("/health/live").statusCode()).isEqualTo(live);
    assertThat(json(get("/health/live")).get("status").asText()).isEqualTo(overall);
  }

  private static Health health(String kind) {
    return switch (kind) {
      case "UP" -> Health.up(Map.of());
      case "STARTING" -> Health.starting("restoring", Map.of());
      case "DOWN" -> Health.down("no broker", Map.of());
      default -> Health.failed("gave up", Map.of());
    };
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JsonMapper.builder().build().readTree(answer.body());
  }

  @Test
  void tellsWhyAPartIsNotUp() throws Exception {
    serve(new Part("emails", () -> Health.starting("state is being restored", Map.of("restoreRemainingRecords", 12))));

    assertThat(json(get("/health/ready")).at("/parts/0/details/reason").asText()).isEqualTo("state is being restored");
  }

  @Test
  void countsACheckThatThrowsAsDownAndKeepsItsTextInside() throws Exception {
    serve(new Part("emails", () -> {
      throw new IllegalStateException("password=hunter2");
    }));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the check failed with IllegalStateException").doesNotContain("hunter2").doesNotContain("at io.forebay");
  }

  @Test
  void showsMetricsInTheFormOfPrometheus() throws Exception {
    metrics.counter("forebay_emails_triaged_total", "Triaged mail.").with().increment(3);
    serve();

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).contains("# TYPE forebay_emails_triaged_total counter").contains("forebay_emails_triaged_total 3.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/health/", "/health/ready/x", "/metricsx", "/metrics/%2e%2e", "/favicon.ico"})
  void knowsNothingElse(String path) throws Exception {
    serve();

    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
  void allowsReadingOnly(String method) throws Exception {
    serve();

    HttpResponse<String> answer = send(method, "/metrics");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    serve();

    HttpResponse<String> answer = send("HEAD", "/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void ignoresTheBodyOfARequest() throws Exception {
    serve();
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/health/live")).method("GET", BodyPublishers.ofString("x".repeat(100_000))).build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void listensOnLoopbackOnly() {
    serve();

    assertThat(server.url()).startsWith("http://127.0.0.1:");
  }

  @Test
  void saysThatAPortIsTaken() {
    serve();

    assertThatThrownBy(() -> HealthServer.start(new HealthConfig(null, server.port()), metrics, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
  }
}
