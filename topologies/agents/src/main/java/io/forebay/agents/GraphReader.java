package io.forebay.agents;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import io.forebay.agents.Outline.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a graph: an agent's own, or what a foreach does with each item. */
final class GraphReader {
  private final Set<String> capabilities;
  private final Problems problems;
  private final Map<String, Integer> taken;
  private final int depth;

  /**
   * @param taken names of nodes that the agent has so far, and their lines
   * @param depth how many graphs this one is inside of
   */
  GraphReader(Set<String> capabilities, Problems problems, Map<String, Integer> taken, int depth) {
    this.capabilities = capabilities;
    this.problems = problems;
    this.taken = taken;
    this.depth = depth;
  }

  /**
   * A graph.
   *
   * @param names that can be read when it is done
   */
  record Reading(Graph graph, Names names) {}

  int depth() {
    return depth;
  }

  GraphReader inner() {
    return new GraphReader(capabilities, problems, taken, depth + 1);
  }

  /**
   * Reads the keys start, on-error and nodes of a section.
   *
   * @param names that expressions may read, beside what the nodes bind
   * @return empty where nothing of it can be used
   */
  Optional<Reading> read(Section section, Names names) {
    var nodesYaml = section.require("nodes");
    if (nodesYaml.isEmpty()) {
      return Optional.empty();
    }
    Outline outline = Outline.of(nodesYaml.get(), problems, taken);
    if (outline.nodes().isEmpty()) {
      return Optional.empty();
    }
    var byName = outline.byName();
    String start = section.text("start").orElse(outline.nodes().getFirst().name());
    requireNode(section.find("start"), start, byName.keySet());
    OnError onError = onError(section, byName.keySet(), new OnError.Fail());
    var nodes = new LinkedHashMap<String, Node>();
    var reads = new HashMap<String, Set<String>>();
    Names within = withOutputs(names, outline);
    List<Entry> entries = outline.nodes();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Optional<String> following = i + 1 < entries.size() ? Optional.of(entries.get(i + 1).name()) : Optional.empty();
      Names here = within.elsewhere();
      var reader = new NodeReader(this, here, capabilities, problems);
      reader.read(entry, common(entry, following, byName.keySet()), byName.keySet()).ifPresent(node -> nodes.put(entry.name(), node));
      reads.put(entry.name(), here.read());
    }
    var graph = new Graph(start, nodes, onError);
    if (nodes.size() == entries.size() && byName.containsKey(start)) {
      var check = new GraphCheck(graph, outline, problems);
      check.ways();
      check.reads(reads, depth == 0 ? Optional.empty() : Optional.of(names));
    }
    return Optional.of(new Reading(graph, within.elsewhere()));
  }

  private Node.Common common(Entry entry, Optional<String> following, Set<String> nodes) {
    Section section = entry.section();
    Optional<String> next = section.has("next") ? section.text("next") : following;
    next = entry.kind() == NodeKind.END ? Optional.empty() : next.filter(name -> !name.equals(Outline.DONE));
    next.ifPresent(name -> requireNode(section.find("next"), name, nodes));
    return new Node.Common(entry.name(), next, entry.output(), retry(section), onError(section, nodes, new OnError.Inherit()), entry.line());
  }

  /** What a node or graph says under on-error. */
  private OnError onError(Section section, Set<String> nodes, OnError otherwise) {
    var yaml = section.find("on-error");
    if (yaml.isEmpty()) {
      return otherwise;
    }
    if (yaml.get() instanceof Yaml.Fields) {
      var target = section.section("on-error", Set.of("go-to")).flatMap(within -> within.requireText("go-to"));
      target.ifPresent(name -> requireNode(yaml, name, nodes));
      return target.<OnError>map(OnError.GoTo::new).orElse(otherwise);
    }
    return switch (section.text("on-error").orElse("")) {
      case "fail" -> new OnError.Fail();
      case "compensate" -> new OnError.Compensate();
      default -> {
        problems.add(yaml.get(), "on-error of " + section.name() + " must be fail, compensate or {go-to: NODE}.");
        yield otherwise;
      }
    };
  }

  private static Retry retry(Section section) {
    return section
        .section("retry", Set.of("attempts", "pause", "factor", "pause-max"))
        .map(
            retry ->
                new Retry(
                    (int) retry.number("attempts", 1, 100).orElse(3),
                    retry.duration("pause").orElse(Duration.ofSeconds(1)),
                    retry.decimal("factor", 1, 10).orElse(2.0),
                    retry.duration("pause-max").orElse(Duration.ofMinutes(5))))
        .orElseGet(Retry::none);
  }

  /** Tells where a node is named that is not in the same graph. */
  void requireNode(Optional<Yaml> where, String name, Set<String> nodes) {
    if (!nodes.contains(name)) {
      where.ifPresent(yaml -> problems.add(yaml, "There is no node " + name + " in this graph; it has " + String.join(", ", nodes) + "."));
    }
  }

  /** The same names and what the nodes bind; null until they do. */
  static Names withOutputs(Names names, Outline outline) {
    var types = new SchemaTypes();
    var outputs = new LinkedHashMap<String, CelType>();
    for (Entry entry : outline.nodes()) {
      if (entry.kind().binds() && !Outline.RESERVED.contains(entry.output())) {
        outputs.merge(entry.output(), outputType(entry, types), (one, other) -> one.equals(other) ? one : SimpleType.DYN);
      }
    }
    return names.with(outputs, types.structs());
  }

  private static CelType outputType(Entry entry, SchemaTypes types) {
    return switch (entry.kind()) {
      case APPROVAL -> types.struct("approval " + entry.name(), Map.of("approved", SimpleType.BOOL, "by", SimpleType.STRING, "payload", SimpleType.DYN));
      case FOREACH -> ListType.create(SimpleType.DYN);
      case REASON ->
          entry
              .section()
              .find("reason")
              .filter(Yaml.Fields.class::isInstance)
              .map(yaml -> ((Yaml.Fields) yaml).fields().get("answer"))
              .map(answer -> types.of("answer of " + entry.name(), answer.value().json()))
              .orElse(NullableType.create(SimpleType.STRING));
      default -> SimpleType.DYN;
    };
  }
}
