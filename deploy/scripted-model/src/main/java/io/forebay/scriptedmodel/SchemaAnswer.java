package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fills in a form: JSON that matches a schema, with words from a text.
 *
 * <p>It heeds type, const, enum, properties and required, items and minItems, bounds of numbers and lengths, the first of anyOf and oneOf, and references
 * into the schema itself. What else a schema demands is not seen; what nests deeper than 12 or has more than 2,000 values becomes null.
 */
final class SchemaAnswer {
  private static final int DEPTH_MAX = 12;
  private static final int VALUES_MAX = 2_000;
  private static final int ITEMS_MAX = 16;
  private static final int TEXT_MAX = 240;
  private static final Set<String> FREE_TEXTS = Set.of("answer", "summary", "text", "reply", "draft", "message", "body", "reason", "explanation", "note");

  private final JsonNode root;
  private final String text;
  private int values;

  private SchemaAnswer(JsonNode root, String text) {
    this.root = root;
    this.text = text;
  }

  /**
   * Fills in.
   *
   * @param text what to take words from
   */
  static JsonNode of(JsonNode schema, String text) {
    return new SchemaAnswer(schema, text).value("", schema, 0);
  }

  private JsonNode value(String name, JsonNode schema, int depth) {
    values++;
    if (depth > DEPTH_MAX || values > VALUES_MAX) {
      return NullNode.instance;
    }
    if (schema.path("$ref").asText().startsWith("#/")) {
      return value(name, root.at(schema.path("$ref").asText().substring(1)), depth + 1);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      return choice(schema.get("enum"));
    }
    for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
      if (schema.path(keyword).isArray() && !schema.path(keyword).isEmpty() && !schema.has("properties")) {
        return value(name, schema.get(keyword).get(0), depth + 1);
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(name, schema, depth);
      case "boolean" -> BooleanNode.valueOf(Words.of(text).contains(name.toLowerCase(Locale.ROOT)));
      case "integer" -> IntNode.valueOf((int) Math.ceil(number(schema)));
      case "number" -> JsonNodeFactory.instance.numberNode(number(schema));
      case "null" -> NullNode.instance;
      default -> string(name, schema);
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray() && !type.isEmpty()) {
      return type.get(0).asText();
    }
    return type.isTextual() ? type.asText() : schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = Json.object();
    schema.path("properties").properties().forEach(property -> object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1)));
    schema.path("required").forEach(required -> object.putIfAbsent(required.asText(), TextNode.valueOf("")));
    return object;
  }

  private ArrayNode array(String name, JsonNode schema, int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.min(schema.path("minItems").asInt(0), ITEMS_MAX); i++) {
      array.add(value(name, schema.path("items"), depth + 1));
    }
    return array;
  }

  /** The choice that the text names; else the one called other; else the first. */
  private JsonNode choice(JsonNode choices) {
    Set<String> words = Words.of(text);
    JsonNode other = choices.get(0);
    for (JsonNode choice : choices) {
      if (Words.shared(words, choice.asText()) > 0) {
        return choice;
      }
      other = choice.asText().equals("other") ? choice : other;
    }
    return other;
  }

  private static double number(JsonNode schema) {
    double least = schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(-1) + 1);
    double most = schema.path("maximum").asDouble(schema.path("exclusiveMaximum").asDouble(least + 2) - 1);
    return Math.max(least, Math.floor((least + most) / 2));
  }

  private TextNode string(String name, JsonNode schema) {
    String value = words(name, schema.path("format").asText());
    int most = Math.max(0, schema.path("maxLength").asInt(TEXT_MAX));
    value = Words.cut(value, most);
    int missing = Math.min(schema.path("minLength").asInt(0) - value.length(), TEXT_MAX);
    return TextNode.valueOf(missing > 0 ? value + ".".repeat(missing) : value);
  }

  private String words(String name, String format) {
    List<String> urls = Words.urls(text, 1);
    boolean isAddress = format.equals("uri") || name.toLowerCase(Locale.ROOT).endsWith("url");
    if (isAddress) {
      return urls.isEmpty() ? "https://example.com/" : urls.getFirst();
    }
    return switch (format) {
      case "date" -> "2000-01-01";
      case "date-time" -> "2000-01-01T00:00:00Z";
      case "email" -> "scripted@example.com";
      default -> {
        List<String> sentences = new ArrayList<>(Words.sentences(text));
        String first = sentences.isEmpty() ? "nothing was said" : sentences.getFirst();
        yield FREE_TEXTS.contains(name.toLowerCase(Locale.ROOT)) ? ShippedScript.MARK + first : first;
      }
    };
  }
}
