package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads all partitions of one topic, committed records only, without a consumer group.
 *
 * @param <V> type of the values
 */
final class TopicReader<V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], V> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @throws CommandFailedException if the topic does not exist
   */
  TopicReader(String kafka, TopicSpec topic, Deserializer<V> values, boolean fromBeginning) {
    consumer = new KafkaConsumer<>(KafkaClients.consumer(kafka), new ByteArrayDeserializer(), values);
    try {
      partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
      }
    } catch (RuntimeException e) {
      consumer.close();
      throw new CommandFailedException(
          "Cannot read " + topic.name() + " at " + kafka + ": " + e.getMessage() + "; is Kafka there, and has forebay topics apply been run?", e);
    }
  }

  /** The next records, after at most 200 ms. */
  Iterable<ConsumerRecord<byte[], V>> poll() {
    return consumer.poll(POLL);
  }

  /** Whether everything that was committed when asked has been read. */
  boolean isAtEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
