package io.forebay.agents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the definition of an agent as a whole. */
final class AgentReader {
  private static final Set<String> KEYS = Set.of("agent", "description", "input", "output", "limits", "stuck-after", "on-error", "start", "nodes");
  private static final Set<String> LIMITS = Set.of("steps", "duration", "tokens", "cost-usd", "history-bytes", "parallel");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Duration STUCK_AFTER = Duration.ofMinutes(10);

  private final Set<String> capabilities;
  private final Problems problems;

  AgentReader(Set<String> capabilities, Problems problems) {
    this.capabilities = capabilities;
    this.problems = problems;
  }

  Optional<Agent> read(Yaml yaml) {
    return Section.of("the agent", yaml, problems, KEYS).flatMap(this::read);
  }

  private Optional<Agent> read(Section section) {
    var name = section.requireText("agent");
    name.filter(text -> !NAME.matcher(text).matches())
        .ifPresent(text -> section.problem(section.find("agent").orElseThrow(), "An agent's name has lower-case letters, digits and hyphens, at most 64, and begins with a letter; got " + text + "."));
    JsonContract input = section.schema("input").orElseGet(() -> SchemaContract.of(JsonNodeFactory.instance.objectNode()));
    Names names = names(input);
    var graph = new GraphReader(capabilities, problems, new HashMap<>(), 0).read(section, names);
    var limits = section.section("limits", LIMITS).map(AgentReader::limits).orElseGet(AgentLimits::defaults);
    Duration stuckAfter = section.duration("stuck-after").orElse(STUCK_AFTER);
    String description = section.text("description").orElse("");
    var output = graph.flatMap(reading -> section.optionalTemplate("output", reading.names()));
    if (name.isEmpty() || graph.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Agent(name.get(), description, input, graph.get().graph(), output, limits, stuckAfter));
  }

  private static Names names(JsonContract input) {
    var types = new SchemaTypes();
    var task =
        types.struct(
            "task",
            Map.of(
                "id", SimpleType.STRING,
                "tenant", SimpleType.STRING,
                "agent", SimpleType.STRING,
                "version", SimpleType.INT,
                "labels", MapType.create(SimpleType.STRING, SimpleType.STRING)));
    var error = types.struct("error", Map.of("node", SimpleType.STRING, "reason", SimpleType.STRING, "message", SimpleType.STRING));
    return new Names(Map.of("input", types.of("input", input.schema()), "task", task, "error", error), types.structs());
  }

  private static AgentLimits limits(Section section) {
    AgentLimits defaults = AgentLimits.defaults();
    OptionalLong tokens = section.number("tokens", 1, Long.MAX_VALUE);
    return new AgentLimits(
        (int) section.number("steps", 1, 10_000).orElse(defaults.steps()),
        section.duration("duration").orElse(defaults.duration()),
        tokens,
        section.microUsd("cost-usd"),
        section.number("history-bytes", 4_096, 64L << 20).orElse(defaults.historyBytes()),
        (int) section.number("parallel", 1, 1_000).orElse(defaults.parallel()));
  }
}
