package io.forebay.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties of the command line's Kafka clients. */
final class KafkaClients {
  private static final int TIMEOUT_MS = 10_000;
  /** A seek, or closing, waits for the fetch that is under way. */
  private static final int FETCH_WAIT_MS = 50;

  private static final int DELIVERY_TIMEOUT_MS = 30_000;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int LINGER_MS = 5;

  private KafkaClients() {}

  /** An admin client that gives up after ten seconds. */
  static Map<String, Object> admin(String bootstrapServers) {
    var properties = new HashMap<String, Object>();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return properties;
  }

  /** An idempotent producer that batches. */
  static Map<String, Object> producer(String bootstrapServers) {
    var properties = new HashMap<String, Object>();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return properties;
  }

  /** The same, but what is sent leaves at once instead of waiting for more. */
  static Map<String, Object> promptProducer(String bootstrapServers) {
    var properties = producer(bootstrapServers);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return properties;
  }

  /**
   * A producer whose records become visible together or not at all.
   *
   * @param transactionalId a producer that starts with the same id ends what an earlier one was at
   */
  static Map<String, Object> transactionalProducer(String bootstrapServers, String transactionalId) {
    var properties = producer(bootstrapServers);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return properties;
  }

  /** A consumer without a group that sees only what was committed. */
  static Map<String, Object> consumer(String bootstrapServers) {
    var properties = new HashMap<String, Object>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  /** The same, but it sees what may yet be taken back. */
  static Map<String, Object> uncommittedConsumer(String bootstrapServers) {
    var properties = consumer(bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return properties;
  }
}
