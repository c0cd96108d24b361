package io.forebay.agents;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.forebay.agents.Node.Until;
import io.forebay.agents.Outline.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one node of each kind. */
final class NodeReader {
  private static final int FOREACH_DEPTH_MAX = 4;
  private static final Pattern ITEM_NAME = Pattern.compile("[a-z][a-zA-Z0-9_]{0,63}");

  private final GraphReader graphs;
  private final Names names;
  private final Problems problems;
  private final ActionReader actions;

  NodeReader(GraphReader graphs, Names names, Set<String> capabilities, Problems problems) {
    this.graphs = graphs;
    this.names = names;
    this.problems = problems;
    actions = new ActionReader(capabilities);
  }

  /** The node; empty where something without which there is none is missing. */
  Optional<Node> read(Entry entry, Node.Common common, Set<String> nodes) {
    Section section = entry.section();
    return switch (entry.kind()) {
      case ACTION -> action(section, common);
      case REASON -> new ReasonReader(actions, names).read(section, common);
      case SWITCH -> choice(section, common, nodes);
      case FOREACH -> section.section("foreach", Set.of("in", "as", "max-parallel", "join", "failures", "output", "start", "on-error", "nodes")).flatMap(within -> foreach(within, common));
      case CALL -> section.section("call", Set.of("agent", "version", "input")).flatMap(within -> call(within, common));
      case WAIT -> section.find("wait").flatMap(yaml -> until(section, yaml, nodes)).map(until -> new Node.Wait(common, until));
      case APPROVAL ->
          section.section("approval", Set.of("question", "role", "timeout", "default", "on-reject")).map(within -> approval(within, common, nodes));
      case END -> end(section, common);
    };
  }

  private Optional<Node> action(Section section, Node.Common common) {
    return actions
        .call(section, names)
        .map(
            call -> {
              var undoNames = names.with(Map.of("output", SimpleType.DYN), List.of());
              var undo = section.section("compensate", ActionReader.KEYS).flatMap(within -> actions.call(within, undoNames));
              return new Node.Action(common, call, undo);
            });
  }

  private Optional<Node> choice(Section section, Node.Common common, Set<String> nodes) {
    if (!(section.find("switch").orElseThrow() instanceof Yaml.Items items) || items.items().isEmpty()) {
      section.problem(section.find("switch").orElseThrow(), "switch of " + section.name() + " must be a list of {when: …, then: NODE}, at its end perhaps {else: NODE}.");
      return Optional.empty();
    }
    var cases = new ArrayList<Node.Case>();
    Optional<String> otherwise = common.next();
    for (int i = 0; i < items.items().size(); i++) {
      var within = Section.of("A case of " + section.name(), items.items().get(i), problems, Set.of("when", "then", "else"));
      if (within.isPresent() && within.get().has("else")) {
        if (i + 1 < items.items().size()) {
          problems.add(items.items().get(i), "else must be the last case of " + section.name() + ".");
        }
        otherwise = target(within.get(), "else", nodes).or(common::next);
      } else if (within.isPresent()) {
        Expression when = within.get().expression("when", names.compiler(), CelKind.BOOL, "true or false");
        var then = within.get().has("then") ? target(within.get(), "then", nodes) : within.get().requireText("then");
        if (when != null && then.isPresent()) {
          cases.add(new Node.Case(when, then.get()));
        }
      }
    }
    return Optional.of(new Node.Switch(common, List.copyOf(cases), otherwise));
  }

  private Optional<String> target(Section section, String key, Set<String> nodes) {
    var target = section.text(key);
    target.ifPresent(name -> graphs.requireNode(section.find(key), name, nodes));
    return target;
  }

  private Optional<Node> foreach(Section section, Node.Common common) {
    if (graphs.depth() >= FOREACH_DEPTH_MAX) {
      section.problem(section.yaml(), "A foreach can be inside of " + FOREACH_DEPTH_MAX + " others at most; put a part into an agent of its own and call it.");
      return Optional.empty();
    }
    Expression in = section.expression("in", names.compiler(), CelKind.LIST, "a list");
    String as = section.text("as").orElse("item");
    if (!ITEM_NAME.matcher(as).matches() || Outline.RESERVED.contains(as)) {
      section.problem(section.find("as").orElse(section.yaml()), "as of " + section.name() + " must be a name of letters, digits and underscores that the language does not use; got " + as + ".");
    }
    CelType item = in instanceof CelExpression known && known.type() instanceof ListType list && list.hasElemType() ? list.elemType() : SimpleType.DYN;
    var within = names.with(Map.of(as, item, "index", SimpleType.INT), List.of());
    var body = graphs.inner().read(section, within);
    if (in == null || body.isEmpty()) {
      return Optional.empty();
    }
    // What the body binds is read by the item's output too; its types are not needed again.
    var outputs = new HashMap<String, CelType>();
    body.get().nodes().values().forEach(node -> outputs.put(node.common().output(), SimpleType.DYN));
    outputs.keySet().removeAll(Outline.RESERVED);
    var output = section.optionalTemplate("output", within.with(outputs, List.of()).compiler());
    return Optional.of(
        new Node.Foreach(
            common, in, as, body.get(), output, (int) section.number("max-parallel", 1, 1_000).orElse(Integer.MAX_VALUE), join(section), failures(section)));
  }

  private Node.Join join(Section section) {
    var yaml = section.find("join");
    if (yaml.isEmpty()) {
      return new Node.Join.All();
    }
    if (yaml.get() instanceof Yaml.Fields) {
      return section
          .section("join", Set.of("at-least"))
          .map(within -> within.number("at-least", 1, 100_000))
          .<Node.Join>map(count -> new Node.Join.AtLeast((int) count.orElse(1)))
          .orElseGet(Node.Join.All::new);
    }
    return switch (section.text("join").orElse("")) {
      case "all" -> new Node.Join.All();
      case "any" -> new Node.Join.AtLeast(1);
      default -> {
        section.problem(yaml.get(), "join of " + section.name() + " must be all, any or {at-least: N}.");
        yield new Node.Join.All();
      }
    };
  }

  private static int failures(Section section) {
    boolean any = section.find("failures").filter(yaml -> yaml instanceof Yaml.Text text && text.text().equals("any")).isPresent();
    return any ? Integer.MAX_VALUE : (int) section.number("failures", 0, 100_000).orElse(0);
  }

  private Optional<Node> call(Section section, Node.Common common) {
    return section
        .requireText("agent")
        .map(agent -> new Node.Call(common, agent, version(section), section.template("input", names.compiler())));
  }

  static Optional<Integer> version(Section section) {
    return section.number("version", 1, Integer.MAX_VALUE).stream().mapToObj(version -> (int) version).findFirst();
  }

  private Optional<Until> until(Section section, Yaml yaml, Set<String> nodes) {
    if (yaml instanceof Yaml.Text) {
      return section.duration("wait", yaml).map(duration -> new Until.Elapsed(Templates.of(TextNode.valueOf(duration.toString()), names.compiler(), _ -> {})));
    }
    var within = section.section("wait", Set.of("duration", "until", "signal", "timeout", "on-timeout"));
    if (within.isEmpty()) {
      return Optional.empty();
    }
    Section wait = within.get();
    int kinds = (wait.has("duration") ? 1 : 0) + (wait.has("until") ? 1 : 0) + (wait.has("signal") ? 1 : 0);
    if (kinds != 1) {
      section.problem(yaml, "wait of " + section.name() + " must have exactly one of duration, until and signal.");
      return Optional.empty();
    }
    if (wait.has("duration")) {
      return wait.optionalTemplate("duration", names.compiler()).map(Until.Elapsed::new);
    }
    if (wait.has("until")) {
      return wait.optionalTemplate("until", names.compiler()).map(Until.Moment::new);
    }
    return wait.text("signal").map(name -> new Until.Message(name, wait.duration("timeout"), target(wait, "on-timeout", nodes)));
  }

  private Node approval(Section section, Node.Common common, Set<String> nodes) {
    if (!section.has("question")) {
      section.problem(section.yaml(), section.name() + " needs the key question.");
    }
    var byDefault = section.word("default", Decision.class).map(decision -> decision == Decision.APPROVE);
    if (byDefault.isPresent() && !section.has("timeout")) {
      section.problem(section.yaml(), "default of " + section.name() + " has no meaning without a timeout.");
    }
    return new Node.Approval(
        common, section.template("question", names.compiler()), section.text("role"), section.duration("timeout"), byDefault, target(section, "on-reject", nodes));
  }

  /** What an approval can come to by itself. */
  private enum Decision {
    APPROVE,
    REJECT
  }

  private Optional<Node> end(Section section, Node.Common common) {
    Yaml yaml = section.find("end").orElseThrow();
    if (yaml instanceof Yaml.Text text && text.json().isNull()) {
      return Optional.of(new Node.End(common, Optional.empty(), Optional.empty()));
    }
    return section
        .section("end", Set.of("output", "fail"))
        .map(within -> new Node.End(common, within.optionalTemplate("output", names.compiler()), within.optionalTemplate("fail", names.compiler())));
  }
}
