package io.forebay.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The nodes of a graph before they are read: what they are, and what they are called. Expressions may read what nodes further down bind, so names come first.
 *
 * @param nodes in the order of the file
 */
record Outline(List<Entry> nodes) {
  private static final Pattern NODE_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern OUTPUT_NAME = Pattern.compile("[a-z][a-zA-Z0-9_]{0,63}");
  private static final int NODES_MAX = 500;

  /** Where a node may say that its graph is done. */
  static final String DONE = "end";

  /** Names that mean something already. CEL's own words can be no names either. */
  static final Set<String> RESERVED =
      Set.of(
          "input", "task", "error", "args", "output", "index", "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if",
          "import", "let", "loop", "package", "namespace", "return", "var", "void", "while", "has", "all", "exists", "map", "filter", "size", "type", "string", "int",
          "double", "bool", "bytes", "list", "timestamp", "duration", "dyn", "uint", "matches", "math", "cel");

  /**
   * A node.
   *
   * @param output name that its answer is bound to
   * @param line of its name
   * @param column of its name
   */
  record Entry(String name, NodeKind kind, String output, Section section, int line, int column) {}

  /**
   * Outlines the nodes of a graph.
   *
   * @param taken names of nodes so far, in the agent as a whole; those found are added
   */
  static Outline of(Yaml yaml, Problems problems, Map<String, Integer> taken) {
    var entries = new ArrayList<Entry>();
    if (!(yaml instanceof Yaml.Fields fields) || fields.fields().isEmpty()) {
      problems.add(yaml, "nodes must hold nodes by name, one at least.");
      return new Outline(entries);
    }
    if (taken.size() + fields.fields().size() > NODES_MAX) {
      problems.add(yaml, "An agent has at most " + NODES_MAX + " nodes.");
      return new Outline(entries);
    }
    fields
        .fields()
        .forEach(
            (name, field) -> {
              Integer before = taken.putIfAbsent(name, field.line());
              if (!NODE_NAME.matcher(name).matches() || name.equals(DONE)) {
                problems.add(
                    field.line(), field.column(), "A node's name has lower-case letters, digits and hyphens, begins with a letter and is not end; got " + name + ".");
              } else if (before != null) {
                problems.add(field.line(), field.column(), "There is a node " + name + " in line " + before + " already; names are unique in the whole agent.");
              } else {
                entry(name, field, problems).ifPresent(entry -> add(entry, entries, problems));
              }
            });
    return new Outline(entries);
  }

  private static void add(Entry entry, List<Entry> entries, Problems problems) {
    Yaml where = entry.section().find("output").orElse(entry.section().yaml());
    if (entry.kind().binds()) {
      if (!OUTPUT_NAME.matcher(entry.output()).matches()) {
        problems.add(where, "An output's name has letters, digits and underscores and begins with a lower-case letter; got " + entry.output() + ".");
      } else if (RESERVED.contains(entry.output())) {
        problems.add(where, "The name " + entry.output() + " is taken by the language; give the node another with output.");
      }
    }
    entries.add(entry);
  }

  private static Optional<Entry> entry(String name, Yaml.Field field, Problems problems) {
    if (!(field.value() instanceof Yaml.Fields body)) {
      problems.add(field.value(), "The node " + name + " must hold keys and values.");
      return Optional.empty();
    }
    var kinds = List.of(NodeKind.values()).stream().filter(kind -> body.fields().containsKey(kind.key())).toList();
    if (kinds.size() != 1) {
      String allowed = List.of(NodeKind.values()).stream().map(NodeKind::key).collect(Collectors.joining(", "));
      problems.add(field.line(), field.column(), "The node " + name + " must have exactly one of " + allowed + "; it has " + kinds.size() + ".");
      return Optional.empty();
    }
    NodeKind kind = kinds.getFirst();
    return Section.of("the node " + name, body, problems, kind.keys())
        .map(section -> new Entry(name, kind, section.text("output").orElse(name.replace('-', '_')), section, field.line(), field.column()));
  }

  /** The nodes by name. */
  Map<String, Entry> byName() {
    var byName = new LinkedHashMap<String, Entry>();
    nodes.forEach(entry -> byName.put(entry.name(), entry));
    return byName;
  }
}
