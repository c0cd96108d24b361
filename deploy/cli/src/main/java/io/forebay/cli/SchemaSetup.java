package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
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

/**
 * Registers the catalogue's schemas, over the API that Confluent's registry and Apicurio's ccompat endpoint share.
 *
 * <p>A subject is {@code <topic>-value}; its compatibility is set to {@value #COMPATIBILITY} with its first version.
 */
final class SchemaSetup {
  static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int NOT_FOUND = 404;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI registry;

  /**
   * A schema of the catalogue beside the registry's.
   *
   * @param subject in the registry
   * @param type simple name of the record
   * @param id of this very schema in the registry; 0 if it is not registered
   * @param versions how many versions the subject has
   * @param compatible whether the registry would take this schema as the next version
   */
  record Found(String subject, String type, int id, int versions, boolean compatible) {}

  SchemaSetup(URI registry) {
    this.registry = registry;
  }

  List<Found> look(Topics topics) {
    var found = new ArrayList<Found>();
    for (TopicSpec topic : topics.all()) {
      topic.value().ifPresent(type -> found.add(look(subject(topic), type)));
    }
    return found;
  }

  /**
   * Registers what is missing.
   *
   * @return what was done, a sentence each
   * @throws CommandFailedException if a schema is not compatible with those before it; none after it is registered
   */
  List<String> apply(Topics topics) {
    var done = new ArrayList<String>();
    for (TopicSpec topic : topics.all()) {
      topic.value().ifPresent(type -> register(subject(topic), type, done));
    }
    return done;
  }

  private Found look(String subject, Class<?> type) {
    String body = schemaBody(type);
    var registered = send("POST", "/subjects/" + subject, body);
    var versions = send("GET", "/subjects/" + subject + "/versions", null);
    boolean isNew = versions.statusCode() == NOT_FOUND;
    boolean compatible =
        isNew
            || json(send("POST", "/compatibility/subjects/" + subject + "/versions?verbose=true", body))
                .path("is_compatible")
                .asBoolean(false);
    return new Found(
        subject,
        type.getSimpleName(),
        registered.statusCode() == NOT_FOUND ? 0 : json(registered).path("id").asInt(),
        isNew ? 0 : json(versions).size(),
        compatible);
  }

  private void register(String subject, Class<?> type, List<String> done) {
    Found found = look(subject, type);
    if (found.id() != 0) {
      return;
    }
    if (!found.compatible()) {
      throw new CommandFailedException(
          "%s is not compatible (%s) with the versions of %s in the registry at %s; give new fields defaults and keep the old ones"
              .formatted(type.getSimpleName(), COMPATIBILITY, subject, registry));
    }
    var answer = send("POST", "/subjects/" + subject + "/versions", schemaBody(type));
    int id = json(answer).path("id").asInt();
    if (found.versions() == 0) {
      json(send("PUT", "/config/" + subject, "{\"compatibility\":\"" + COMPATIBILITY + "\"}"));
    }
    done.add("registered " + subject + " with id " + id);
  }

  private static String subject(TopicSpec topic) {
    return topic.name() + "-value";
  }

  private static String schemaBody(Class<?> type) {
    return JSON.createObjectNode().put("schema", EventSchemas.published(type).toString()).toString();
  }

  private HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(registry.resolve("/apis/ccompat/v7" + path))
            .timeout(TIMEOUT)
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailedException("The schema registry at " + registry + " does not answer; start it or give --registry.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while waiting for the schema registry", e);
    }
  }

  private JsonNode json(HttpResponse<String> response) {
    try {
      JsonNode node = JSON.readTree(response.body());
      if (response.statusCode() >= 400) {
        throw new CommandFailedException(
            "The schema registry at %s refused: %s".formatted(registry, node.path("message").asText(response.body())));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new CommandFailedException("The schema registry at " + registry + " answered something that is not JSON.", e);
    }
  }
}
