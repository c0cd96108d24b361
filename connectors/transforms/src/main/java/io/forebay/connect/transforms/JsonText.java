package io.forebay.connect.transforms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
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
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * JSON as rows and messages hold it, read with bounds; numbers keep the digits that they came with. An object that names a field twice is none:
 * readers do not agree on what it says.
 */
final class JsonText {
  /** How deep objects and lists may stand in each other. */
  static final int DEPTH_MAX = 200;

  private static final int SCALE_MAX = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader LENIENT = MAPPER.reader().without(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final ObjectWriter SORTED = MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

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

  /**
   * The tree of a text that is an object, a list or a quoted text, all of which can hide what stands in them; empty where it is none.
   *
   * @throws DataException where a tree would not show all that is there
   */
  static Optional<JsonNode> look(String text) {
    String start = text.stripLeading();
    if (start.isEmpty() || "{[\"".indexOf(start.charAt(0)) < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (StreamConstraintsException e) {
      throw new DataException("JSON is nested deeper than " + DEPTH_MAX + " levels, or has a name or number that is too long.");
    } catch (MismatchedInputException e) {
      if (isJson(text)) {
        throw new DataException("JSON names a field twice; what a reader takes is not known.");
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean isJson(String text) {
    try {
      LENIENT.readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static String write(JsonNode tree) {
    return write(MAPPER.writer(), tree);
  }

  /** The same text for the same content, whatever the order of the names. */
  static String writeSorted(JsonNode tree) {
    return write(SORTED, tree);
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new DataException("A tree cannot be written as JSON.", e);
    }
  }

  /** A number in digits alone, however it was written, unless these would be many: 4.10e3 is 4100. */
  static String digits(Number number) {
    String written = number.toString();
    try {
      BigDecimal exact = new BigDecimal(written);
      return Math.abs((long) exact.scale()) > SCALE_MAX ? written : exact.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return written; // such as NaN
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
      case Date date -> nodes.textNode(RecordValues.instant(date).toString());
      case UUID id -> nodes.textNode(id.toString());
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
    map.forEach((name, item) -> {
      if (!(name instanceof String || name instanceof Number || name instanceof Boolean)) {
        throw new DataException("A map whose names are no texts or numbers cannot be written as JSON.");
      }
      object.set(name.toString(), tree(item, depth + 1));
    });
    return object;
  }
}
