package io.forebay.emails;

import static io.forebay.emails.EmailsCluster.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.TenantModelState;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.TriageFeedback;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, one of them killed in the middle of its work and started again without its state. */
@Timeout(180)
class ExactlyOnceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SUBTOPOLOGIES = 4;
  private static final int EMAILS = 2_000;
  private static final int LESSONS = 40;
  private static final List<String> TENANTS = List.of("acme", "umbrella");

  @TempDir private Path folder;

  /** An instance in a process of its own, which can be killed. */
  static final class Instance {
    private Instance() {}

    public static void main(String[] arguments) throws InterruptedException {
      TopologyApp app = EmailsCluster.triage(arguments[0], URI.create(arguments[1]), Path.of(arguments[2]), EmailsCluster.IMPATIENT);
      app.awaitStopped();
    }
  }

  @Test
  void answersEachMessageOnceWhateverIsKilled() throws Exception {
    try (EmailsCluster cluster = EmailsCluster.start();
        TopologyApp survivor = EmailsCluster.triage(cluster.bootstrapServers(), cluster.registryUrl(), folder.resolve("survivor"), EmailsCluster.IMPATIENT);
        var triaged = cluster.read(TOPICS.emailsTriaged())) {
      Process victim = startInstance(cluster, folder.resolve("victim"));
      try {
        awaitSharedWork(survivor);
        List<InboundEmail> emails = emails();
        send(cluster, TOPICS.emailsInbound(), emails.subList(0, EMAILS / 2));
        triaged.await(EMAILS / 8, PATIENCE);
        victim.destroyForcibly().waitFor();
        send(cluster, TOPICS.emailsInbound(), emails.subList(EMAILS / 2, EMAILS));
        victim = startInstance(cluster, folder.resolve("victim-without-its-state"));

        triaged.await(EMAILS, PATIENCE);

        assertEachAnsweredOnce(results(cluster, triaged), emails);
        assertTheSameModelEverywhere(cluster, survivor, victim, emails);
      } finally {
        victim.destroyForcibly();
      }
    }
  }

  private static void assertEachAnsweredOnce(List<EmailTriaged> results, List<InboundEmail> emails) {
    assertThat(results)
        .extracting(EmailTriaged::getEmailId)
        .containsExactlyInAnyOrderElementsOf(emails.stream().map(InboundEmail::getEmailId).toList());
    Map<String, List<EmailTriaged>> byContent = results.stream().collect(Collectors.groupingBy(EmailTriaged::getContentHash));
    assertThat(byContent).hasSize(EMAILS * 7 / 10);
    assertThat(byContent.values())
        .allSatisfy(
            same -> {
              var first = same.stream().filter(result -> result.getDuplicateOf() == null).toList();
              assertThat(first).hasSize(1);
              assertThat(same.stream().map(EmailTriaged::getDuplicateOf).filter(Objects::nonNull)).containsOnly(array(first.getFirst(), same.size() - 1));
              assertThat(same).extracting(EmailTriaged::getTenant).containsOnly(first.getFirst().getTenant());
            });
  }

  private static String[] array(EmailTriaged first, int size) {
    return size == 0 ? new String[0] : new String[] {first.getEmailId()};
  }

  /** Every partition triages with a model of its own; lessons from all partitions must have made all of them the same. */
  private static void assertTheSameModelEverywhere(EmailsCluster cluster, TopologyApp survivor, Process victim, List<InboundEmail> emails) throws Exception {
    victim.destroyForcibly().waitFor();
    awaitMemories(survivor, emails.subList(0, LESSONS));
    send(cluster, TOPICS.emailsFeedback(), IntStream.range(0, LESSONS).mapToObj(i -> lesson(emails.get(i), i)).toList());

    for (String tenant : TENANTS) {
      int lessons = (int) emails.stream().limit(LESSONS).filter(email -> email.getTenant().equals(tenant)).count();
      List<TenantModelState> models = new ArrayList<>();
      for (int partition = 0; partition < TOPICS.partitions(); partition++) {
        models.add(awaitModel(survivor, tenant, partition, lessons));
      }
      assertThat(models).as("models of " + tenant).allMatch(models.getFirst()::equals);
    }
  }

  private static List<InboundEmail> emails() {
    var emails = new ArrayList<InboundEmail>();
    for (int i = 0; i < EMAILS; i++) {
      // Seven of ten are new, the rest repeat one of them under another id and another Message-ID.
      int content = i % 10 < 7 ? i : i - i % 10 + i % 7;
      String tenant = TENANTS.get(content % TENANTS.size());
      String message =
          "From: Ada <ada@example.com>\nTo: bob@example.org\nMessage-ID: <%d@example.com>\nSubject: Order %d\n\nCould you please confirm order %d by Friday?\n"
              .formatted(i, content, content);
      emails.add(
          InboundEmail.newBuilder()
              .setEmailId("mail-" + i)
              .setTenant(tenant)
              .setReceivedAt(Instant.parse("2026-11-21T10:00:00Z"))
              .setRaw(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)))
              .build());
    }
    return emails;
  }

  /** The order of lessons decides what is learnt: neighbours contradict each other. */
  private static TriageFeedback lesson(InboundEmail email, int i) {
    return TriageFeedback.newBuilder()
        .setEmailId(email.getEmailId())
        .setTenant(email.getTenant())
        .setGivenAt(email.getReceivedAt())
        .setSpam(i % 3 == 0)
        .setCategory(i % 4 == 0 ? "work" : "general")
        .build();
  }

  private static <T extends SpecificRecordBase> void send(EmailsCluster cluster, TopicSpec topic, List<T> values) throws Exception {
    EventSerdes serdes = cluster.serdes();
    @SuppressWarnings("unchecked") // the class of a T
    var serializer = serdes.of((Class<T>) values.getFirst().getClass()).serializer();
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      for (T value : values) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), value.get("emailId").toString(), value));
      }
      producer.flush();
    }
  }

  private static List<EmailTriaged> results(EmailsCluster cluster, CommittedRecords triaged) {
    var deserializer = cluster.serdes().of(EmailTriaged.class).deserializer();
    return triaged.all().stream().map(record -> deserializer.deserialize(record.topic(), record.value())).toList();
  }

  /** Waits until there are two members, each with tasks. */
  private static void awaitSharedWork(TopologyApp survivor) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              int tasks = survivor.streams().metadataForLocalThreads().stream().mapToInt(thread -> thread.activeTasks().size()).sum();
              return survivor.state() == KafkaStreams.State.RUNNING && tasks > 0 && tasks < SUBTOPOLOGIES * TOPICS.partitions();
            });
  }

  private static void awaitMemories(TopologyApp app, List<InboundEmail> emails) {
    for (InboundEmail email : emails) {
      var query = StoreQueryParameters.fromNameAndType(MemoryStore.name(), QueryableStoreTypes.<String, RememberedEmail>windowStore());
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreException(InvalidStateStoreException.class)
          .until(
              () -> {
                try (var found = app.streams().store(query).fetch(email.getEmailId(), Instant.EPOCH, Instant.now())) {
                  return found.hasNext();
                }
              });
    }
  }

  private static TenantModelState awaitModel(TopologyApp app, String tenant, int partition, int lessons) {
    var query =
        StoreQueryParameters.fromNameAndType(TenantModelStore.name(), QueryableStoreTypes.<String, TenantModelState>keyValueStore())
            .withPartition(partition);
    return Awaitility.await("model of " + tenant + " in partition " + partition)
        .atMost(PATIENCE)
        .ignoreException(InvalidStateStoreException.class)
        .until(() -> app.streams().store(query).get(tenant), model -> model != null && model.getLessons() == lessons);
  }

  private static Process startInstance(EmailsCluster cluster, Path stateDirectory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Instance.class.getName(),
            cluster.bootstrapServers(),
            cluster.registryUrl().toString(),
            stateDirectory.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
