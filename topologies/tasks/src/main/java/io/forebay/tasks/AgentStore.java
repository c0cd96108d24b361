package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.agents.AgentFile;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.EventSerdes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents, in memory and the same on every partition.
 *
 * <pre>
 * key    name/version
 * value  AgentDefinition, up to 256 Ki characters
 * bound  what is applied
 * </pre>
 */
final class AgentStore implements AgentBook {
  private static final String NAME = "agents";
  private static final int READ_MAX = 1_000;
  private static final Logger log = LoggerFactory.getLogger(AgentStore.class);

  private final ReadOnlyKeyValueStore<String, AgentDefinition> store;
  private final Set<String> capabilities;

  /** Definitions that were read: a version never changes. */
  private final Map<String, Agent> read = new LinkedHashMap<>();

  /**
   * @param capabilities that definitions may name
   */
  AgentStore(ReadOnlyKeyValueStore<String, AgentDefinition> store, Set<String> capabilities) {
    this.store = store;
    this.capabilities = capabilities;
  }

  /** As the topic holds them: the store is filled from it as it is. */
  static StoreBuilder<KeyValueStore<String, AgentDefinition>> builder(EventSerdes serdes) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), serdes.of(AgentDefinition.class)).withLoggingDisabled();
  }

  static String name() {
    return NAME;
  }

  static String key(String name, int version) {
    return name + "/" + version;
  }

  @Override
  public Optional<Agent> find(String name, int version) {
    String key = key(name, version);
    Agent agent = read.get(key);
    if (agent == null) {
      AgentDefinition definition = store.get(key);
      agent = definition == null ? null : read(definition);
      if (agent != null) {
        if (read.size() >= READ_MAX) {
          read.remove(read.keySet().iterator().next());
        }
        read.put(key, agent);
      }
    }
    return Optional.ofNullable(agent);
  }

  @Override
  public OptionalInt newest(String name) {
    int newest = 0;
    // From "name/" to "name0", which is the character behind the slash.
    try (var versions = store.range(name + "/", name + "0")) {
      while (versions.hasNext()) {
        newest = Math.max(newest, versions.next().value.getVersion());
      }
    }
    return newest == 0 ? OptionalInt.empty() : OptionalInt.of(newest);
  }

  private Agent read(AgentDefinition definition) {
    var reading = AgentFile.read(definition.getSource(), capabilities);
    if (reading.agent().isEmpty()) {
      log.atWarn()
          .addKeyValue("agent", definition.getName())
          .log("Agent {} in version {} cannot be used here: {}", definition.getName(), definition.getVersion(), reading.problems().getFirst().message());
    }
    return reading.agent().orElse(null);
  }
}
