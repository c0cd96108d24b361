package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads one YAML document, as foreign text: no tag names a class, anchors are refused, and nesting is bounded.
 *
 * <p>Scalars are read as JSON has them (YAML 1.2, core schema): {@code yes} and {@code on} are texts, and a time is one too.
 */
final class YamlSource {
  private static final int NESTING_MAX = 60;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}([eE][+-]?[0-9]{1,2})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Problems problems;

  YamlSource(Problems problems) {
    this.problems = problems;
  }

  /** The document; empty where there is none, with a problem where it cannot be read. */
  Optional<Yaml> read(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(AgentFile.LENGTH_MAX);
    options.setNestingDepthLimit(NESTING_MAX);
    options.setMaxAliasesForCollections(0);
    var yaml = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(), options);
    try {
      return Optional.ofNullable(yaml.compose(new StringReader(text))).map(this::convert);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, "This is not YAML: " + (e.getContext() == null ? "" : e.getContext() + ", ") + e.getProblem() + ".");
    } catch (YAMLException e) {
      problems.add(1, 1, "This is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Yaml convert(Node node) {
    int line = node.getStartMark().getLine() + 1;
    int column = node.getStartMark().getColumn() + 1;
    if (node.getAnchor() != null) {
      problems.add(line, column, "Anchors have no meaning here; write the value out where it is needed.");
    }
    return switch (node) {
      case ScalarNode scalar -> new Yaml.Text(scalar.getValue(), json(scalar), line, column);
      case SequenceNode sequence -> {
        var items = new ArrayList<Yaml>();
        sequence.getValue().forEach(item -> items.add(convert(item)));
        yield new Yaml.Items(items, line, column);
      }
      case MappingNode mapping -> fields(mapping, line, column);
      default -> new Yaml.Text("", JSON.nullNode(), line, column);
    };
  }

  private Yaml.Fields fields(MappingNode mapping, int line, int column) {
    var fields = new LinkedHashMap<String, Yaml.Field>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      int keyLine = key.getStartMark().getLine() + 1;
      int keyColumn = key.getStartMark().getColumn() + 1;
      if (!(key instanceof ScalarNode name)) {
        problems.add(keyLine, keyColumn, "A key must be a text.");
      } else if (fields.putIfAbsent(name.getValue(), new Yaml.Field(convert(tuple.getValueNode()), keyLine, keyColumn)) != null) {
        problems.add(keyLine, keyColumn, "The key " + name.getValue() + " is there twice.");
      }
    }
    return new Yaml.Fields(fields, line, column);
  }

  private static JsonNode json(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text).doubleValue()) : JSON.textNode(text);
  }
}
