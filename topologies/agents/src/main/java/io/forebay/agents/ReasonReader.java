package io.forebay.agents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.Tool.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads nodes that ask a model, and the tools that they offer it. */
final class ReasonReader {
  private static final Set<String> KEYS =
      Set.of(
          "model", "endpoint", "system", "prompt", "answer", "tools", "turns", "tokens", "cost-usd", "duration", "max-output-tokens", "timeout");
  private static final Set<String> ACTION_TOOL =
      Set.of("name", "description", "arguments", "action", "input", "repeatability", "timeout", "lane", "endpoint", "cache-key");
  private static final Set<String> MCP_TOOL =
      Set.of("name", "description", "arguments", "mcp", "tool", "repeatability", "timeout", "lane", "endpoint", "cache-key");
  private static final Set<String> AGENT_TOOL = Set.of("name", "description", "arguments", "agent", "version");
  private static final Map<String, Set<String>> TOOLS = Map.of("action", ACTION_TOOL, "mcp", MCP_TOOL, "agent", AGENT_TOOL);
  private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final int TOOLS_MAX = 128;
  private static final int TURNS_DEFAULT = 10;
  private static final String MCP_CALL = "mcp.call";

  private final ActionReader actions;
  private final Names names;

  ReasonReader(ActionReader actions, Names names) {
    this.actions = actions;
    this.names = names;
  }

  Optional<Node> read(Section node, Node.Common common) {
    return node.section("reason", KEYS)
        .flatMap(
            section -> {
              section.require("prompt");
              return Optional.of(
                  new Node.Reason(
                      common,
                      section.text("model"),
                      section.text("endpoint"),
                      section.optionalTemplate("system", names),
                      section.template("prompt", names),
                      tools(section),
                      section.schema("answer"),
                      limits(section)));
            });
  }

  private static Node.ReasonLimits limits(Section section) {
    return new Node.ReasonLimits(
        (int) section.number("turns", 1, 1_000).orElse(TURNS_DEFAULT),
        section.number("tokens", 1, Long.MAX_VALUE).stream().boxed().findFirst(),
        section.microUsd("cost-usd").stream().boxed().findFirst(),
        section.duration("duration").orElse(Duration.ofHours(1)),
        section.number("max-output-tokens", 1, 1_000_000).stream().mapToObj(tokens -> (int) tokens).findFirst(),
        section.duration("timeout"));
  }

  private List<Tool> tools(Section section) {
    var yaml = section.find("tools");
    if (yaml.isEmpty()) {
      return List.of();
    }
    if (!(yaml.get() instanceof Yaml.Items items) || items.items().size() > TOOLS_MAX) {
      section.problem(yaml.get(), "tools of " + section.name() + " must be a list of at most " + TOOLS_MAX + " tools.");
      return List.of();
    }
    var tools = new ArrayList<Tool>();
    var taken = new HashSet<String>();
    for (Yaml item : items.items()) {
      toolSection(section, item)
          .flatMap(this::tool)
          .ifPresent(
              tool -> {
                if (!TOOL_NAME.matcher(tool.name()).matches()) {
                  section.problem(item, "A tool's name has letters, digits, hyphens and underscores, at most 64; got " + tool.name() + ".");
                } else if (!taken.add(tool.name())) {
                  section.problem(item, "There are two tools with the name " + tool.name() + ".");
                }
                tools.add(tool);
              });
    }
    return List.copyOf(tools);
  }

  /** A tool's keys and values, once it is clear what kind it is. */
  private static Optional<Section> toolSection(Section reason, Yaml item) {
    var kinds = item instanceof Yaml.Fields fields ? TOOLS.keySet().stream().filter(fields.fields()::containsKey).toList() : List.<String>of();
    if (kinds.size() != 1) {
      reason.problem(item, "A tool of " + reason.name() + " must have exactly one of action, mcp and agent.");
      return Optional.empty();
    }
    return Section.of("a tool of " + reason.name(), item, reason.problems(), TOOLS.get(kinds.getFirst()));
  }

  private Optional<Tool> tool(Section section) {
    JsonContract arguments = section.schema("arguments").orElseGet(ReasonReader::anyObject);
    var types = new SchemaTypes();
    Names within = names.with(Map.of("args", types.of("arguments", arguments.schema())), types.structs());
    Optional<Target> target =
        section.has("action") ? action(section, within) : section.has("mcp") ? mcp(section, within) : agent(section);
    return target.map(found -> new Tool(section.text("name").orElseGet(() -> name(found)), section.text("description").orElse(""), arguments, found));
  }

  /** Without an input of its own the arguments are the input. */
  private Optional<Target> action(Section section, Names within) {
    if (section.has("input")) {
      return actions.call(section, within).map(Target.Action::new);
    }
    return actions
        .call(section, within)
        .map(
            call ->
                new Target.Action(
                    new Node.ActionCall(
                        call.capability(), arguments(within), call.repeatability(), call.lane(), call.endpoint(), call.cacheKey(), call.timeout())));
  }

  private Optional<Target> mcp(Section section, Names within) {
    var server = section.text("mcp");
    var tool = section.requireText("tool");
    if (server.isEmpty() || tool.isEmpty()) {
      return Optional.empty();
    }
    actions.requireCapability(section, section.find("mcp").orElseThrow(), MCP_CALL);
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("server", server.get()).put("tool", tool.get()).put("arguments", "${args}");
    return Optional.of(
        new Target.Mcp(server.get(), tool.get(), actions.call(section, within, MCP_CALL, Templates.of(input, within, _ -> {}))));
  }

  private static Optional<Target> agent(Section section) {
    return section.text("agent").map(agent -> new Target.Agent(agent, NodeReader.version(section)));
  }

  private static String name(Target target) {
    String name =
        switch (target) {
          case Target.Action action -> action.call().capability();
          case Target.Mcp mcp -> mcp.tool();
          case Target.Agent agent -> agent.agent();
        };
    return name.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  private static Template arguments(Names within) {
    return Templates.of(JsonNodeFactory.instance.textNode("${args}"), within, _ -> {});
  }

  private static JsonContract anyObject() {
    return SchemaContract.of(JsonNodeFactory.instance.objectNode().put("type", "object"));
  }
}
