package io.forebay.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a dead-letter topic from its beginning to where it ended when it was opened: committed records only, in order of
 * their offsets, any number of times.
 *
 * <p>Bounded: what is written later is not read, no record is kept, and where nothing comes for half a minute it
 * gives up.
 */
final class DeadLetterReader implements AutoCloseable {

  private final String kafka;
  private final String topic;
  private final Output output;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> beginnings;
  private final Map<TopicPartition, Long> ends;

  private DeadLetterReader(
      String kafka,
      String topic,
      Output output,
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    this.kafka = kafka;
    this.topic = topic;
    this.output = output;
    this.consumer = consumer;
    this.beginnings = beginnings;
    this.ends = ends;
  }

  /**
   * Opens a topic for reading up to what is committed now.
   *
   * @param output whether and how progress is shown
   * @throws CommandFailedException if the topic does not exist or Kafka does not answer
   */
  static DeadLetterReader open(String kafka, String topic, Output output) {
    return open(kafka, topic, output, (consumer, partitions) -> consumer.endOffsets(partitions));
  }

  /**
   * Opens a topic for reading up to what is written now: reading waits for the transactions that are open now to end, so
   * that nothing committed behind them is overlooked.
   *
   * @throws CommandFailedException if the topic does not exist or Kafka does not answer
   */
  static DeadLetterReader openToLastWritten(Admin admin, String kafka, String topic, Output output) {
    return open(kafka, topic, output, (_, partitions) -> lastWritten(admin, kafka, partitions));
  }

  private static DeadLetterReader open(String kafka, String topic, Output output, Ends ends) {
    var consumer = TopicReader.consumer(kafka, new ByteArrayDeserializer());
    try {
      var partitions = TopicReader.partitions(consumer, kafka, topic);
      consumer.assign(partitions);
      return new DeadLetterReader(
          kafka, topic, output, consumer, consumer.beginningOffsets(partitions), ends.of(consumer, partitions));
    } catch (RuntimeException e) {
      consumer.close();
      throw e instanceof KafkaException ? KafkaFailures.sentence(kafka, e) : e;
    }
  }

  @FunctionalInterface
  private interface Ends {
    Map<TopicPartition, Long> of(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
  }

  private static Map<TopicPartition, Long> lastWritten(Admin admin, String kafka, List<TopicPartition> partitions) {
    var asked = new LinkedHashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    var ends = new LinkedHashMap<TopicPartition, Long>();
    KafkaFailures.await(kafka, admin.listOffsets(asked).all())
        .forEach((partition, offset) -> ends.put(partition, offset.offset()));
    return ends;
  }

  /** Which letters were sent back, read from the whole topic. */
  RedriveMarkers markers() {
    var markers = new RedriveMarkers(beginnings);
    scan(
        "records for redriven ones",
        record -> {
          markers.note(record);
          return true;
        });
    return markers;
  }

  /**
   * Passes every letter, and no marker, to a visitor.
   *
   * @param visitor answers whether to go on
   */
  void letters(Predicate<DeadLetter> visitor) {
    scan("records", record -> RedriveMarkers.isMarker(record) || visitor.test(new DeadLetter(record)));
  }

  private void scan(String what, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    try (var progress = Progress.of(what, length(), output)) {
      beginnings.forEach(consumer::seek);
      long movedNanos = System.nanoTime();
      long left = left();
      while (left > 0) {
        for (var record : consumer.poll(TopicReader.POLL)) {
          if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition())) && !visitor.test(record)) {
            return;
          }
        }
        long leftBefore = left;
        left = left();
        progress.set(length() - left);
        movedNanos = left < leftBefore ? System.nanoTime() : movedNanos;
        TopicReader.requireMovement(kafka, topic, movedNanos);
      }
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  private long length() {
    return ends.entrySet().stream().mapToLong(end -> Math.max(0, end.getValue() - beginnings.get(end.getKey()))).sum();
  }

  private long left() {
    return ends.entrySet().stream().mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey()))).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
