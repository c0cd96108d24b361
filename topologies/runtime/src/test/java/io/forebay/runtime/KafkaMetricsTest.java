package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, on MBeans that Kafka's own reporter registers under the names of a running application. */
class KafkaMetricsTest {
  private static final String PROCESS = "9a788281-9edb-49ce-829b-0256f6de11bb";
  private static final String THREAD = "emails-v2-" + PROCESS + "-StreamThread-1";

  @TempDir private Path folder;

  private static org.apache.kafka.common.metrics.Metrics mbeans(String domain) {
    JmxReporter reporter = new JmxReporter();
    reporter.configure(Map.of());
    return new org.apache.kafka.common.metrics.Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM, new KafkaMetricsContext(domain));
  }

  private static void register(org.apache.kafka.common.metrics.Metrics mbeans, String group, Map<String, String> tags, String name, double value) {
    mbeans.addMetric(new MetricName(name, group, "", tags), (_, _) -> value);
  }

  /** In the order that is part of an MBean's name. */
  private static Map<String, String> tags(String... namesAndValues) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tags.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return tags;
  }

  private static String scrape(MetricsConfig config) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Metrics.of(config).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void namesWhatStreamsTells() throws IOException {
    try (org.apache.kafka.common.metrics.Metrics streams = mbeans("kafka.streams")) {
      Map<String, String> task = tags("thread-id", THREAD, "task-id", "0_3");
      register(streams, "stream-thread-metrics", Map.of("thread-id", THREAD), "process-total", 12);
      register(streams, "stream-thread-metrics", Map.of("thread-id", THREAD), "commit-latency-max", 165);
      register(streams, "stream-thread-metrics", Map.of("thread-id", THREAD), "process-rate", 1);
      register(streams, "stream-task-metrics", task, "restore-remaining-records-total", 7);

      assertThat(scrape(MetricsConfig.defaults()))
          .contains("kafka_streams_thread_process_total{application=\"emails-v2\",thread=\"1\"} 12.0")
          .contains("kafka_streams_thread_commit_latency_seconds_max{application=\"emails-v2\",thread=\"1\"} 0.165")
          .contains("kafka_streams_task_restore_remaining_records{application=\"emails-v2\",task=\"0_3\"} 7.0")
          .doesNotContain(PROCESS)
          .doesNotContain("process_rate");
    }
  }

  @Test
  void namesWhatConsumersAndProducersTell() throws IOException {
    try (org.apache.kafka.common.metrics.Metrics consumer = mbeans("kafka.consumer");
        org.apache.kafka.common.metrics.Metrics producer = mbeans("kafka.producer")) {
      Map<String, String> partition = tags("client-id", THREAD + "-consumer", "topic", "emails.inbound", "partition", "2");
      register(consumer, "consumer-fetch-manager-metrics", partition, "records-lag", 41);
      register(consumer, "consumer-fetch-manager-metrics", Map.of("client-id", "mine"), "records-lag-max", 42);
      register(producer, "producer-metrics", Map.of("client-id", THREAD + "-producer"), "record-send-total", 43);

      assertThat(scrape(MetricsConfig.defaults()))
          .contains("kafka_consumer_lag_records{client=\"emails-v2-StreamThread-1-consumer\",partition=\"2\",topic=\"emails.inbound\"} 41.0")
          .contains("kafka_consumer_lag_records_max{client=\"mine\"} 42.0")
          .contains("kafka_producer_record_send_total{client=\"emails-v2-StreamThread-1-producer\"} 43.0");
    }
  }

  @Test
  void tellsOfTheJvmToo() throws IOException {
    assertThat(scrape(MetricsConfig.defaults())).contains("jvm_memory_used_bytes{area=\"heap\"}").contains("jvm_threads_current");
  }

  @Test
  void takesOtherRules() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "includeObjectNames: [\"java.lang:type=Runtime\"]\nrules:\n- pattern: 'java.lang<type=Runtime><>Uptime:'\n  name: my_uptime\n");

    assertThat(scrape(new MetricsConfig(Optional.of(rules)))).contains("my_uptime ");
  }

  @Test
  void refusesRulesThatAreNone() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "rules: [{name: x}]");

    assertThatThrownBy(() -> Metrics.of(new MetricsConfig(Optional.of(rules)))).isInstanceOf(ConfigException.class).hasMessageStartingWith("metrics.kafka-rules cannot be used");
    assertThatThrownBy(() -> Metrics.of(new MetricsConfig(Optional.of(folder.resolve("absent"))))).isInstanceOf(ConfigException.class).hasMessageContaining("cannot be read");
  }
}
