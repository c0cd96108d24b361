package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.SequencedMap;

/** A part of a YAML document that remembers where it stands; lines and columns are counted from 1. */
sealed interface Yaml {
  int line();

  int column();

  /** The same as JSON. */
  JsonNode json();

  /** A scalar; {@code text} is what was written. */
  record Text(String text, JsonNode json, int line, int column) implements Yaml {}

  record Items(List<Yaml> items, int line, int column) implements Yaml {
    @Override
    public JsonNode json() {
      var array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.json()));
      return array;
    }
  }

  record Fields(SequencedMap<String, Field> fields, int line, int column) implements Yaml {
    @Override
    public JsonNode json() {
      var object = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> object.set(name, field.value().json()));
      return object;
    }
  }

  /** A value and where its key stands. */
  record Field(Yaml value, int line, int column) {}
}
