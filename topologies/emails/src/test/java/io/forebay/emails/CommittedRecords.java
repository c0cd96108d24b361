package io.forebay.emails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Everything that was committed to a topic, from its beginning, as any client sees it. One thread. */
final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  CommittedRecords(String bootstrapServers, String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "enable.auto.commit", false, "auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
  }

  /** Reads until there are so many. */
  List<ConsumerRecord<byte[], byte[]>> await(int count, Duration atMost) {
    return await("%d records".formatted(count), all -> all.size() >= count, atMost);
  }

  /** Reads until what was read is enough. */
  List<ConsumerRecord<byte[], byte[]>> await(String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration atMost) {
    try {
      Awaitility.await(what)
          .atMost(atMost)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                consumer.poll(POLL).forEach(records::add);
                return enough.test(records);
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("%s did not come within %s, %d did; committed up to %s".formatted(what, atMost, records.size(), consumer.endOffsets(partitions)), e);
    }
    return List.copyOf(records);
  }

  /** Reads what there is. */
  List<ConsumerRecord<byte[], byte[]>> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
      consumer.poll(POLL).forEach(records::add);
    }
    return List.copyOf(records);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
