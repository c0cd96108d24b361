package io.forebay.connect.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and how far the source was read in one transaction, so that after a crash either both are there or neither.
 *
 * <p>Offsets are written as Connect writes them: key {@code ["name",{partition}]}, value {@code {offset}}, both JSON, on a compacted topic of
 * one partition. Opening it locks out whoever had it before (the transactional id). After any exception it is of no use: close it and open
 * another one, which reads what is true. One thread at a time.
 */
final class OffsetLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetLog.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OFFSET = new TypeReference<>() {};
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration READ_MAX = Duration.ofMinutes(1);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
  private static final int BLOCK_MS = 30_000;
  private static final int LINGER_MS = 5;
  private static final int BATCH_BYTES = 256 << 10;

  private final OutboxConfig config;
  private final TopicPartition offsets;
  private final KafkaProducer<byte[], byte[]> producer;
  private boolean isOpen;

  private OffsetLog(OutboxConfig config, KafkaProducer<byte[], byte[]> producer) {
    this.config = config;
    this.offsets = new TopicPartition(config.offsetsTopic(), 0);
    this.producer = producer;
  }

  static OffsetLog open(OutboxConfig config) {
    var producer = new KafkaProducer<byte[], byte[]>(producer(config));
    try {
      producer.initTransactions();
      return new OffsetLog(config, producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static Map<String, Object> producer(OutboxConfig config) {
    Map<String, Object> properties = clients(config, "producer");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.DEAD_LETTER_BYTES_MAX);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
    properties.putAll(config.kafka().client());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.transactionalId());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  private static Map<String, Object> clients(OutboxConfig config, String role) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.transactionalId() + "-" + role);
    return properties;
  }

  /** The last offset of each of the source's partitions, by the partition. */
  Map<Map<String, Object>, Map<String, Object>> read() {
    Map<String, Object> properties = clients(config, "offsets");
    properties.putAll(config.kafka().client());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    Map<Map<String, Object>, Map<String, Object>> last = new HashMap<>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
      consumer.assign(List.of(offsets));
      consumer.seekToBeginning(List.of(offsets));
      long end = consumer.endOffsets(List.of(offsets)).get(offsets);
      long giveUp = System.nanoTime() + READ_MAX.toNanos();
      while (consumer.position(offsets) < end) {
        consumer.poll(POLL).forEach(record -> take(record.key(), record.value(), last));
        if (System.nanoTime() > giveUp) {
          throw new TimeoutException("The offsets on " + offsets.topic() + " could not be read in " + READ_MAX.toSeconds() + " s.");
        }
      }
    }
    return last;
  }

  private void take(byte[] key, byte[] value, Map<Map<String, Object>, Map<String, Object>> last) {
    try {
      var named = JSON.readTree(key);
      if (!named.isArray() || !named.path(0).asText().equals(config.outbox().name())) {
        return; // another ingest on the same topic
      }
      Map<String, Object> partition = JSON.convertValue(named.path(1), OFFSET);
      if (value == null) {
        last.remove(partition);
      } else {
        last.put(partition, JSON.readValue(value, OFFSET));
      }
    } catch (java.io.IOException e) {
      throw new KafkaException("What topic " + offsets.topic() + " holds is no offset; choose another outbox.offsets-topic.", e);
    }
  }

  void begin() {
    isOpen = true;
    producer.beginTransaction();
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record); // committing fails where this does
  }

  /** Ends the transaction with the offset in it; returns once the broker has it. */
  void commit(Map<String, ?> partition, Map<String, ?> offset) {
    try {
      byte[] key = JSON.writeValueAsString(List.of(config.outbox().name(), partition)).getBytes(StandardCharsets.UTF_8);
      send(new ProducerRecord<>(offsets.topic(), offsets.partition(), key, JSON.writeValueAsBytes(offset)));
      producer.commitTransaction();
      isOpen = false;
    } catch (JsonProcessingException e) {
      throw new KafkaException("An offset cannot be written as JSON.", e);
    }
  }

  @Override
  public void close() {
    try {
      if (isOpen) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      LOG.debug("The transaction ends with the next start, or by its timeout", e);
    } finally {
      producer.close(CLOSE_MAX);
    }
  }
}
