package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.StackOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topology as a process, seen from outside through its one port. */
class TopologyProcessIT {
  @TempDir private Path folder;

  private static Topology counting() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("words", Consumed.with(Serdes.String(), Serdes.String()).withName("ingest-words"))
        .groupByKey(Grouped.with("by-word", Serdes.String(), Serdes.String()))
        .count(Named.as("count-words"), Materialized.as("counts"));
    return builder.build();
  }

  @Test
  void tellsOfItsStateItsLagAndItsStores() throws Exception {
    try (KafkaStack stack = KafkaStack.start(StackOptions.throwAway().withoutRegistry())) {
      fill(stack.bootstrapServers());
      Metrics metrics = Metrics.of(MetricsConfig.defaults());
      ConnectionSettings connection = new ConnectionSettings(stack.bootstrapServers(), null, false, Map.of());
      StreamsSettings settings = new StreamsSettings(1, Duration.ofMillis(20), folder, ByteSize.mebibytes(16), null);
      try (TopologyApp app =
              TopologyApp.start("counting", counting(), StreamsConfig.EXACTLY_ONCE_V2, connection, settings, "counting.dlq", metrics);
          HealthServer server = HealthServer.start(HealthConfig.anyPort(), metrics, List.of(TopologyHealth.of(app)))) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
          HttpResponse<String> ready = get(server, "/health/ready");
          assertThat(ready.statusCode()).isEqualTo(200);
          assertThat(ready.body()).contains("\"state\":\"RUNNING\"").contains("\"lagRecords\":0");
          assertThat(get(server, "/metrics").body())
              .contains("kafka_streams_topic_records_consumed_total{application=\"counting\",task=\"0_0\",topic=\"words\"} 100.0");
        });
        assertThat(get(server, "/metrics").body())
            .contains("kafka_streams_state{application=\"counting\"} 2.0")
            .contains("kafka_streams_store_estimate_num_keys{application=\"counting\",store=\"counts\",task=\"0_0\"}")
            .contains("kafka_streams_store_block_cache_capacity_bytes{application=\"counting\",store=\"counts\",task=\"0_0\"}")
            .contains("kafka_consumer_lag_records{client=\"counting-StreamThread-1-consumer\",partition=\"0\",topic=\"words\"} 0.0")
            .contains("kafka_broker_topic_messages_in_total{topic=\"words\"} 100.0")
            .contains("jmx_scrape_error 0.0");
      }
    }
  }

  @Test
  void takesItsOldPlaceInItsGroupAfterItWasKilled() throws Exception {
    try (KafkaStack stack = KafkaStack.start(StackOptions.throwAway().withoutRegistry());
        Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      fill(stack.bootstrapServers());
      List<String> before;
      try (TopologyApp killed = start(stack)) {
        before = membersOnceRunning(admin, killed);
        killed.streams().close(CloseOptions.timeout(Duration.ofSeconds(30)).withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
      }
      try (TopologyApp again = start(stack)) {
        assertThat(membersOnceRunning(admin, again)).isEqualTo(before);
      }
    }
  }

  private TopologyApp start(KafkaStack stack) {
    ConnectionSettings connection = new ConnectionSettings(stack.bootstrapServers(), null, false, Map.of());
    StreamsSettings settings = new StreamsSettings(1, Duration.ofMillis(20), folder, ByteSize.mebibytes(16), null);
    return TopologyApp.start(
        "counting", counting(), StreamsConfig.EXACTLY_ONCE_V2, connection, settings, "counting.dlq", Metrics.ofForebayOnly());
  }

  /** Instance names of the members that the group has. */
  private static List<String> membersOnceRunning(Admin admin, TopologyApp app) throws Exception {
    assertThat(app.awaitRunning(Duration.ofSeconds(60))).isTrue();
    return admin.describeConsumerGroups(List.of("counting")).all().get().get("counting").members().stream()
        .map(member -> member.groupInstanceId().orElse("none of " + member.consumerId()))
        .toList();
  }

  private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
  }

  private static void fill(String bootstrapServers) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(client);
        KafkaProducer<String, String> producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("words", 1, (short) 1))).all().get();
      for (int i = 0; i < 100; i++) {
        producer.send(new ProducerRecord<>("words", "word-" + i % 10, "x")).get();
      }
    }
  }
}
