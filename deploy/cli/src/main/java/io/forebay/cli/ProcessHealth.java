package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a Forebay process says it is, on its {@code /health/ready}. */
final class ProcessHealth {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long ANSWER_BYTES_MAX = 1L << 20;
  private static final int PARTS_MAX = 100;
  private static final String REASON = "reason";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProcessHealth() {}

  /**
   * Asks a process.
   *
   * @param url base address of its health server
   * @return a part for each of the process's, or one that says why there is no answer
   */
  static List<HealthPart> ask(URI url) {
    String name = "process at " + url;
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build()) {
      var request = HttpRequest.newBuilder(url.resolve("/health/ready")).timeout(TIMEOUT).build();
      return parse(name, http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)).body());
    } catch (IllegalArgumentException _) {
      return List.of(HealthPart.down(name, "that is no address; give one such as http://127.0.0.1:9404 with --url"));
    } catch (IOException _) {
      return List.of(HealthPart.down(name, "does not answer; start it (forebay dev) or give its address with --url"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while asking " + url + ".", e);
    }
  }

  /**
   * Reads a health report.
   *
   * @param name of the process, for the case that it is not one
   */
  static List<HealthPart> parse(String name, String report) {
    try {
      JsonNode parts = JSON.readTree(report).path("parts");
      if (!parts.isArray()) {
        return List.of(notForebay(name));
      }
      var found = new ArrayList<HealthPart>();
      for (JsonNode part : parts) {
        if (found.size() < PARTS_MAX) {
          found.add(part(part));
        }
      }
      return found;
    } catch (JsonProcessingException _) {
      return List.of(notForebay(name));
    }
  }

  private static HealthPart part(JsonNode part) {
    String status = part.path("status").asText();
    var figures = new TreeMap<String, Object>();
    if (part.path("details").isObject()) {
      figures.putAll(JSON.convertValue(part.path("details"), new TypeReference<Map<String, Object>>() {}));
    }
    Object reason = figures.remove(REASON);
    var words = new ArrayList<String>();
    if (reason != null) {
      words.add(String.valueOf(reason));
    }
    figures.forEach((figure, value) -> words.add(figure + " " + value));
    figures.put("status", status);
    return new HealthPart(SafeText.of(part.path("name").asText()), status.equals("UP"), SafeText.of(String.join(", ", words)), figures);
  }

  private static HealthPart notForebay(String name) {
    return HealthPart.down(name, "answers, but not with a health report of Forebay; give another address with --url");
  }
}
