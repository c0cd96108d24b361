package io.forebay.cli;

import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The agents that tasks are done by, in all their versions: the compacted topic {@code agents.definitions}. */
final class AgentTopic {
  private final Connection connection;
  private final TopicSpec topic;

  AgentTopic(Connection connection) {
    this.connection = connection;
    topic = connection.topics().agentsDefinitions();
  }

  /** All versions of each agent, the oldest first, by name; records that cannot be read are not among them. */
  SortedMap<String, List<AgentDefinition>> read() {
    try (var _ = connection.admin()) {
      var byName = new TreeMap<String, List<AgentDefinition>>();
      Latest.read(connection.kafka(), connection.serdes(), topic, AgentDefinition.class, Optional.empty())
          .values()
          .values()
          .forEach(definition -> byName.computeIfAbsent(definition.getName(), _ -> new ArrayList<>()).add(definition));
      byName.values().forEach(versions -> versions.sort(Comparator.comparingInt(AgentDefinition::getVersion)));
      return byName;
    }
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
    var serializer = connection.serdes().of(AgentDefinition.class).serializer();
    try (var producer = new KafkaProducer<>(KafkaClients.producer(connection.kafka()), new StringSerializer(), serializer)) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (AgentDefinition definition : definitions) {
        sent.add(producer.send(new ProducerRecord<>(topic.name(), definition.getName() + "/" + definition.getVersion(), definition)));
      }
      for (var each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(connection.kafka(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while sending agents to Kafka at " + connection.kafka() + ".", e);
    }
  }
}
