package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry, over the API that Confluent's and Apicurio's ccompat endpoint share.
 *
 * <p>Every method throws a {@link CommandFailedException} where the registry does not answer or refuses.
 */
final class SchemaRegistry implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String BASE = "/apis/ccompat/v7";
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final long ANSWER_BYTES_MAX = 8L << 20;

  /** Error codes of the API: no such subject, version, schema; no compatibility of the subject's own. */
  private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403, 40408);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI address;

  /**
   * @throws CommandFailedException if the address cannot be one
   */
  SchemaRegistry(URI address) {
    if (address.getHost() == null || !Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
      throw new CommandFailedException("There is no schema registry at " + address + "; give an address such as http://127.0.0.1:8081.");
    }
    this.address = address;
  }

  URI address() {
    return address;
  }

  /** The id of exactly this schema under a subject. */
  OptionalInt idOf(String subject, Schema schema) {
    return send("POST", "/subjects/" + subject, body(schema))
        .map(answer -> OptionalInt.of(answer.path("id").asInt()))
        .orElse(OptionalInt.empty());
  }

  /** All schemas that were ever registered under a subject, the oldest first; empty if there is no such subject. */
  List<Schema> versions(String subject) {
    var schemas = new ArrayList<Schema>();
    for (JsonNode version : send("GET", "/subjects/" + subject + "/versions", null).orElse(JSON.createArrayNode())) {
      String path = "/subjects/" + subject + "/versions/" + version.asInt();
      send("GET", path, null).ifPresent(answer -> schemas.add(parse(subject, answer)));
    }
    return schemas;
  }

  /**
   * Adds a version.
   *
   * @return the schema's id
   */
  int register(String subject, Schema schema) {
    return require("POST", "/subjects/" + subject + "/versions", body(schema)).path("id").asInt();
  }

  /** The compatibility that was set for a subject itself. */
  Optional<String> compatibility(String subject) {
    return send("GET", "/config/" + subject, null).map(answer -> answer.path("compatibilityLevel").asText());
  }

  void setCompatibility(String subject, String compatibility) {
    require("PUT", "/config/" + subject, JSON.createObjectNode().put("compatibility", compatibility).toString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Schema parse(String subject, JsonNode version) {
    try {
      return new Schema.Parser().parse(version.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new CommandFailedException(
          "Version " + version.path("version").asInt() + " of " + subject + " in the schema registry at " + address + " is not an Avro schema.", e);
    }
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private JsonNode require(String method, String path, String body) {
    return send(method, path, body)
        .orElseThrow(() -> new CommandFailedException("The schema registry at " + address + " does not know " + path + "."));
  }

  private Optional<JsonNode> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(address.resolve(BASE + path))
            .timeout(TIMEOUT)
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return read(http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
    } catch (IOException e) {
      throw new CommandFailedException("The schema registry at " + address + " does not answer; start it or give --registry.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while waiting for the schema registry at " + address + ".", e);
    }
  }

  private Optional<JsonNode> read(HttpResponse<String> response) {
    JsonNode answer;
    try {
      answer = JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new CommandFailedException(
          "What answers at " + address + " is not a schema registry with " + BASE + "; give its address with --registry.", e);
    }
    if (response.statusCode() < 400) {
      return Optional.of(answer);
    }
    if (NOT_FOUND.contains(answer.path("error_code").asInt())) {
      return Optional.empty();
    }
    throw new CommandFailedException(
        "The schema registry at %s refused: %s".formatted(address, SafeText.of(answer.path("message").asText(response.body()))));
  }
}
