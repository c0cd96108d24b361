package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.PostgresServer;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of connectors/outbox, as they are written there, in a worker with the plugins as they are distributed. */
class OutboxExamplesIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Path EXAMPLES = Path.of(System.getProperty("forebay.home"), "connectors", "outbox", "examples");
  private static final Path OTHERS = Path.of(System.getProperty("forebay.home"), "deploy", "connect", "target", "other-plugins");
  private static final Topics TOPICS = new Topics("", 1);

  @TempDir private static Path folder;

  private static KafkaStack stack;
  private static PostgresServer database;
  private static ConnectWorker worker;
  private static EventSerdes serdes;

  @BeforeAll
  static void start() throws Exception {
    stack = KafkaStack.forTests();
    database = PostgresServer.start(folder.resolve("postgres"));
    serdes = EventSerdes.connect(stack.registryUrl(), true);
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(topic(TOPICS.tasksRequests()), topic(TOPICS.tasksResults()))).all().get();
    }
    List<Path> plugins = new ArrayList<>(WorkerSettings.builtPlugins());
    plugins.add(OTHERS);
    worker = ConnectWorker.start(WorkerSettings.of(stack.bootstrapServers()).withPluginPath(plugins));
    Files.writeString(folder.resolve("outbox.properties"), "password=" + PostgresServer.NAME + "\n");
  }

  private static NewTopic topic(TopicSpec spec) {
    return new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings());
  }

  @AfterAll
  static void stop() throws IOException {
    worker.close();
    database.close();
    stack.close();
  }

  /** Everything is as in the file, but for where database and registry are. */
  private static ConnectorFile example(String file) {
    ConnectorFile example = ConnectorFile.read(EXAMPLES.resolve(file));
    Map<String, String> config = new HashMap<>();
    URI registry = stack.registryUrl();
    example
        .config()
        .forEach(
            (setting, value) ->
                config.put(
                    setting,
                    value
                        .replace("/run/secrets", folder.toString())
                        .replace("http://registry:8080", registry.toString())
                        .replace("jdbc:postgresql://db:5432/shop", "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + PostgresServer.NAME)));
    config.replace("database.hostname", "127.0.0.1");
    config.replace("database.port", Integer.toString(database.port()));
    List.of("database.dbname", "database.user", "connection.username").forEach(setting -> config.replace(setting, PostgresServer.NAME));
    return new ConnectorFile(example.file(), example.name(), config);
  }

  private static void create(String file, Map<String, String> more) {
    ConnectorFile example = example(file);
    Map<String, String> config = new HashMap<>(example.config());
    config.putAll(more);
    worker.create(example.name(), config);
  }

  private static void sql(String statement) throws SQLException {
    try (var connection = database.connect();
        var statements = connection.createStatement()) {
      statements.execute(statement);
    }
  }

  private static List<List<String>> rows(String query) throws SQLException {
    try (var connection = database.connect();
        var result = connection.createStatement().executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<RunTask> tasks() {
    var values = serdes.of(RunTask.class).deserializer();
    var partition = new TopicPartition(TOPICS.tasksRequests().name(), 0);
    List<RunTask> tasks = new ArrayList<>();
    Map<String, Object> properties = Map.of("bootstrap.servers", stack.bootstrapServers(), "isolation.level", "read_committed");
    try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), values)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> tasks.add(record.value()));
      }
    }
    return tasks;
  }

  @Test
  void makeATaskOfEveryRow() throws Exception {
    sql(Files.readString(EXAMPLES.resolve("outbox.sql")));
    sql("insert into outbox(id, tenant, agent, payload, priority) values ('order-1', 'acme', 'research', '{\"q\": 1}', 7)");
    create("outbox-source.json", Map.of("transforms.task.registry.auto.register", "true"));
    await().atMost(LONG).untilAsserted(() -> assertThat(tasks()).hasSize(1));

    sql("insert into outbox(id, tenant, agent) values ('order-2', 'acme', 'research')");
    sql("delete from outbox where id = 'order-1'");
    sql("insert into outbox(id, tenant, agent) values ('order-3', 'acme', 'research')");
    await().atMost(LONG).untilAsserted(() -> assertThat(tasks()).extracting(RunTask::getTaskId).containsExactly("order-1", "order-2", "order-3"));

    RunTask task = tasks().getFirst();
    assertThat(task.getTenant()).isEqualTo("acme");
    assertThat(task.getAgent()).isEqualTo("research");
    assertThat(task.getInput()).isEqualTo("{\"q\": 1}");
    assertThat(task.getPriority()).isEqualTo(7);
    assertThat(tasks().get(1).getInput()).isEqualTo("{}");
    assertThat(task.getRequestedAt()).isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
  }

  @Test
  void makeARowOfEveryResult() throws Exception {
    sql(Files.readString(EXAMPLES.resolve("task_results.sql")));
    var topic = TOPICS.tasksResults().name();
    var values = serdes.of(TaskFinished.class).serializer();
    Instant at = Instant.parse("2026-11-21T12:00:00.123456Z");
    var done = new TaskFinished("t-1", "acme", "research", 3, TaskStatus.COMPLETED, "{\"a\": 1}", null, null, 4, new Usage(10L, 20L, 30L), Map.of("k", "v"), null, at, at.plusSeconds(1), at.plusSeconds(2));
    var failed = TaskFinished.newBuilder(done).setTaskId("t-2").setStatus(TaskStatus.FAILED).setOutput(null).setReason("NO_SUCH_AGENT").setMessage("There is none.").setStartedAt(null).build();
    try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), values)) {
      for (TaskFinished result : List.of(done, failed, done)) {
        producer.send(new ProducerRecord<>(topic, result.getTaskId(), result)).get();
      }
    }

    create("task-results-sink.json", Map.of());

    await().atMost(LONG).untilAsserted(() -> assertThat(rows("select task_id from task_results order by 1")).containsExactly(List.of("t-1"), List.of("t-2")));
    String columns = "tenant, agent, version, status, output, steps, input_tokens, output_tokens, cost_micro_usd, requested_at at time zone 'UTC', started_at is null, reason, message";
    assertThat(rows("select " + columns + " from task_results where task_id = 't-1'").getFirst())
        .containsExactly("acme", "research", "3", "COMPLETED", "{\"a\": 1}", "4", "10", "20", "30", "2026-11-21 12:00:00.123", "f", null, null);
    assertThat(rows("select status, started_at is null, reason, message from task_results where task_id = 't-2'").getFirst()).containsExactly("FAILED", "t", "NO_SUCH_AGENT", "There is none.");
  }
}
