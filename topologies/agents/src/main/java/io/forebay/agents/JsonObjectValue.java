package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.StructValue;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object as CEL sees it, converted as far as it is looked at. CEL copies an ordinary map whenever it is read; as a {@code StructValue} it is left alone, and
 * as a {@code Map} it can be gone through.
 */
@SuppressWarnings("Immutable") // CEL asks for immutable values; nobody changes JSON that is bound to a name.
final class JsonObjectValue extends StructValue<String, JsonObjectValue> implements Map<String, Object>, JsonValues.View {
  private static final MapType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private final JsonNode node;
  private final CelType type;
  private final Budget budget;
  private final Map<String, Object> entries = new Entries();

  /**
   * @param type as it was declared, for the types of fields
   */
  JsonObjectValue(JsonNode node, CelType type, Budget budget) {
    this.node = node;
    this.type = type;
    this.budget = budget;
  }

  @Override
  public JsonNode node() {
    return node;
  }

  @Override
  public JsonObjectValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return node.isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public Object select(String field) {
    Object value = get(field);
    if (value == null) {
      throw CelAttributeNotFoundException.forMissingMapKey(field);
    }
    return value;
  }

  @Override
  public Optional<Object> find(String field) {
    return Optional.ofNullable(get(field));
  }

  @Override
  public Object get(Object key) {
    JsonNode value = key instanceof String name ? node.get(name) : null;
    return value == null ? null : JsonValues.toCel(value, typeOf((String) key), budget);
  }

  private CelType typeOf(String field) {
    return switch (type) {
      case StructType struct -> struct.findField(field).map(StructType.Field::type).orElse(SimpleType.DYN);
      case MapType map -> map.valueType();
      default -> SimpleType.DYN;
    };
  }

  @Override
  public int size() {
    return node.size();
  }

  @Override
  public boolean isEmpty() {
    return node.isEmpty();
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String name && node.has(name);
  }

  @Override
  public boolean containsValue(Object value) {
    return entries.containsValue(value);
  }

  @Override
  public Set<String> keySet() {
    return entries.keySet();
  }

  @Override
  public Collection<Object> values() {
    return entries.values();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public Object put(String key, Object value) {
    return entries.put(key, value);
  }

  @Override
  public Object remove(Object key) {
    return entries.remove(key);
  }

  @Override
  public void putAll(Map<? extends String, ?> more) {
    entries.putAll(more);
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public boolean equals(Object other) {
    return entries.equals(other);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "{…}";
  }

  /** What maps have in common; cannot be changed. */
  private final class Entries extends AbstractMap<String, Object> {
    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return node.properties().stream()
              .map(field -> Map.entry(field.getKey(), JsonValues.toCel(field.getValue(), typeOf(field.getKey()), budget)))
              .iterator();
        }

        @Override
        public int size() {
          return node.size();
        }
      };
    }
  }
}
