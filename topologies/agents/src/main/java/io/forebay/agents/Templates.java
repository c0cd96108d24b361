package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes templates of JSON. */
final class Templates {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Templates() {}

  /** A piece of a text: as it is, or an expression. */
  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Value(Expression expression) implements Piece {}
  }

  /** Renders to the same every time. */
  private record Constant(JsonNode value) implements Template {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      return value;
    }
  }

  /** Renders to the value of an expression, whatever its type. */
  private record Whole(Expression expression) implements Template {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      return expression.evaluate(names);
    }
  }

  private record Text(List<Piece> pieces) implements Template {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      var text = new StringBuilder();
      for (Piece piece : pieces) {
        switch (piece) {
          case Piece.Literal literal -> text.append(literal.text());
          case Piece.Value value -> append(text, value.expression().evaluate(names));
        }
      }
      return TextNode.valueOf(text.toString());
    }

    private static void append(StringBuilder text, JsonNode value) {
      if (!value.isNull()) {
        text.append(value.isTextual() ? value.textValue() : value.toString());
      }
    }
  }

  private record Items(List<Template> items) implements Template {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      var array = JSON.arrayNode(items.size());
      items.forEach(item -> array.add(item.render(names)));
      return array;
    }
  }

  private record Fields(Map<String, Template> fields) implements Template {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      var object = JSON.objectNode();
      fields.forEach((name, field) -> object.set(name, field.render(names)));
      return object;
    }
  }

  /**
   * A template of JSON; keys of objects are taken as they are.
   *
   * @param names that its expressions may read
   * @param problems is told what is wrong, a sentence each
   */
  static Template of(JsonNode json, Names names, Consumer<String> problems) {
    if (json.isTextual()) {
      return text(json.textValue(), names, problems);
    }
    if (json.isArray()) {
      var items = new ArrayList<Template>(json.size());
      json.forEach(item -> items.add(of(item, names, problems)));
      return items.stream().allMatch(Constant.class::isInstance) ? new Constant(json) : new Items(List.copyOf(items));
    }
    if (json.isObject()) {
      var fields = new LinkedHashMap<String, Template>();
      json.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue(), names, problems)));
      return fields.values().stream().allMatch(Constant.class::isInstance) ? new Constant(json) : new Fields(fields);
    }
    return new Constant(json);
  }

  private static Template text(String text, Names names, Consumer<String> problems) {
    var pieces = new ArrayList<Piece>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = end(text, at + 2);
        if (end < 0) {
          problems.accept("an expression that begins with ${ has no } at its end; write $${ for the characters themselves");
          return new Constant(TextNode.valueOf(text));
        }
        if (!literal.isEmpty()) {
          pieces.add(new Piece.Literal(literal.toString()));
          literal.setLength(0);
        }
        var compiled = names.compile(text.substring(at + 2, end).strip());
        compiled.expression().ifPresentOrElse(expression -> pieces.add(new Piece.Value(expression)), () -> problems.accept(compiled.problem()));
        at = end + 1;
      } else {
        literal.append(text.charAt(at));
        at++;
      }
    }
    if (pieces.isEmpty()) {
      return new Constant(TextNode.valueOf(literal.toString()));
    }
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
    }
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Value whole ? new Whole(whole.expression()) : new Text(List.copyOf(pieces));
  }

  /** Where an expression ends: at the brace that closes it, those in its texts and maps aside; -1: nowhere. */
  private static int end(String text, int start) {
    int depth = 0;
    char quote = 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        if (c == '\\') {
          at++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        if (depth == 0) {
          return at;
        }
        depth--;
      }
    }
    return -1;
  }
}
