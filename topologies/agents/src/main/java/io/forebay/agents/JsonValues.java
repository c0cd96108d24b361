package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** JSON as values of CEL, and back. */
final class JsonValues {
  /** Deeper values come from nowhere but an expression that nests what it was given. */
  static final int DEPTH_MAX = 200;

  /** Up to here a double holds each integer. */
  private static final double INTEGER_MAX = 1L << 53;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValues() {}

  /** A value of CEL that shows JSON without having copied it. */
  sealed interface View permits JsonObjectValue, JsonListValue {
    JsonNode node();
  }

  /**
   * A value of CEL. Whole numbers that 64 bits hold are ints and all others doubles, unless the type tells: a schema's {@code number} is a double also where
   * it was sent as 2, and its {@code integer} an int also where it was sent as 2.0.
   *
   * @param node null reads as JSON null
   * @param type as it was declared
   * @param budget pays for what is looked at
   */
  static Object toCel(JsonNode node, CelType type, Budget budget) {
    if (node == null) {
      return NullValue.NULL_VALUE;
    }
    budget.spend(1);
    return switch (node.getNodeType()) {
      case STRING -> {
        String text = node.textValue();
        budget.spendText(text.length());
        yield text;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node, kind(type));
      case ARRAY -> new JsonListValue(node, type instanceof ListType list && list.hasElemType() ? list.elemType() : SimpleType.DYN, budget);
      case OBJECT -> new JsonObjectValue(node, type, budget);
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  private static CelKind kind(CelType type) {
    return type instanceof NullableType nullable ? nullable.targetType().kind() : type.kind();
  }

  private static Object number(JsonNode node, CelKind kind) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return kind == CelKind.DOUBLE ? (Object) node.doubleValue() : (Object) node.longValue();
    }
    boolean isWhole = kind == CelKind.INT && node.canConvertToLong() && node.canConvertToExactIntegral();
    return isWhole ? (Object) node.longValue() : (Object) node.doubleValue();
  }

  /**
   * JSON of a value. Times and durations are ISO 8601 text, bytes are base64.
   *
   * @param budget pays for what is copied; of what is taken over as it was, for its size
   * @throws IllegalArgumentException if it has none
   */
  static JsonNode toJson(Object value, Budget budget) {
    return value instanceof View view ? view.node() : toJson(value, budget, 0);
  }

  private static JsonNode toJson(Object value, Budget budget, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("the value is nested deeper than " + DEPTH_MAX);
    }
    budget.spend(1);
    return switch (value) {
      case null -> JSON.nullNode();
      case View view -> spendAll(view.node(), budget);
      case NullValue _ -> JSON.nullNode();
      case com.google.protobuf.NullValue _ -> JSON.nullNode();
      case String text -> {
        budget.spendText(text.length());
        yield JSON.textNode(text);
      }
      case Boolean flag -> JSON.booleanNode(flag);
      case Long number -> JSON.numberNode(number);
      case Integer number -> JSON.numberNode(number.longValue());
      case UnsignedLong number -> JSON.numberNode(number.bigIntegerValue());
      case Double number -> number(number);
      case Instant time -> JSON.textNode(time.toString());
      case Duration duration -> JSON.textNode(duration.toString());
      case CelByteString bytes -> JSON.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Optional<?> optional -> toJson(optional.orElse(null), budget, depth);
      case Collection<?> list -> {
        var array = JSON.arrayNode(list.size());
        list.forEach(item -> array.add(toJson(item, budget, depth + 1)));
        yield array;
      }
      case Map<?, ?> map -> {
        var object = JSON.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), toJson(item, budget, depth + 1)));
        yield object;
      }
      default -> throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " has no JSON");
    };
  }

  /** The same part of an input may be in the result many times, and each time it is written. */
  private static JsonNode spendAll(JsonNode node, Budget budget) {
    budget.spend(1);
    if (node.isTextual()) {
      budget.spendText(node.textValue().length());
    }
    node.forEach(child -> spendAll(child, budget));
    return node;
  }

  /** JSON has one kind of number: what came in as 2 goes out as 2. */
  private static JsonNode number(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no number " + number);
    }
    if (number == Math.rint(number) && Math.abs(number) <= INTEGER_MAX) {
      return JSON.numberNode((long) number);
    }
    return JSON.numberNode(number);
  }
}
