package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends one record to a task: its request, or a signal. */
final class TaskSender {
  private TaskSender() {}

  /**
   * Sends, and returns when Kafka has it.
   *
   * @throws CommandFailedException if Kafka does not take it
   */
  static <V extends SpecificRecordBase> void send(Connection connection, TopicSpec topic, Class<V> type, String taskId, V value, List<Header> headers) {
    try (var admin = connection.admin()) {
      if (TopicSetup.partitions(admin, connection.kafka(), topic.name()) == 0) {
        throw TopicSetup.missing(connection.kafka(), topic.name());
      }
    }
    byte[] bytes = connection.serdes().of(type).serializer().serialize(topic.name(), value);
    try (var producer = new KafkaProducer<>(KafkaClients.promptProducer(connection.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
      KafkaFailures.await(connection.kafka(), producer.send(new ProducerRecord<>(topic.name(), null, taskId.getBytes(StandardCharsets.UTF_8), bytes, headers)));
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }
}
