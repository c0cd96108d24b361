package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types for expressions, as far as JSON Schemas tell them; of what they leave open nothing is claimed. */
final class SchemaTypes {
  private static final int DEPTH_MAX = 20;

  /** What may allow fields that {@code properties} does not name. */
  private static final List<String> OPEN =
      List.of("patternProperties", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "unevaluatedProperties");

  /** Types that may be null for CEL; objects and lists may not. */
  private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");

  private final List<CelType> structs = new ArrayList<>();

  /** The types with fields that were made. */
  List<CelType> structs() {
    return List.copyOf(structs);
  }

  /**
   * The type of values that a schema allows.
   *
   * @param name of the value, for messages
   */
  CelType of(String name, JsonNode schema) {
    return of(name, schema, 0);
  }

  /** A type with these fields. */
  CelType struct(String name, Map<String, CelType> fields) {
    ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
    StructType struct = StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
    structs.add(struct);
    return struct;
  }

  private CelType of(String name, JsonNode schema, int depth) {
    if (!schema.isObject() || depth > DEPTH_MAX) {
      return SimpleType.DYN;
    }
    return switch (type(schema.path("type"))) {
      case "string" -> NullableType.create(SimpleType.STRING);
      case "integer" -> NullableType.create(SimpleType.INT);
      case "boolean" -> NullableType.create(SimpleType.BOOL);
      case "array" -> ListType.create(of(name + "[]", schema.path("items"), depth + 1));
      case "object" -> object(name, schema, depth);
      case "number" -> NullableType.create(SimpleType.DOUBLE);
      default -> SimpleType.DYN;
    };
  }

  /** The one type that a value has, null aside; empty where there are several. */
  private static String type(JsonNode types) {
    if (!types.isArray()) {
      return types.asText();
    }
    var others = types.valueStream().map(JsonNode::asText).filter(type -> !type.equals("null")).toList();
    return others.size() == 1 && SCALARS.contains(others.getFirst()) ? others.getFirst() : "";
  }

  private CelType object(String name, JsonNode schema, int depth) {
    JsonNode others = schema.path("additionalProperties");
    boolean isOpen = others.isObject() || others.asBoolean(false) || OPEN.stream().anyMatch(schema::has);
    if (isOpen || schema.path("properties").isEmpty()) {
      return MapType.create(SimpleType.STRING, SimpleType.DYN);
    }
    var fields = new HashMap<String, CelType>();
    schema.path("properties").properties().forEach(field -> fields.put(field.getKey(), of(name + "." + field.getKey(), field.getValue(), depth + 1)));
    return struct(name, fields);
  }
}
