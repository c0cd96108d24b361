package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TopicSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The latest value of each key of a topic, as of when it was read.
 *
 * @param values by key, in order of the keys; keys that were deleted are not there
 * @param unreadable values that could not be read
 * @param leftOut values of keys beyond the bound
 */
record Latest<V>(SortedMap<String, V> values, long unreadable, long leftOut) {
  /** More keys than this are not held. */
  static final int KEYS_MAX = 100_000;

  /**
   * Reads a topic up to what is committed now.
   *
   * @param since leaves out what was written before; empty for all that is kept
   * @throws CommandFailedException if the topic does not exist or Kafka does not answer
   */
  static <V extends SpecificRecordBase> Latest<V> read(String kafka, EventSerdes serdes, TopicSpec topic, Class<V> type, Optional<Instant> since) {
    try (var consumer = TopicReader.consumer(kafka, new ByteArrayDeserializer())) {
      var latest = new Builder<>(Decoder.of(serdes, type));
      var ends = seek(consumer, kafka, topic, since);
      long idleSince = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var records = consumer.poll(TopicReader.POLL);
        records.forEach(latest::add);
        idleSince = records.isEmpty() ? idleSince : System.nanoTime();
        TopicReader.requireMovement(kafka, topic.name(), idleSince);
      }
      return latest.build();
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  /** Goes to where reading begins and says where it ends. */
  private static Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer, String kafka, TopicSpec topic, Optional<Instant> since) {
    var partitions = TopicReader.partitions(consumer, kafka, topic.name());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    if (since.isPresent()) {
      var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> since.get().toEpochMilli()));
      var begins = consumer.offsetsForTimes(asked);
      partitions.forEach(
          partition -> consumer.seek(partition, begins.get(partition) == null ? ends.get(partition) : begins.get(partition).offset()));
    }
    return new HashMap<>(ends);
  }

  private static final class Builder<V> {
    private final Decoder<V> decoder;
    private final SortedMap<String, V> values = new TreeMap<>();
    private long leftOut;

    private Builder(Decoder<V> decoder) {
      this.decoder = decoder;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
      String key = Decoder.key(record);
      if (record.value() == null) {
        values.remove(key);
      } else if (values.size() >= KEYS_MAX && !values.containsKey(key)) {
        leftOut++;
      } else {
        decoder.value(record).ifPresent(value -> values.put(key, value));
      }
    }

    private Latest<V> build() {
      return new Latest<>(values, decoder.unreadable(), leftOut);
    }
  }
}
