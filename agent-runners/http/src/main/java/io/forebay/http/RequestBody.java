package io.forebay.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * What is sent along.
 *
 * @param contentType what it is unless the request's headers say so
 */
record RequestBody(String text, String contentType) {
  /** Text is sent as it is, anything else as JSON; null is no body. */
  static Optional<RequestBody> read(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        body.isTextual() ? new RequestBody(body.textValue(), "text/plain; charset=utf-8") : new RequestBody(body.toString(), "application/json"));
  }

  /** Without a content type of its own: that is a header like the others. */
  HttpEntity entity() {
    return new StringEntity(text, null, StandardCharsets.UTF_8.name(), false);
  }
}
