package io.forebay.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What an action asks for.
 *
 * @param headers by name as written, no name twice whatever its case
 * @param secrets names of secrets by the header that they go into
 * @param idempotencyKeyHeader the header that carries the action's idempotency key
 */
record HttpInput(
    Method method,
    Target target,
    Map<String, String> headers,
    Map<String, String> secrets,
    Optional<RequestBody> body,
    Optional<Duration> timeout,
    Optional<String> idempotencyKeyHeader,
    AcceptedStatus accepted,
    boolean followsRedirects) {
  private static final String REFERENCE = "secret:";

  /**
   * Reads what the input schema has let pass.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static HttpInput read(JsonNode input) {
    Map<String, String> headers = texts(input.path("headers"));
    Map<String, String> secrets = texts(input.path("secrets"));
    secrets.replaceAll((header, reference) -> reference.substring(REFERENCE.length()));
    Optional<String> keyHeader = Optional.ofNullable(input.path("idempotencyKeyHeader").textValue());
    checkHeaders(headers, secrets, keyHeader);
    Method method = Method.valueOf(input.path("method").textValue());
    Optional<RequestBody> body = RequestBody.read(input.path("body"));
    if (body.isPresent() && !method.takesBody()) {
      throw new IllegalArgumentException("a " + method + " request has no body");
    }
    return new HttpInput(
        method,
        Target.parse(input.path("url").textValue()).with(query(input.path("query"))),
        headers,
        secrets,
        body,
        input.has("timeoutMs") ? Optional.of(Duration.ofMillis(input.path("timeoutMs").longValue())) : Optional.empty(),
        keyHeader,
        new AcceptedStatus(input.path("acceptStatus")),
        input.path("followRedirects").asBoolean(true));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().textValue()));
    return texts;
  }

  private static void checkHeaders(Map<String, String> headers, Map<String, String> secrets, Optional<String> keyHeader) {
    Set<String> seen = new HashSet<>();
    headers.forEach(
        (name, value) -> {
          check(name, false, seen);
          HeaderRules.checkValue(name, value);
        });
    secrets.keySet().forEach(name -> check(name, true, seen));
    keyHeader.ifPresent(name -> check(name, false, seen));
    if (seen.size() > HeaderRules.COUNT_MAX) {
      throw new IllegalArgumentException("a request has at most " + HeaderRules.COUNT_MAX + " headers");
    }
  }

  private static void check(String name, boolean isSecret, Set<String> seen) {
    HeaderRules.checkName(name, isSecret);
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the header " + name + " is given twice");
    }
  }

  private static String query(JsonNode query) {
    StringJoiner joined = new StringJoiner("&");
    query
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> joined.add(encode(entry.getKey()) + "=" + encode(value.asText())));
              } else {
                joined.add(encode(entry.getKey()) + "=" + encode(entry.getValue().asText()));
              }
            });
    return joined.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
