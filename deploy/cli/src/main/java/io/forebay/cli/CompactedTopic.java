package io.forebay.cli;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.IntentModel;
import io.forebay.schemas.Scene;
import io.forebay.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A compacted topic, which holds the latest value of each key, as commands read and change it.
 *
 * @param <V> type of the values
 */
final class CompactedTopic<V extends SpecificRecordBase> {
  private final Connection connection;
  private final TopicSpec topic;
  private final Class<V> type;
  private final Function<V, String> key;

  private CompactedTopic(Connection connection, TopicSpec topic, Class<V> type, Function<V, String> key) {
    this.connection = connection;
    this.topic = topic;
    this.type = type;
    this.key = key;
  }

  /** The policies that dispatch works by, by pattern. */
  static CompactedTopic<ActionPolicy> policies(Connection connection) {
    return new CompactedTopic<>(connection, connection.topics().actionsPolicies(), ActionPolicy.class, ActionPolicy::getPattern);
  }

  /** The versions of the agents that tasks are done by, by name and version. */
  static CompactedTopic<AgentDefinition> agents(Connection connection) {
    return new CompactedTopic<>(
        connection, connection.topics().agentsDefinitions(), AgentDefinition.class, definition -> definition.getName() + "/" + definition.getVersion());
  }

  /** The scenes that are watched, by id. */
  static CompactedTopic<Scene> scenes(Connection connection) {
    return new CompactedTopic<>(connection, connection.topics().intentsScenes(), Scene.class, Scene::getSceneId);
  }

  /** The models that features are read by, by name. */
  static CompactedTopic<IntentModel> intentModels(Connection connection) {
    return new CompactedTopic<>(connection, connection.topics().intentsModels(), IntentModel.class, IntentModel::getName);
  }

  String name() {
    return topic.name();
  }

  /** All values by key; records that cannot be read are not among them. */
  SortedMap<String, V> read() {
    try (var _ = connection.admin()) {
      return Latest.read(connection.kafka(), connection.serdes(), topic, type, Optional.empty()).values();
    }
  }

  /** Writes a value, and returns when Kafka has it. */
  void write(V value) {
    write(List.of(value));
  }

  /** Writes values, and returns when Kafka has them. */
  void write(List<V> values) {
    send(values.stream().map(value -> new ProducerRecord<>(topic.name(), key.apply(value), value)).toList());
  }

  /** Takes out the value of a key, and returns when Kafka knows. */
  void delete(String deleted) {
    send(List.of(new ProducerRecord<>(topic.name(), deleted, null)));
  }

  private void send(List<ProducerRecord<String, V>> records) {
    try (var _ = connection.admin();
        var producer = new KafkaProducer<>(KafkaClients.promptProducer(connection.kafka()), new StringSerializer(), connection.serdes().of(type).serializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      records.forEach(record -> sent.add(producer.send(record)));
      sent.forEach(each -> KafkaFailures.await(connection.kafka(), each));
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }
}
