package io.forebay.cli;

import io.forebay.schemas.Lane;
import io.forebay.schemas.TopicSpec;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to a topic whose key is the lane, to the partition that all lanes of the tenant are on. One thread at a time.
 *
 * @param <V> type of the values
 */
final class LaneSender<V extends SpecificRecordBase> implements AutoCloseable {
  private final String kafka;
  private final String topic;
  private final int partitions;
  private final KafkaProducer<String, V> producer;
  private final boolean transactional;

  private LaneSender(String kafka, String topic, int partitions, KafkaProducer<String, V> producer, boolean transactional) {
    this.kafka = kafka;
    this.topic = topic;
    this.partitions = partitions;
    this.producer = producer;
    this.transactional = transactional;
  }

  /** Opens a topic for writing. */
  static <V extends SpecificRecordBase> LaneSender<V> open(Connection connection, TopicSpec topic, Class<V> type) {
    return open(connection, topic, type, KafkaClients.producer(connection.kafka()), false);
  }

  /**
   * Opens a topic for writing each record in a transaction of its own.
   *
   * @param transactionalId a sender that opens with the same id ends what an earlier one was at
   */
  static <V extends SpecificRecordBase> LaneSender<V> transactional(Connection connection, TopicSpec topic, Class<V> type, String transactionalId) {
    var sender = open(connection, topic, type, KafkaClients.transactionalProducer(connection.kafka(), transactionalId), true);
    try {
      sender.producer.initTransactions();
      return sender;
    } catch (KafkaException e) {
      sender.close();
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }

  private static <V extends SpecificRecordBase> LaneSender<V> open(
      Connection connection, TopicSpec topic, Class<V> type, Map<String, Object> properties, boolean transactional) {
    int partitions = partitions(connection, topic.name());
    var values = connection.serdes().of(type).serializer();
    return new LaneSender<>(
        connection.kafka(), topic.name(), partitions, new KafkaProducer<>(properties, new StringSerializer(), values), transactional);
  }

  /** A producer would wait for the metadata of a topic that is not there, and then call Kafka away. */
  private static int partitions(Connection connection, String topic) {
    try (var admin = connection.admin()) {
      int partitions = TopicSetup.partitions(admin, connection.kafka(), topic);
      if (partitions == 0) {
        throw TopicSetup.missing(connection.kafka(), topic);
      }
      return partitions;
    }
  }

  /**
   * Writes, and returns when Kafka has it.
   *
   * @throws CommandFailedException if Kafka has not taken it
   */
  void send(Lane lane, V value, Iterable<Header> headers) {
    try {
      if (transactional) {
        producer.beginTransaction();
      }
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, lane.partition(partitions), lane.name(), value, headers));
      if (transactional) {
        producer.commitTransaction();
      }
      KafkaFailures.await(kafka, sent);
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
