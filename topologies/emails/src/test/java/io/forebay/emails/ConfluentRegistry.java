package io.forebay.emails;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** The registry as every client knows it that speaks Confluent's API, and nothing that only Forebay knows. */
final class ConfluentRegistry {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  ConfluentRegistry(URI registry) {
    base = registry + "/apis/ccompat/v7";
  }

  /** Registers a schema as the next version of a subject, if it is none of them yet, and tells its id. */
  int register(String subject, Schema schema) throws IOException, InterruptedException {
    String quoted = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return id(send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"" + quoted + "\"}"));
  }

  int latestId(String subject) throws IOException, InterruptedException {
    return id(send("GET", "/subjects/" + subject + "/versions/latest", ""));
  }

  Schema schema(int id) throws IOException, InterruptedException {
    return new Schema.Parser().parse(send("GET", "/schemas/ids/" + id + "/schema", ""));
  }

  void requireCompatibility(String subject, String level) throws IOException, InterruptedException {
    send("PUT", "/config/" + subject, "{\"compatibility\":\"" + level + "\"}");
  }

  private String send(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", MEDIA_TYPE).method(method, BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static int id(String answer) {
    Matcher matcher = ID.matcher(answer);
    if (!matcher.find()) {
      throw new AssertionError("no id in " + answer);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
