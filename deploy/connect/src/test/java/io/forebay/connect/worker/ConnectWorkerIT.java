package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forebay.embedded.KafkaStack;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.ReplyDraft;
import io.forebay.schemas.ScreenObserved;
import io.forebay.schemas.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Our plugins in a real worker, loaded from the folder that the build unpacked them to. */
@Timeout(180)
class ConnectWorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000040000000200806000000");
  private static final String SOURCE = "io.forebay.connect.mail.MailSourceConnector";
  private static final String SINK = "io.forebay.connect.mail.MailDraftSinkConnector";

  private static KafkaStack stack;
  private static ConnectWorker worker;
  private static EventSerdes serdes;

  @TempDir private Path folder;

  @BeforeAll
  static void startAWorker() {
    stack = KafkaStack.forTests();
    serdes = EventSerdes.connect(stack.registryUrl(), true);
    worker = ConnectWorker.start(WorkerSettings.of(stack.bootstrapServers()).withVariables(Map.of("registry", stack.registryUrl().toString())));
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.close();
      worker.close();
    }
    stack.close();
  }

  @Test
  void takesAMailboxInAndItsDraftsOutAndLeavesPoisonInTheDeadLetters() throws Exception {
    makeTopics("in.inbound", "in.drafted");
    try (var mailbox = new TestMailbox(folder);
        var inbox = new Inbox(stack.bootstrapServers(), serdes, "in.inbound")) {
      mailbox.folder("Drafts");
      mailbox.deliver(1, 3);
      worker.create("in", source(mailbox, "in.inbound"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.subjects()).containsExactly("imap-1", "imap-2", "imap-3"));

      produce("in.drafted", "poison", "no event".getBytes(StandardCharsets.UTF_8));
      String answered = inbox.ids().get(1);
      produce("in.drafted", answered, drafted(answered));
      worker.create("out", sink(mailbox, "in.drafted", "in.dlq"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailbox.folder("Drafts").getMessageCount()).isEqualTo(1));
      ConsumerRecord<String, byte[]> dead = first("in.dlq");
      assertThat(dead.value()).asString(StandardCharsets.UTF_8).isEqualTo("no event");
      assertThat(header(dead, "__connect.errors.topic")).isEqualTo("in.drafted");
      assertThat(header(dead, "__connect.errors.connector.name")).isEqualTo("out");
      assertThat(header(dead, "__connect.errors.exception.message")).isNotBlank();
      assertThat(worker.status("out")).hasValueSatisfying(status -> assertThat(status.isRunning()).as(status.toString()).isTrue());
    } finally {
      worker.rest().remove("in");
      worker.rest().remove("out");
    }
  }

  @Test
  void takesScreenshotsInAndLeavesBadOnesInTheDeadLetters() throws Exception {
    makeTopics("screens.in", "screens.dlq");
    for (String name : List.of("1", "2")) {
      Files.write(folder.resolve(name + ".png"), PICTURE);
    }
    Files.writeString(folder.resolve("1.json"), "{\"session\": \"s-1\", \"time\": \"2026-11-21T10:00:00Z\"}");
    Files.writeString(folder.resolve("2.json"), "{\"session\": \"s-1\"}");
    try {
      worker.create("desk", screens("screens.in", "screens.dlq"));

      ConsumerRecord<String, byte[]> seen = first("screens.in");
      ScreenObserved event = serdes.of(ScreenObserved.class).deserializer().deserialize(seen.topic(), seen.value());
      assertThat(seen.key()).isEqualTo("s-1");
      assertThat(event.getWidthPixels()).isEqualTo(64);
      assertThat(Path.of(URI.create(event.getScreenshot().getUri()))).hasBinaryContent(PICTURE);
      ConsumerRecord<String, byte[]> dead = first("screens.dlq");
      assertThat(dead.key()).isEqualTo("2.json");
      assertThat(header(dead, "__connect.errors.connector.name")).isEqualTo("desk");
      assertThat(header(dead, "error-code")).isEqualTo("INVALID_EVENT");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder.resolve("1.png")).doesNotExist());
      assertThat(folder.resolve("2.png")).exists();
    } finally {
      worker.rest().remove("desk");
    }
  }

  @Test
  void takesABucketInOnceThoughItsConnectorIsMadeTwice() throws Exception {
    makeTopics("bucket.in");
    var objects = new TransientNio2BlobStore();
    objects.createContainer(CreateBucketRequest.builder().bucket("screens").build());
    S3Proxy store = S3Proxy.builder().blobStore(objects).endpoint(URI.create("http://127.0.0.1:0")).awsAuthentication(AuthenticationType.AWS_V4, "reader", "very-secret-word").build();
    store.start();
    try {
      await().until(() -> "STARTED".equals(store.getState()));
      Map<String, String> config = screens("bucket.in", "screens.dlq");
      config.keySet().removeIf(name -> name.startsWith("folder."));
      config.putAll(Map.of("s3.bucket", "screens", "s3.endpoint", "http://127.0.0.1:" + store.getPort(), "s3.poll.interval.ms", "200"));
      config.putAll(Map.of("s3.access.key.id", "reader", "s3.secret.access.key", "very-secret-word", "batch.max", "5"));
      putScreenshots(objects, 1, 20);
      worker.create("bucket", config);
      keysUntil("bucket.in", 20);
      worker.rest().remove("bucket");
      putScreenshots(objects, 21, 40);
      worker.create("bucket", config);
      keysUntil("bucket.in", 40);
      putScreenshots(objects, 41, 41);

      assertThat(keysUntil("bucket.in", 41)).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 41).mapToObj(i -> "s-" + i).toList());
      assertThat(worker.status("bucket").orElseThrow().toString()).doesNotContain("very-secret-word");
    } finally {
      worker.rest().remove("bucket");
      store.stop();
    }
  }

  private static void putScreenshots(BlobStore objects, int from, int to) {
    for (int i = from; i <= to; i++) {
      put(objects, i + ".png", PICTURE);
      put(objects, i + ".json", "{\"session\": \"s-%d\", \"time\": \"2026-11-21T10:00:00Z\"}".formatted(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(BlobStore objects, String key, byte[] content) {
    objects.putBlob(PutObjectRequest.builder().bucket("screens").key(key).contentLength((long) content.length).build(), new ByteArrayInputStream(content));
  }

  /** All keys of a topic, once there are so many different ones. */
  private static List<String> keysUntil(String topic, int count) {
    List<String> keys = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", stack.bootstrapServers(), "group.id", UUID.randomUUID().toString(), "auto.offset.reset", "earliest", "isolation.level", "read_committed");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await().atMost(PATIENCE).until(() -> {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
        return keys.stream().distinct().count() >= count;
      });
    }
    return keys;
  }

  @Test
  void keepsPluginsApartFromTheClassPath() {
    assertThatThrownBy(() -> Class.forName(SOURCE)).isInstanceOf(ClassNotFoundException.class);
    assertThat(worker.rest().check(Map.of("name", "x", "connector.class", SOURCE)).refused()).extracting(SettingProblem::setting).contains("tenant");
  }

  @Test
  void refusesSettingsByTheirNames() throws IOException {
    try (var mailbox = new TestMailbox(folder)) {
      Map<String, String> config = source(mailbox, "any");
      config.put("imap.port", "99999");
      config.put("imap.foldrs", "INBOX");
      config.put("name", "bad");

      SettingsCheck check = worker.rest().check(config);
      assertThat(check.refused()).singleElement().satisfies(problem -> assertThat(problem.setting()).isEqualTo("imap.port"));
      assertThat(check.unread()).containsExactly("imap.foldrs");
      assertThatThrownBy(() -> worker.create("bad", config)).isInstanceOf(WorkerException.class).hasMessageContaining("imap.port");
      assertThat(worker.status("bad")).isEmpty();
      Map<String, String> open = source(mailbox, "any");
      open.put("imap.password", TestMailbox.PASSWORD);
      open.put("name", "open");
      assertThat(worker.rest().check(open).refused()).singleElement().satisfies(problem -> assertThat(problem.setting()).isEqualTo("imap.password")).asString().doesNotContain(TestMailbox.PASSWORD);
      try (var offline = new OfflineWorker(WorkerSettings.of("127.0.0.1:1").withVariables(Map.of("registry", "http://127.0.0.1:1")))) {
        assertThat(offline.check(config)).isEqualTo(check);
      }
    }
  }

  @Test
  void readsAMailboxWhileTheServersOfOthersHangOrDripAndLetsGoOfThem() throws Exception {
    makeTopics("apart.inbound");
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var slow = new SlowServer();
        var mailbox = new TestMailbox(folder);
        var inbox = new Inbox(stack.bootstrapServers(), serdes, "apart.inbound")) {
      Map<String, String> hanging = source(mailbox, "apart.inbound");
      hanging.put("imap.port", Integer.toString(silent.getLocalPort()));
      worker.create("hanging", hanging);
      Map<String, String> dripping = source(mailbox, "apart.inbound");
      dripping.put("imap.port", Integer.toString(slow.port()));
      worker.create("dripping", dripping);
      await().atMost(PATIENCE).until(() -> slow.open() == 1 && worker.status("hanging").filter(ConnectorStatus::isRunning).isPresent());

      mailbox.deliver(1, 5);
      worker.create("well", source(mailbox, "apart.inbound"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.subjects()).hasSize(5));
      assertThat(worker.rest().connectors()).filteredOn(status -> List.of("hanging", "dripping", "well").contains(status.name())).hasSize(3).allMatch(ConnectorStatus::isRunning);

      worker.rest().remove("dripping");
      await().atMost(PATIENCE).until(() -> slow.open() == 0);
    } finally {
      worker.rest().remove("hanging");
      worker.rest().remove("dripping");
      worker.rest().remove("well");
    }
  }

  @Test
  void tellsWhyAConnectorFailedWithoutItsPassword() throws Exception {
    try (var mailbox = new TestMailbox(folder)) {
      Map<String, String> refused = source(mailbox, "any");
      refused.put("imap.user", "nobody@example.com");
      refused.put("imap.retry.backoff.max.ms", "100");
      worker.create("refused", refused);

      await().atMost(PATIENCE).until(() -> worker.status("refused").filter(ConnectorStatus::isFailed).isPresent());
      ConnectorStatus status = worker.status("refused").orElseThrow();
      assertThat(status.tasks()).singleElement().satisfies(task -> assertThat(task.problem()).contains("refuses the user nobody@example.com"));
      assertThat(status.toString()).doesNotContain(TestMailbox.PASSWORD);
      for (String path : List.of("/connectors/refused/config", "/connectors/refused/tasks", "/connectors/refused/status", "/connectors?expand=info&expand=status")) {
        assertThat(told(path)).as(path).contains("refused").doesNotContain(TestMailbox.PASSWORD);
      }
      assertThat(worker.known()).contains(status);

      refused.put("imap.user", TestMailbox.USER);
      worker.create("refused", refused);
      assertThat(worker.rest().restart("refused")).isTrue();
      await().atMost(PATIENCE).until(() -> worker.status("refused").filter(ConnectorStatus::isRunning).isPresent());
    } finally {
      worker.rest().remove("refused");
    }
  }

  @Test
  void saysSoWhereThereIsNoConnectorAndNoWorker() throws IOException {
    assertThat(worker.status("nobody")).isEmpty();
    assertThat(worker.rest().restart("nobody")).isFalse();
    assertThat(worker.rest().remove("nobody")).isFalse();
    assertThat(worker.url()).hasToString("http://127.0.0.1:" + worker.url().getPort());
    int free;
    try (var taken = new ServerSocket(0)) {
      free = taken.getLocalPort();
      var settings = WorkerSettings.of(stack.bootstrapServers()).withName("second").withRestPort(free);
      assertThatThrownBy(() -> ConnectWorker.start(settings)).isInstanceOf(WorkerException.class).hasMessageContaining("second");
    }
    try (var nowhere = WorkerRest.at(URI.create("http://127.0.0.1:" + free))) {
      assertThatThrownBy(nowhere::connectors).isInstanceOf(WorkerException.class).hasMessageStartingWith("There is no Connect worker at http://127.0.0.1:" + free);
    }
  }

  private static String told(String path) throws IOException {
    try (var body = URI.create(worker.url() + path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> source(TestMailbox mailbox, String topic) {
    Map<String, String> config = mailbox.settings("${dev:registry}");
    config.put("connector.class", SOURCE);
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", "connector");
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    config.put("registry.auto.register", "true");
    config.put("imap.poll.interval.ms", "200");
    config.put("tenant", "acme");
    config.put("topic", topic);
    return config;
  }

  private Map<String, String> screens(String topic, String deadLetters) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.forebay.connect.screens.ScreenSourceConnector");
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", "connector");
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters);
    config.put("registry.url", "${dev:registry}");
    config.put("registry.auto.register", "true");
    config.put("folder.path", folder.toString());
    config.put("folder.after", "delete");
    config.put("blob.path", folder.resolve("blobs").toString());
    config.put("tenant", "acme");
    config.put("topic", topic);
    return config;
  }

  private static Map<String, String> sink(TestMailbox mailbox, String topic, String deadLetters) {
    Map<String, String> config = mailbox.settings("${dev:registry}");
    config.put("connector.class", SINK);
    config.put("topics", topic);
    config.put("drafted.topic", topic);
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters);
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    return config;
  }

  private static byte[] drafted(String emailId) {
    var event =
        new EmailDrafted(emailId, "acme", null, new ReplyDraft("en", "QUESTION", "FORMAL", "Tomorrow."), "model", null, new Usage(0L, 0L, 0L), Instant.ofEpochSecond(1_790_000_000));
    return serdes.of(EmailDrafted.class).serializer().serialize("in.drafted", event);
  }

  private static void makeTopics(String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(names).stream().map(name -> new NewTopic(name, 1, (short) 1)).toList()).all().get();
    }
  }

  private static void produce(String topic, String key, byte[] value) throws Exception {
    try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static ConsumerRecord<String, byte[]> first(String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "group.id", UUID.randomUUID().toString(), "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      return await().atMost(PATIENCE).until(() -> consumer.poll(Duration.ofMillis(200)), found -> !found.isEmpty()).iterator().next();
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
