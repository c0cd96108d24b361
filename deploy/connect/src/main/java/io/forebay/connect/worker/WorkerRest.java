package io.forebay.connect.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks any Kafka Connect worker over its REST interface.
 *
 * <p>Never asks for the settings of connectors, since these may hold secrets. Every method throws a {@link WorkerException} where the worker is
 * not there, does not answer or refuses.
 */
public final class WorkerRest implements AutoCloseable {
  /** A worker looks at all settings of a connector before it answers, and waits for its server while it does. */
  private static final Duration TIMEOUT = Duration.ofSeconds(100);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration BUSY_MAX = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final int REBALANCES = 409;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
  private final URI url;

  private record Answer(int status, JsonNode body) {}

  private WorkerRest(URI url) {
    this.url = url;
  }

  /**
   * The worker at an address.
   *
   * @param url for example {@code http://127.0.0.1:8083}
   */
  public static WorkerRest at(URI url) {
    if (url.getHost() == null || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
      throw new WorkerException("There is no Connect worker at " + url + "; give an address such as http://127.0.0.1:8083.");
    }
    String text = url.toString();
    return new WorkerRest(text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url);
  }

  public URI url() {
    return url;
  }

  /** Whether the worker has joined its group and takes requests. */
  public boolean isReady() {
    return ask("GET", "/health", null).status() == 200;
  }

  /** All connectors, by name. */
  public List<ConnectorStatus> connectors() {
    List<ConnectorStatus> found = new ArrayList<>();
    ok(ask("GET", "/connectors?expand=status", null)).forEach(connector -> found.add(status(connector.path("status"))));
    found.sort(Comparator.comparing(ConnectorStatus::name));
    return found;
  }

  /** How a connector is; empty if there is none of this name, or it was made only now. */
  public Optional<ConnectorStatus> status(String name) {
    Answer answer = ask("GET", "/connectors/" + segment(name) + "/status", null);
    return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(status(ok(answer)));
  }

  /** Makes a connector, or gives the one of this name other settings. */
  public void put(String name, Map<String, String> config) {
    ok(askUntilSettled("PUT", "/connectors/" + segment(name) + "/config", config));
  }

  /** Starts a connector and all its tasks anew; false if there is none of this name. */
  public boolean restart(String name) {
    Answer answer = askUntilSettled("POST", "/connectors/" + segment(name) + "/restart?includeTasks=true&onlyFailed=false", null);
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    ok(answer);
    return true;
  }

  /** Removes a connector and keeps its offsets; false if there is none of this name. */
  public boolean remove(String name) {
    Answer answer = askUntilSettled("DELETE", "/connectors/" + segment(name), null);
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    ok(answer);
    return true;
  }

  /** What the worker thinks of a connector's settings; nothing is made. */
  public SettingsCheck check(Map<String, String> config) {
    String type = config.getOrDefault(ConnectorFile.CLASS, "");
    Answer answer = ask("PUT", "/connector-plugins/" + segment(type.substring(type.lastIndexOf('.') + 1)) + "/config/validate", config);
    if (answer.status() / 100 != 2) {
      return SettingsCheck.failed(config, sentence(answer));
    }
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (JsonNode info : answer.body().path("configs")) {
      List<String> errors = new ArrayList<>();
      info.path("value").path("errors").forEach(error -> errors.add(error.asText()));
      // Of some that they declare, Debezium's connectors say nothing when they are asked: there the value is null.
      settings.put(info.path("definition").path("name").asText(), errors);
    }
    return SettingsCheck.of(config, settings).and(InlineSecrets.problems(config));
  }

  @Override
  public void close() {
    http.close();
  }

  /** False if it is not ready in time. */
  boolean awaitReady(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end) {
      if (isReady()) {
        return true;
      }
      pause();
    }
    return false;
  }

  private static ConnectorStatus status(JsonNode status) {
    JsonNode connector = status.path("connector");
    List<ConnectorStatus.Task> tasks = new ArrayList<>();
    status
        .path("tasks")
        .forEach(
            task ->
                tasks.add(
                    new ConnectorStatus.Task(task.path("id").asInt(), task.path("state").asText(), task.path("worker_id").asText(), WorkerFailures.ofTrace(task.path("trace").asText("")))));
    return new ConnectorStatus(
        status.path("name").asText(),
        status.path("type").asText(),
        connector.path("state").asText(),
        connector.path("worker_id").asText(),
        WorkerFailures.ofTrace(connector.path("trace").asText("")),
        tasks);
  }

  /** While a group of workers shares out its connectors it takes no changes. */
  private Answer askUntilSettled(String method, String path, Object body) {
    long end = System.nanoTime() + BUSY_MAX.toNanos();
    Answer answer = ask(method, path, body);
    while (answer.status() == REBALANCES && System.nanoTime() < end) {
      pause();
      answer = ask(method, path, body);
    }
    return answer;
  }

  private JsonNode ok(Answer answer) {
    if (answer.status() / 100 == 2) {
      return answer.body();
    }
    throw new WorkerException(sentence(answer) + ".");
  }

  private String sentence(Answer answer) {
    String told = WorkerFailures.sentence(answer.body().path("message").asText(""));
    return told.isEmpty() ? "The Connect worker at " + url + " answers with status " + answer.status() : told;
  }

  private Answer ask(String method, String path, Object body) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).header("Accept", "application/json");
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)));
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      throw new WorkerException("What answers at " + url + " is no Kafka Connect worker; say where one is with --worker URL.", e);
    } catch (HttpTimeoutException e) {
      throw new WorkerException("The Connect worker at " + url + " did not answer in time.", e);
    } catch (IOException e) {
      throw new WorkerException("There is no Connect worker at " + url + "; start one with forebay dev --connect FILE, or say where it is with --worker URL.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerException("Interrupted while the Connect worker at " + url + " was asked.", e);
    }
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerException("Interrupted while the Connect worker at " + url + " was asked.", e);
    }
  }
}
