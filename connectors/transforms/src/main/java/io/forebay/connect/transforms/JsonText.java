package io.forebay.connect.transforms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** JSON as rows and messages hold it, read with bounds; numbers keep the digits that they came with. */
final class JsonText {
  /** How deep objects and lists may stand in each other. */
  static final int DEPTH_MAX = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonText() {}

  /** The tree of a text; empty where it is not JSON. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The tree of a text that begins like an object or a list; empty where it is none. */
  static Optional<JsonNode> parseContainer(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[") ? parse(text) : Optional.empty();
  }

  static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new DataException("A tree cannot be written as JSON.", e);
    }
  }

  /**
   * The tree of what a converter made.
   *
   * @throws DataException where it holds what has no form in JSON, or is nested too deep
   */
  static JsonNode tree(Object value) {
    return tree(value, 0);
  }

  private static JsonNode tree(Object value, int depth) {
    if (depth > DEPTH_MAX) {
      throw new DataException("The record is nested deeper than " + DEPTH_MAX + " levels.");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case JsonNode node -> node;
      case String text -> nodes.textNode(text);
      case Boolean truth -> nodes.booleanNode(truth);
      case Byte number -> nodes.numberNode(number);
      case Short number -> nodes.numberNode(number);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Float number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case BigInteger number -> nodes.numberNode(number);
      case BigDecimal number -> nodes.numberNode(number);
      case Date date -> nodes.textNode(date.toInstant().toString());
      case byte[] bytes -> nodes.textNode(Base64.getEncoder().encodeToString(bytes));
      case ByteBuffer bytes -> nodes.textNode(Base64.getEncoder().encodeToString(Utf8.bytes(bytes)));
      case Struct struct -> object(struct, depth);
      case Map<?, ?> map -> object(map, depth);
      case Collection<?> list -> {
        ArrayNode array = nodes.arrayNode(list.size());
        list.forEach(item -> array.add(tree(item, depth + 1)));
        yield array;
      }
      default -> throw new DataException("A value of " + value.getClass().getSimpleName() + " cannot be written as JSON.");
    };
  }

  private static ObjectNode object(Struct struct, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Field field : struct.schema().fields()) {
      object.set(field.name(), tree(struct.get(field), depth + 1));
    }
    return object;
  }

  private static ObjectNode object(Map<?, ?> map, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    map.forEach((name, item) -> object.set(String.valueOf(name), tree(item, depth + 1)));
    return object;
  }
}
