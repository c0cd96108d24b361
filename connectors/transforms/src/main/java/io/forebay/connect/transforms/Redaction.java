package io.forebay.connect.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Walks through a value along a path and rewrites what it finds at the end of it: in structs, maps, lists, bytes and JSON text.
 *
 * <p>Nothing is changed in place; what holds no finding is the very object that came in. Schemas stay as they are: what a schema lets be no text
 * is not looked at, and where all has to go becomes null.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing was found in it
final class Redaction {
  /** Turns one text into another; the name is the field's. */
  @FunctionalInterface
  interface Rewriter {
    String rewrite(String name, String text);
  }

  private final Rewriter rewriter;
  private final boolean whole;
  private final boolean binaryKept;
  private final boolean missingAllowed;

  /**
   * @param whole whether nothing is left of what the path leads to, whatever it is
   */
  Redaction(Rewriter rewriter, boolean whole, boolean binaryKept, boolean missingAllowed) {
    this.rewriter = rewriter;
    this.whole = whole;
    this.binaryKept = binaryKept;
    this.missingAllowed = missingAllowed;
  }

  /**
   * The value with what is at the path rewritten.
   *
   * @param schema null: there is none
   * @param path names to follow; empty: all that the value holds
   */
  Object apply(Schema schema, Object value, List<String> path) {
    return walk(schema, value, path, path.isEmpty() ? "" : path.getLast(), 0);
  }

  private Object walk(Schema schema, Object value, List<String> path, String name, int depth) {
    requireDepth(depth);
    return switch (value) {
      case null -> null;
      case Struct struct -> struct(struct, path, depth);
      case Map<?, ?> map when schema == null && isWhole(path) -> rewriter.rewrite(name, JsonText.writeSorted(JsonText.tree(map)));
      case Map<?, ?> map -> map(schema, map, path, depth);
      case Collection<?> list -> list(schema, list, path, name, depth);
      case String text -> text(text, path, name, depth);
      case byte[] bytes -> bytes(bytes, path, name, depth).map(Object.class::cast).orElse(bytes);
      case ByteBuffer buffer -> bytes(Utf8.bytes(buffer), path, name, depth).<Object>map(ByteBuffer::wrap).orElse(buffer);
      default -> leaf(schema, value, path, name);
    };
  }

  private Struct struct(Struct struct, List<String> path, int depth) {
    if (!path.isEmpty() && struct.schema().field(path.getFirst()) == null) {
      missing(path.getFirst());
      return struct;
    }
    Struct changed = null;
    for (Field field : struct.schema().fields()) {
      if (!path.isEmpty() && !field.name().equals(path.getFirst())) {
        continue;
      }
      Object before = struct.getWithoutDefault(field.name());
      Object after = walk(field.schema(), before, rest(path), field.name(), depth + 1);
      if (after != before) {
        changed = changed == null ? copy(struct) : changed;
        changed.put(field, after);
      }
    }
    return changed == null ? struct : changed;
  }

  private static Struct copy(Struct struct) {
    Struct copy = new Struct(struct.schema());
    struct.schema().fields().forEach(field -> copy.put(field, struct.getWithoutDefault(field.name())));
    return copy;
  }

  private Map<?, ?> map(Schema schema, Map<?, ?> map, List<String> path, int depth) {
    Map<Object, Object> changed = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      Object item = entry.getValue();
      if (path.isEmpty() || path.getFirst().equals(key)) {
        item = walk(schema == null ? null : schema.valueSchema(), item, rest(path), key instanceof String name ? name : "", depth + 1);
        key = path.isEmpty() ? walk(schema == null ? null : schema.keySchema(), key, path, "", depth + 1) : key;
      }
      same &= key == entry.getKey() && item == entry.getValue();
      if (changed.containsKey(key)) {
        throw new DataException("Two names of a map become one when they are redacted; set token.key to tell them apart.");
      }
      changed.put(key, item);
    }
    return same ? map : changed;
  }

  private Collection<?> list(Schema schema, Collection<?> list, List<String> path, String name, int depth) {
    List<Object> changed = new ArrayList<>(list.size());
    boolean same = true;
    for (Object item : list) {
      Object after = walk(schema == null ? null : schema.valueSchema(), item, path, name, depth + 1);
      same &= after == item;
      changed.add(after);
    }
    return same ? list : changed;
  }

  /** A number, a truth value, a time: without a schema it may become a text. */
  private Object leaf(Schema schema, Object value, List<String> path, String name) {
    if (!isEnd(path)) {
      return value;
    }
    if (schema != null) {
      return whole ? nothing(schema, name) : value;
    }
    if (!(value instanceof Number || value instanceof Boolean || value instanceof Date || value instanceof UUID)) {
      throw new DataException("A value of " + value.getClass().getSimpleName() + " cannot be looked into.");
    }
    if (!whole && !(value instanceof Number)) {
      return value;
    }
    String before = value instanceof Number number ? JsonText.digits(number) : value.toString();
    String after = rewriter.rewrite(name, before);
    return after.equals(before) ? value : after;
  }

  private static Object nothing(Schema schema, String name) {
    if (!schema.isOptional()) {
      throw new DataException("The field %s of type %s holds no text and may not be null, so it cannot be replaced; leave it out by Connect's ReplaceField.".formatted(name, schema.type()));
    }
    return null;
  }

  private String text(String text, List<String> path, String name, int depth) {
    Optional<JsonNode> tree = isWhole(path) ? Optional.empty() : JsonText.look(text);
    if (tree.isEmpty()) {
      return isEnd(path) ? rewriter.rewrite(name, text) : text;
    }
    JsonNode after = json(tree.get(), path, name, depth + 1);
    return after == tree.get() ? text : JsonText.write(after);
  }

  private Optional<byte[]> bytes(byte[] bytes, List<String> path, String name, int depth) {
    if (isWhole(path)) {
      return Optional.of(rewriter.rewrite(name, Utf8.text(bytes).orElseGet(() -> HexFormat.of().formatHex(bytes))).getBytes(StandardCharsets.UTF_8));
    }
    // What has a NUL in it is no text, or one in 16 bits, in which nothing would be found.
    Optional<String> text = Utf8.text(bytes).filter(characters -> characters.indexOf('\0') < 0);
    if (text.isEmpty()) {
      if (!binaryKept) {
        throw new DataException("The field %s holds bytes that are no text, in which nothing can be found; set binary=keep to pass them on.".formatted(name.isEmpty() ? "value" : name));
      }
      return Optional.empty();
    }
    String after = text(text.get(), path, name, depth);
    return after.equals(text.get()) ? Optional.empty() : Optional.of(after.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode json(JsonNode node, List<String> path, String name, int depth) {
    requireDepth(depth);
    return switch (node) {
      case ObjectNode object when isWhole(path) -> TextNode.valueOf(rewriter.rewrite(name, JsonText.writeSorted(object)));
      case ObjectNode object -> object(object, path, depth);
      case ArrayNode array -> array(array, path, name, depth);
      case JsonNode leaf when leaf.isTextual() -> {
        String after = text(leaf.asText(), path, name, depth);
        yield after.equals(leaf.asText()) ? leaf : TextNode.valueOf(after);
      }
      case JsonNode leaf when leaf.isNumber() || leaf.isBoolean() -> {
        Object after = leaf(null, leaf.isNumber() ? leaf.numberValue() : (Object) leaf.booleanValue(), path, name);
        yield after instanceof String text ? TextNode.valueOf(text) : leaf;
      }
      default -> node;
    };
  }

  private JsonNode object(ObjectNode object, List<String> path, int depth) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    boolean same = true;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      JsonNode item = entry.getValue();
      if (path.isEmpty() || path.getFirst().equals(key)) {
        item = json(item, rest(path), key, depth + 1);
        key = path.isEmpty() ? rewriter.rewrite("", key) : key;
      }
      same &= key.equals(entry.getKey()) && item == entry.getValue();
      if (changed.has(key)) {
        throw new DataException("Two names of a JSON object become one when they are redacted; set token.key to tell them apart.");
      }
      changed.set(key, item);
    }
    return same ? object : changed;
  }

  private JsonNode array(ArrayNode array, List<String> path, String name, int depth) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode(array.size());
    boolean same = true;
    for (JsonNode item : array) {
      JsonNode after = json(item, path, name, depth + 1);
      same &= after == item;
      changed.add(after);
    }
    return same ? array : changed;
  }

  private static void requireDepth(int depth) {
    if (depth > JsonText.DEPTH_MAX) {
      throw new DataException("The record is nested deeper than " + JsonText.DEPTH_MAX + " levels.");
    }
  }

  private boolean isWhole(List<String> path) {
    return whole && path.isEmpty();
  }

  /** False where the path goes on and what is here has nothing inside. */
  private boolean isEnd(List<String> path) {
    if (!path.isEmpty()) {
      missing(path.getFirst());
    }
    return path.isEmpty();
  }

  private void missing(String name) {
    if (!missingAllowed) {
      throw new DataException("There is no field %s to redact; mend fields, or set missing=ignore.".formatted(name));
    }
  }

  private static List<String> rest(List<String> path) {
    return path.isEmpty() ? path : path.subList(1, path.size());
  }
}
