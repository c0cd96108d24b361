package io.forebay.cli;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The policies that dispatch works by: the compacted topic {@code actions.policies}. */
final class PolicyTopic {
  private final Connection connection;
  private final TopicSpec topic;

  PolicyTopic(Connection connection) {
    this.connection = connection;
    topic = connection.topics().actionsPolicies();
  }

  /** All policies by pattern, in order of the patterns; records that cannot be read are not among them. */
  SortedMap<String, ActionPolicy> read() {
    try (var _ = connection.admin()) {
      return Latest.read(connection.kafka(), connection.serdes(), topic, ActionPolicy.class, Optional.empty()).values();
    }
  }

  /**
   * Writes policies, and returns when Kafka has them.
   *
   * @param policies by pattern; null deletes
   */
  void write(Map<String, ActionPolicy> policies) {
    var serializer = connection.serdes().of(ActionPolicy.class).serializer();
    try (var producer = new KafkaProducer<>(KafkaClients.producer(connection.kafka()), new StringSerializer(), serializer)) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      policies.forEach((pattern, policy) -> sent.add(producer.send(new ProducerRecord<>(topic.name(), pattern, policy))));
      for (var each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(connection.kafka(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while sending policies to Kafka at " + connection.kafka() + ".", e);
    }
  }
}
