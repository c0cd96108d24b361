package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every stack offers, of whichever kind. */
class KafkaStackIT {
  private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"Drop\",\"fields\":[{\"name\":\"litres\",\"type\":\"int\"}]}";

  private static KafkaStack stack;
  private static StackClient client;

  @BeforeAll
  static void start() {
    stack = KafkaStack.forTests();
    client = new StackClient(stack);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void carriesRecords() throws Exception {
    client.createTopic("plain");
    client.produce("plain", "water");

    assertThat(client.consumeOne("plain", "reader")).isEqualTo("water");
  }

  @Test
  void commitsTransactions() throws Exception {
    client.createTopic("transactional");
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "writer");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactional", "water")).get(20, TimeUnit.SECONDS);
      producer.commitTransaction();
    }

    assertThat(client.consumeOne("transactional", "transactional-reader")).isEqualTo("water");
  }

  @Test
  void sharesRecordsAmongAShareGroup() throws Exception {
    client.createTopic("shared");
    client.produce("shared", "water");
    readFromTheBeginning("share-group");
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "group.id", "share-group");
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("shared"));

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(consumer.poll(Duration.ofMillis(500))).extracting(ConsumerRecord::value).containsExactly("water"));
    }
  }

  @Test
  void runsStreamsByTheStreamsGroupProtocol() throws Exception {
    client.createTopic("upstream");
    client.createTopic("downstream");
    client.produce("upstream", "water");
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .stream("upstream", Consumed.with(Serdes.String(), Serdes.String()))
        .mapValues(value -> value + " flows")
        .to("downstream", Produced.with(Serdes.String(), Serdes.String()));
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers", stack.bootstrapServers(),
            "application.id", "streams-group",
            "group.protocol", "streams",
            "processing.guarantee", "exactly_once_v2",
            "auto.offset.reset", "earliest"));
    try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
      streams.start();

      assertThat(client.consumeOne("downstream", "downstream-reader")).isEqualTo("water flows");
      assertThat(groupType("streams-group")).isEqualTo("Streams");
    }
  }

  @Test
  void createsNoTopicByAccident() throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "max.block.ms", "300");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("misspelt", "water")).get())
          .hasMessageContaining("misspelt");
    }
    try (Admin admin = client.admin()) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).doesNotContain("misspelt");
    }
  }

  @Test
  void registersSchemasByBothApis() throws Exception {
    var registered =
        client.post(
            "/apis/ccompat/v7/subjects/drops-value/versions",
            "application/vnd.schemaregistry.v1+json",
            "{\"schema\":\"" + SCHEMA.replace("\"", "\\\"") + "\"}");

    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
    assertThat(client.get("/apis/ccompat/v7/schemas/ids/" + registered.body().replaceAll("\\D", "")).body()).contains("litres");
    assertThat(client.get("/apis/registry/v3/groups/default/artifacts/drops-value/versions/1/content").body()).contains("litres");
  }

  @Test
  void closesTwiceWithoutAWord() {
    KafkaStack closed = KafkaStack.start(StackOptions.throwAway().withoutRegistry());

    closed.close();
    closed.close();

    assertThatThrownBy(closed::registryUrl).isInstanceOf(IllegalStateException.class);
    assertThat(closed.registryPid()).isEmpty();
  }

  private static String groupType(String group) throws Exception {
    try (Admin admin = client.admin()) {
      return admin.listGroups().all().get(20, TimeUnit.SECONDS).stream()
          .filter(each -> each.groupId().equals(group))
          .findAny()
          .flatMap(each -> each.type())
          .orElseThrow()
          .toString();
    }
  }

  private static void readFromTheBeginning(String shareGroup) throws Exception {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, shareGroup);
    AlterConfigOp earliest = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try (Admin admin = client.admin()) {
      admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get(20, TimeUnit.SECONDS);
    }
  }
}
