package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads all partitions of one topic, committed records only, without a consumer group.
 *
 * @param <V> type of the values
 */
final class TopicReader<V> implements AutoCloseable {
  static final Duration POLL = Duration.ofMillis(200);
  private static final int IDLE_SECONDS_MAX = 30;

  private final KafkaConsumer<byte[], V> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @throws CommandFailedException if the topic does not exist or Kafka does not answer
   */
  TopicReader(String kafka, TopicSpec topic, Deserializer<V> values, boolean fromBeginning) {
    consumer = consumer(kafka, values);
    try {
      partitions = partitions(consumer, kafka, topic.name());
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
      }
    } catch (RuntimeException e) {
      consumer.close();
      throw e instanceof KafkaException ? KafkaFailures.sentence(kafka, e) : e;
    }
  }

  /** A consumer without a group that reads only what was committed. */
  static <V> KafkaConsumer<byte[], V> consumer(String kafka, Deserializer<V> values) {
    try {
      return new KafkaConsumer<>(KafkaClients.consumer(kafka), new ByteArrayDeserializer(), values);
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  /**
   * All partitions of a topic, in order.
   *
   * @throws CommandFailedException if the topic does not exist
   */
  static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String kafka, String topic) {
    var partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw TopicSetup.missing(kafka, topic);
    }
    return partitions.stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** The next records, after at most 200 ms. */
  Iterable<ConsumerRecord<byte[], V>> poll() {
    return poll(POLL);
  }

  /** The next records, after at most so long. */
  Iterable<ConsumerRecord<byte[], V>> poll(Duration atMost) {
    return consumer.poll(atMost);
  }

  /**
   * Ends reading where nothing comes although there is more.
   *
   * @param movedNanos when something came last, by {@link System#nanoTime}
   * @throws CommandFailedException after {@value #IDLE_SECONDS_MAX} seconds
   */
  static void requireMovement(String kafka, String topic, long movedNanos) {
    if (System.nanoTime() - movedNanos > Duration.ofSeconds(IDLE_SECONDS_MAX).toNanos()) {
      throw new CommandFailedException(
          "Nothing came of %s from Kafka at %s for %d s: it is away, or a transaction on the topic is still open; try again."
              .formatted(topic, kafka, IDLE_SECONDS_MAX));
    }
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
