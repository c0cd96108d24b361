package io.forebay.agents;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.forebay.agents.Node.Until;
import io.forebay.agents.Outline.Entry;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
              // What is taken back is so at the end, when everything that is going to be bound is.
              var undoNames = names.with(Map.of("output", SimpleType.DYN), List.of()).elsewhere();
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
      var within = Section.of("a case of " + section.name(), items.items().get(i), problems, Set.of("when", "then", "else"));
      if (within.isPresent() && within.get().has("else")) {
        if (i + 1 < items.items().size()) {
          problems.add(items.items().get(i), "else must be the last case of " + section.name() + ".");
        }
        otherwise = target(within.get(), "else", nodes).or(common::next);
      } else if (within.isPresent()) {
        Expression when = within.get().expression("when", names, CelKind.BOOL, "true or false");
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
      section.problem(section.yaml(), "At most " + FOREACH_DEPTH_MAX + " foreach are inside of one another; put a part into an agent of its own and call it.");
      return Optional.empty();
    }
    Expression in = section.expression("in", names, CelKind.LIST, "a list");
    String as = section.text("as").orElse("item");
    if (!ITEM_NAME.matcher(as).matches() || Outline.RESERVED.contains(as)) {
      section.problem(section.find("as").orElse(section.yaml()), "as of " + section.name() + " must be a name of letters, digits and underscores that the language does not use; got " + as + ".");
    }
    CelType item = in instanceof CelExpression known && known.type() instanceof ListType list && list.hasElemType() ? names.resolve(list.elemType()) : SimpleType.DYN;
    var within = names.with(Map.of(as, item, "index", SimpleType.INT), List.of()).elsewhere();
    var body = graphs.inner().read(section, within);
    var output = body.flatMap(reading -> section.optionalTemplate("output", reading.names()));
    body.ifPresent(reading -> requireOwnName(section, as, reading.graph()));
    within.read().stream().filter(name -> !name.equals(as) && !name.equals("index")).forEach(names::read);
    int parallel = (int) section.number("max-parallel", 1, 1_000).orElse(Integer.MAX_VALUE);
    Node.Join join = join(section);
    int failures = failures(section);
    if (in == null || body.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Node.Foreach(common, in, as, body.get().graph(), output, parallel, join, failures));
  }

  private static void requireOwnName(Section section, String as, Graph body) {
    if (body.nodes().values().stream().anyMatch(node -> node.common().output().equals(as))) {
      section.problem(section.find("as").orElse(section.yaml()), section.name() + " calls its item " + as + ", and a node within binds the same name.");
    }
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
    var yaml = section.find("failures");
    if (yaml.isPresent() && yaml.get() instanceof Yaml.Text text && text.json().isTextual()) {
      if (!text.text().equals("any")) {
        section.problem(text, "failures of " + section.name() + " must be any, or how many items may fail.");
      }
      return Integer.MAX_VALUE;
    }
    return (int) section.number("failures", 0, 100_000).orElse(0);
  }

  private Optional<Node> call(Section section, Node.Common common) {
    var agent = section.requireText("agent");
    var version = version(section);
    Template input = section.template("input", names);
    return agent.map(name -> new Node.Call(common, name, version, input));
  }

  static Optional<Integer> version(Section section) {
    return section.number("version", 1, Integer.MAX_VALUE).stream().mapToObj(version -> (int) version).findFirst();
  }

  private Optional<Until> until(Section section, Yaml yaml, Set<String> nodes) {
    if (yaml instanceof Yaml.Text text) {
      if (text.text().contains("${")) {
        section.problem(yaml, "wait of " + section.name() + " must be an ISO 8601 duration such as PT1H; an expression goes into {duration: …} or {until: …}.");
        return Optional.empty();
      }
      return section.duration("wait", yaml).map(duration -> new Until.Elapsed(Templates.of(TextNode.valueOf(duration.toString()), names, _ -> {})));
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
    if (!wait.has("signal") && (wait.has("timeout") || wait.has("on-timeout"))) {
      section.problem(yaml, "timeout and on-timeout of " + wait.name() + " have a meaning for a signal only.");
    }
    if (wait.has("duration")) {
      requireConstant(wait, "duration", text -> wait.duration("duration"));
      return wait.optionalTemplate("duration", names).map(Until.Elapsed::new);
    }
    if (wait.has("until")) {
      requireConstant(wait, "until", text -> requireTime(wait, text));
      return wait.optionalTemplate("until", names).map(Until.Moment::new);
    }
    if (wait.has("on-timeout") && !wait.has("timeout")) {
      section.problem(yaml, "on-timeout of " + wait.name() + " has no meaning without a timeout.");
    }
    return wait.text("signal").map(name -> new Until.Message(name, wait.duration("timeout"), target(wait, "on-timeout", nodes)));
  }

  /** What is no expression can be checked at once. */
  private static void requireConstant(Section wait, String key, Consumer<String> check) {
    wait.find(key)
        .filter(value -> value instanceof Yaml.Text text && text.json().isTextual() && !text.text().contains("${"))
        .ifPresent(value -> check.accept(((Yaml.Text) value).text()));
  }

  private static void requireTime(Section wait, String text) {
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeParseException _) {
      wait.problem(wait.find("until").orElseThrow(), "until of " + wait.name() + " must be an ISO 8601 time such as 2027-01-31T09:00:00Z.");
    }
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
        common, section.template("question", names), section.text("role"), section.duration("timeout"), byDefault, target(section, "on-reject", nodes));
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
        .map(
            within -> {
              if (within.has("output") && within.has("fail")) {
                within.problem(yaml, within.name() + " must have one of output and fail, not both.");
              }
              return within;
            })
        .map(within -> new Node.End(common, within.optionalTemplate("output", names), within.optionalTemplate("fail", names)));
  }
}
