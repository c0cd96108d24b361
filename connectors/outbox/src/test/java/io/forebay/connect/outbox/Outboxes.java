package io.forebay.connect.outbox;

import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.PostgresServer;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Secret;
import io.forebay.runtime.TopicsSettings;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final Optional<StackOptions> options;
  private final PostgresServer postgres;
  private KafkaStack stack;

  private Outboxes(Path folder, Optional<StackOptions> options) {
    this.options = options;
    this.stack = options.map(KafkaStack::start).orElseGet(KafkaStack::forTests);
    this.postgres = PostgresServer.start(folder.resolve("postgres"));
  }

  static Outboxes start(Path folder) {
    return new Outboxes(folder, Optional.empty());
  }

  /** With a broker that can be stopped and started again. */
  static Outboxes startLasting(Path folder) throws IOException {
    var registry = RegistryOptions.fromSystemProperty().withPort(freePort());
    return new Outboxes(folder, Optional.of(StackOptions.throwAway().withDataDirectory(folder.resolve("kafka")).withBrokerPort(freePort()).withRegistry(registry)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops the broker and the registry, and starts them again where they were. */
  void restartBroker() {
    stack.close();
    stack = KafkaStack.start(options.orElseThrow());
  }

  PostgresServer postgres() {
    return postgres;
  }

  /** The same configuration as a file, for a process of its own. */
  Path file(Path folder, OutboxConfig config) throws IOException {
    return Files.writeString(
        folder.resolve(config.outbox().name() + ".yaml"),
        """
        kafka: {bootstrap-servers: "%s", registry: "%s", auto-register: true}
        topics: {prefix: "%s", partitions: %d}
        database: {port: %d, name: postgres, user: postgres, password: "${env:%s}", slot: %s, publication: %s}
        outbox: {name: %s, table: %s}
        """
            .formatted(
                stack.bootstrapServers(), stack.registryUrl(), config.topics().prefix(), PARTITIONS, postgres.port(), OutboxProcess.PASSWORD, config.database().slot(),
                config.database().publication(), config.outbox().name(), config.outbox().table()));
  }

  OutboxConfig config(String test, OutboxSettings.Tolerance tolerance) {
    return config(test, tolerance, Map.of());
  }

  /** The same ingest where columns are named otherwise than fields. */
  OutboxConfig config(String test, OutboxSettings.Tolerance tolerance, Map<String, String> columns) {
    var database = new DatabaseSettings("127.0.0.1", postgres.port(), "postgres", "postgres", new Secret("postgres"), null, test, test);
    var outbox = new OutboxSettings(test, "public." + test, columns, null, null, tolerance, null, null, null, Map.of());
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
    try (Connection connection = postgres.connect()) {
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

  /** What the table holds. */
  Set<String> rows(String table) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = postgres.connect();
        var result = connection.createStatement().executeQuery("select id from " + table)) {
      while (result.next()) {
        ids.add(result.getString(1));
      }
    }
    return ids;
  }

  long number(String sql) throws SQLException {
    try (Connection connection = postgres.connect();
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
