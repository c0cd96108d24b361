package io.forebay.connect.outbox;

import io.forebay.embedded.KafkaStack;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Secret;
import io.forebay.runtime.TopicsSettings;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A PostgreSQL with logical replication, a broker and a registry, and one outbox for each test. */
final class Outboxes implements AutoCloseable {
  private static final int PARTITIONS = 2;

  private final KafkaStack stack = KafkaStack.forTests();
  private final EmbeddedPostgres postgres;

  Outboxes() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").setServerConfig("max_wal_senders", "8").setServerConfig("max_replication_slots", "8").start();
  }

  OutboxConfig config(String test, OutboxSettings.Tolerance tolerance) {
    var database = new DatabaseSettings("127.0.0.1", postgres.getPort(), "postgres", "postgres", new Secret("postgres"), null, test, test);
    var outbox = new OutboxSettings(test, "public." + test, Map.of(), null, null, tolerance, null, null, null, Map.of());
    return new OutboxConfig(ConnectionSettings.to(stack.bootstrapServers(), stack.registryUrl(), true), new TopicsSettings(test + ".", PARTITIONS, null, null), database, outbox);
  }

  /** The table of a test and the topic that its tasks go to. */
  OutboxConfig create(String test, OutboxSettings.Tolerance tolerance) throws SQLException, ExecutionException, InterruptedException {
    OutboxConfig config = config(test, tolerance);
    sql("create table " + test + " (id text primary key, tenant text not null, agent text not null, payload jsonb, created_at timestamptz not null default now())");
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(config.requestsTopic(), PARTITIONS, (short) 1))).all().get();
    }
    return config;
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
      connection.commit();
    }
  }

  /** Rows with ids from..to-1, in one transaction. */
  void insert(String table, int from, int to) throws SQLException {
    sql("insert into %s(id, tenant, agent, payload) select 'r-' || n, 'acme', 'research', jsonb_build_object('n', n) from generate_series(%d, %d) n".formatted(table, from, to - 1));
  }

  long number(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        var result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  List<RunTask> tasks(OutboxConfig config) {
    var serde = EventSerdes.connect(stack.registryUrl(), false).of(RunTask.class).deserializer();
    return records(config.requestsTopic(), PARTITIONS).stream().map(record -> serde.deserialize(record.topic(), record.value())).toList();
  }

  /** All that is committed by now. */
  List<ConsumerRecord<String, byte[]>> records(String topic, int partitions) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
    Map<String, Object> properties = Map.of("bootstrap.servers", stack.bootstrapServers(), "isolation.level", "read_committed", "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(all);
      var ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(java.time.Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  List<String> ids(OutboxConfig config) {
    return records(config.requestsTopic(), PARTITIONS).stream().map(ConsumerRecord::key).toList();
  }

  Optional<String> text(ConsumerRecord<String, byte[]> record, String header) {
    var found = record.headers().lastHeader(header);
    return found == null ? Optional.empty() : Optional.of(new String(found.value(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    stack.close();
  }
}
