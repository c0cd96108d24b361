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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Walks through a value along a path and rewrites the text that it finds at the end of it: in structs, maps, lists, bytes and JSON text.
 *
 * <p>Nothing is changed in place; what holds no finding is the very object that came in. Schemas stay as they are.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing was found in it
final class Redaction {
  /** Turns one text into another; the name is the field's. */
  @FunctionalInterface
  interface Rewriter {
    String rewrite(String name, String text);
  }

  private final Rewriter rewriter;
  private final boolean binaryKept;
  private final boolean missingAllowed;

  Redaction(Rewriter rewriter, boolean binaryKept, boolean missingAllowed) {
    this.rewriter = rewriter;
    this.binaryKept = binaryKept;
    this.missingAllowed = missingAllowed;
  }

  /**
   * The value with the text at the path rewritten.
   *
   * @param path names to follow; empty: all that the value holds
   */
  Object apply(Object value, List<String> path) {
    return walk(value, path, path.isEmpty() ? "" : path.getLast(), 0);
  }

  private Object walk(Object value, List<String> path, String name, int depth) {
    if (depth > JsonText.DEPTH_MAX) {
      throw new DataException("The record is nested deeper than " + JsonText.DEPTH_MAX + " levels.");
    }
    return switch (value) {
      case null -> null;
      case Struct struct -> struct(struct, path, depth);
      case Map<?, ?> map -> map(map, path, depth);
      case Collection<?> list -> list(list, path, name, depth);
      case String text -> text(text, path, name);
      case byte[] bytes -> bytes(bytes, path, name).map(Object.class::cast).orElse(bytes);
      case ByteBuffer buffer -> bytes(Utf8.bytes(buffer), path, name).<Object>map(ByteBuffer::wrap).orElse(buffer);
      default -> {
        requireEnd(path);
        yield value;
      }
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
      Object after = walk(before, rest(path), field.name(), depth + 1);
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

  private Map<?, ?> map(Map<?, ?> map, List<String> path, int depth) {
    Map<Object, Object> changed = new LinkedHashMap<>();
    boolean same = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      Object item = entry.getValue();
      if (path.isEmpty() || path.getFirst().equals(key)) {
        String name = key instanceof String text ? text : "";
        item = item instanceof Number number ? number(number, rest(path), name) : walk(item, rest(path), name, depth + 1);
        key = path.isEmpty() && key instanceof String text ? rewriter.rewrite("", text) : key;
      }
      same &= key == entry.getKey() && item == entry.getValue();
      if (changed.containsKey(key)) {
        throw new DataException("Two names of a map become one when they are redacted; set token.key to tell them apart.");
      }
      changed.put(key, item);
    }
    return same ? map : changed;
  }

  /** Without a schema a number may become a text. */
  private Object number(Number number, List<String> path, String name) {
    requireEnd(path);
    String before = number.toString();
    String after = rewriter.rewrite(name, before);
    return after.equals(before) ? number : after;
  }

  private Collection<?> list(Collection<?> list, List<String> path, String name, int depth) {
    List<Object> changed = new ArrayList<>(list.size());
    boolean same = true;
    for (Object item : list) {
      Object after = walk(item, path, name, depth + 1);
      same &= after == item;
      changed.add(after);
    }
    return same ? list : changed;
  }

  private String text(String text, List<String> path, String name) {
    Optional<JsonNode> tree = JsonText.parseContainer(text);
    if (tree.isEmpty()) {
      requireEnd(path);
      return rewriter.rewrite(name, text);
    }
    JsonNode after = json(tree.get(), path, name);
    return after == tree.get() ? text : JsonText.write(after);
  }

  private Optional<byte[]> bytes(byte[] bytes, List<String> path, String name) {
    Optional<String> text = Utf8.text(bytes);
    if (text.isEmpty()) {
      if (!binaryKept) {
        throw new DataException("The field %s holds bytes that are no text, in which nothing can be found; set binary=keep to pass them on.".formatted(name.isEmpty() ? "value" : name));
      }
      return Optional.empty();
    }
    String after = text(text.get(), path, name);
    return after.equals(text.get()) ? Optional.empty() : Optional.of(after.getBytes(StandardCharsets.UTF_8));
  }

  /** Bounded by how deep {@link JsonText} reads. */
  private JsonNode json(JsonNode node, List<String> path, String name) {
    return switch (node) {
      case ObjectNode object -> object(object, path);
      case ArrayNode array -> array(array, path, name);
      case JsonNode leaf when leaf.isTextual() || leaf.isNumber() -> {
        requireEnd(path);
        String after = rewriter.rewrite(name, leaf.asText());
        yield after.equals(leaf.asText()) ? leaf : TextNode.valueOf(after);
      }
      default -> node;
    };
  }

  private JsonNode object(ObjectNode object, List<String> path) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    boolean same = true;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      JsonNode item = entry.getValue();
      if (path.isEmpty() || path.getFirst().equals(key)) {
        item = json(item, rest(path), key);
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

  private JsonNode array(ArrayNode array, List<String> path, String name) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode(array.size());
    boolean same = true;
    for (JsonNode item : array) {
      JsonNode after = json(item, path, name);
      same &= after == item;
      changed.add(after);
    }
    return same ? array : changed;
  }

  private void requireEnd(List<String> path) {
    if (!path.isEmpty()) {
      missing(path.getFirst());
    }
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
