package io.forebay.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as events and requests carry it: compact text, one line. */
final class Json {
  static final JsonNode NULL = NullNode.getInstance();

  /** Of one character of a Java text. */
  private static final int UTF_8_BYTES_MAX = 3;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String text(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  /**
   * A Java value as JSON.
   *
   * @throws IllegalArgumentException if Jackson cannot write it
   */
  static String of(Object value) {
    return text(MAPPER.valueToTree(value));
  }

  /** Foreign text as JSON; empty if it is none. Jackson bounds how deep it may be nested. */
  static Optional<JsonNode> read(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Text of an event as JSON.
   *
   * @param text null reads as null
   * @throws IllegalArgumentException if it is no JSON
   */
  static JsonNode readOwn(String text) {
    if (text == null) {
      return NULL;
    }
    return read(text).orElseThrow(() -> new IllegalArgumentException("The data of an event is no JSON: " + shortened(text, 200)));
  }

  /** Whether a text has at most so many bytes of UTF-8; null has none. */
  static boolean fits(String text, int bytesMax) {
    return text == null || text.length() <= bytesMax / UTF_8_BYTES_MAX || text.getBytes(StandardCharsets.UTF_8).length <= bytesMax;
  }

  /** A text, or its beginning with dots where it is longer. */
  static String shortened(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end) + "...";
  }
}
