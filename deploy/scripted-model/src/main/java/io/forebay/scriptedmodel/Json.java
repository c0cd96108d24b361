package io.forebay.scriptedmodel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Reads and writes JSON, of strangers as well: nesting and the length of a text are bounded. */
final class Json {
  private static final int DEPTH_MAX = 200;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).maxStringLength(ScriptedModel.BODY_BYTES_MAX).build())
                  .build())
          .build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The object that a text is; empty where it is none. */
  static Optional<JsonNode> objectIn(String text) {
    return read(text).filter(JsonNode::isObject);
  }

  /** The items of the list that a text is; none where it is none. */
  static Iterable<JsonNode> listIn(String text) {
    return read(text).filter(JsonNode::isArray).orElseGet(JsonNodeFactory.instance::arrayNode);
  }

  private static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
