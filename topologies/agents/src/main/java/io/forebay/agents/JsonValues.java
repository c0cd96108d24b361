package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as values of CEL, and back. */
final class JsonValues {
  /** Deeper values come from nowhere but an expression that nests what it was given. */
  static final int DEPTH_MAX = 200;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValues() {}

  /** A value of CEL; whole numbers that 64 bits hold are ints, all others doubles. */
  static Object toCel(JsonNode node) {
    if (node == null) {
      return NullValue.NULL_VALUE;
    }
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : (Object) node.doubleValue();
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(toCel(item)));
        yield list;
      }
      case OBJECT -> {
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties().forEach(field -> map.put(field.getKey(), toCel(field.getValue())));
        yield map;
      }
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  /**
   * JSON of a value. Times and durations are ISO 8601 text, bytes are base64.
   *
   * @throws IllegalArgumentException if it has none
   */
  static JsonNode toJson(Object value) {
    return toJson(value, 0);
  }

  private static JsonNode toJson(Object value, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("the value is nested deeper than " + DEPTH_MAX);
    }
    return switch (value) {
      case null -> JSON.nullNode();
      case NullValue _ -> JSON.nullNode();
      case com.google.protobuf.NullValue _ -> JSON.nullNode();
      case String text -> JSON.textNode(text);
      case Boolean flag -> JSON.booleanNode(flag);
      case Long number -> JSON.numberNode(number);
      case Integer number -> JSON.numberNode(number.longValue());
      case UnsignedLong number -> JSON.numberNode(number.bigIntegerValue());
      case Double number -> number(number);
      case Instant time -> JSON.textNode(time.toString());
      case Duration duration -> JSON.textNode(duration.toString());
      case CelByteString bytes -> JSON.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Optional<?> optional -> toJson(optional.orElse(null), depth);
      case Collection<?> list -> {
        var array = JSON.arrayNode(list.size());
        list.forEach(item -> array.add(toJson(item, depth + 1)));
        yield array;
      }
      case Map<?, ?> map -> {
        var object = JSON.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), toJson(item, depth + 1)));
        yield object;
      }
      default -> throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " has no JSON");
    };
  }

  private static JsonNode number(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no number " + number);
    }
    return JSON.numberNode(number);
  }
}
