package io.forebay.cli;

import io.forebay.agents.Agent;
import io.forebay.agents.AgentFile;
import io.forebay.agents.ShippedAgents;
import io.forebay.agents.ShippedAgents.Shipped;
import io.forebay.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints definitions that ship, to use them or to begin with. */
@Command(
    name = "example",
    description = "Print the definition of an agent that ships: forebay agents example research > research.yaml. Without a name list them.",
    mixinStandardHelpOptions = true)
final class AgentsExampleCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One of those that are listed without it.")
  private String name;

  /** An agent that ships. */
  record Listed(String agent, String description) {}

  /** A definition that ships. */
  record Example(String agent, String source) {}

  @Override
  public Integer call() {
    var shipped = ShippedAgents.all();
    if (name == null) {
      var listed = shipped.stream().map(agent -> new Listed(agent.name(), description(agent))).toList();
      output.answer(listed, () -> text(listed));
      return 0;
    }
    var found =
        shipped.stream()
            .filter(agent -> agent.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new CommandFailedException("No agent with the name %s ships; there are %s.".formatted(name, names(shipped))));
    output.answer(new Example(found.name(), found.source()), () -> found.source().stripTrailing());
    return 0;
  }

  private static String text(List<Listed> listed) {
    var table = new TextTable("agent", "what it does");
    listed.forEach(agent -> table.add(agent.agent(), agent.description()));
    return table.toString();
  }

  private static String names(List<Shipped> shipped) {
    return shipped.stream().map(Shipped::name).collect(Collectors.joining(", "));
  }

  private static String description(Shipped shipped) {
    var capabilities = new HashSet<>(ShippedAgents.DESKTOP_CAPABILITIES);
    capabilities.addAll(Topics.SHIPPED_CAPABILITIES);
    return AgentFile.read(shipped.source(), capabilities).agent().map(Agent::description).orElse("");
  }
}
