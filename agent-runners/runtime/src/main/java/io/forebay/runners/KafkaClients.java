package io.forebay.runners;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.schemas.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties of a runner's Kafka clients; what the configuration says about every client wins. */
final class KafkaClients {
  private static final int TIMEOUT_MS = 10_000;
  private static final int BATCH_BYTES = 128 << 10;

  private final ConnectionSettings connection;
  private final String runner;

  KafkaClients(ConnectionSettings connection, String runner) {
    this.connection = connection;
    this.runner = runner;
  }

  Map<String, Object> admin() {
    return with("admin", Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS, AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS));
  }

  /** Sends at once; what comes while a request is under way goes together with the next. */
  Map<String, Object> producer() {
    return with(
        "producer",
        Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.DEAD_LETTER_BYTES_MAX));
  }

  Map<String, Object> signals() {
    return with(
        "signals",
        Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS));
  }

  /**
   * The share consumer. It takes whole batches, which answers several times faster than asking for an exact number of records.
   *
   * @param recordsMax what a poll asks for
   */
  Map<String, Object> actions(String group, int recordsMax) {
    return with(
        "actions",
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG, group,
            ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit",
            ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "batch_optimized",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, recordsMax));
  }

  private Map<String, Object> with(String role, Map<String, Object> own) {
    var properties = new HashMap<String, Object>(own);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, runner + "-" + role);
    properties.putAll(connection.client());
    return properties;
  }
}
