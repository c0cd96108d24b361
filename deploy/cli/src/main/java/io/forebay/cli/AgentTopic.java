package io.forebay.cli;

import io.forebay.schemas.AgentDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The agents that tasks are done by, in all their versions: the compacted topic {@code agents.definitions}. */
final class AgentTopic {
  private final CompactedTopic<AgentDefinition> topic;

  AgentTopic(Connection connection) {
    topic = CompactedTopic.agents(connection);
  }

  /** All versions of each agent, the oldest first, by name; records that cannot be read are not among them. */
  SortedMap<String, List<AgentDefinition>> read() {
    var byName = new TreeMap<String, List<AgentDefinition>>();
    topic.read().values().forEach(definition -> byName.computeIfAbsent(definition.getName(), _ -> new ArrayList<>()).add(definition));
    byName.values().forEach(versions -> versions.sort(Comparator.comparingInt(AgentDefinition::getVersion)));
    return byName;
  }

  /**
   * A version of an agent.
   *
   * @param version null: the newest
   * @throws CommandFailedException if there is none
   */
  AgentDefinition find(String name, Integer version) {
    var versions = read().getOrDefault(name, List.of());
    return versions.stream()
        .filter(definition -> version == null || definition.getVersion() == version)
        .reduce((_, later) -> later)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no agent " + SafeText.of(name) + (version == null ? "" : " in version " + version) + "; forebay agents list shows those there are."));
  }

  /** Writes definitions, and returns when Kafka has them. */
  void write(List<AgentDefinition> definitions) {
    topic.write(definitions);
  }
}
