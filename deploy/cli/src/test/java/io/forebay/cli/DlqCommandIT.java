package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.Lane;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.Extension.class)
class DlqCommandIT {
  private static final int BATCHES = 1_203;
  /** Long ago enough to differ from now, and not so long that the topic's retention takes it away. */
  private final Instant earlier = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));

  private final SharedStack stack;
  private String prefix;
  private Topics topics;

  DlqCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void applyTopics(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT) + ".";
    topics = new Topics(prefix, 4);
    assertThat(run("topics", "apply").exitCode()).isZero();
  }

  private CommandRun run(String... arguments) {
    return stack.run(prefix, arguments);
  }

  private String inbound() {
    return topics.emailsInbound().name();
  }

  private String deadLetters() {
    return topics.deadLetters(topics.emailsApplication()).name();
  }

  private String deadLettersOfDispatch() {
    return topics.deadLetters(topics.dispatchApplication()).name();
  }

  private ProducerRecord<byte[], byte[]> letter(String key, String value, ErrorCode code, String source, int partition, RecordHeaders headers) {
    Letters.failed(headers, code, source, partition, 5);
    return new ProducerRecord<>(deadLetters(), null, earlier.toEpochMilli(), bytes(key), bytes(value), headers);
  }

  private void produce(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException, InterruptedException {
    var settings = KafkaClients.producer(stack.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(TopicSpec topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var reader = new TopicReader<>(stack.bootstrapServers(), topic, new ByteArrayDeserializer(), true)) {
      do {
        reader.poll().forEach(records::add);
      } while (!reader.isAtEnd());
    }
    return records;
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void listsShowsAndRedrivesOnce() throws Exception {
    var headers = new RecordHeaders();
    Letters.add(headers, "traceparent", "00-1-2-03");
    produce(List.of(
        letter("a", "first", ErrorCode.UNREADABLE_RECORD, inbound(), 3, headers),
        letter("b", "\u001b[2Jsecret", ErrorCode.UNREADABLE_RECORD, inbound(), 0, new RecordHeaders()),
        letter("c", "third", ErrorCode.INVALID_EVENT, inbound(), 1, new RecordHeaders()),
        letter("d", "lost", ErrorCode.PROCESSING_FAILED, prefix + "x-repartition", 0, new RecordHeaders())));

    assertThat(run("dlq", "list").out())
        .contains("4 waiting, 0 redriven")
        .containsPattern("UNREADABLE_RECORD +\\S+emails.inbound +2 +0 +" + earlier);
    assertThat(run("dlq", "show", "0:1").out()).contains("The value is not Avro.", "key     b", "10 bytes; --payload").doesNotContain("secret");
    assertThat(run("dlq", "show", "--code", "invalid_event", "--payload").out()).contains("0:2", "third").doesNotContain("0:1", "\u001b");

    var dry = run("dlq", "redrive", "--code", "UNREADABLE_RECORD");
    assertThat(dry.out()).contains("would go back", "2  to " + inbound(), "2  not selected");
    assertThat(read(topics.emailsInbound())).isEmpty();

    var partial = run("dlq", "redrive", "--code", "UNREADABLE_RECORD", "--execute");
    assertThat(partial.exitCode()).as(partial.err()).isZero();
    assertThat(run("dlq", "list").out()).contains("2 waiting, 2 redriven");
    assertThat(run("dlq", "show").out()).contains("0:2", "0:3").doesNotContain("0:0 ", "0:1 ");

    var rest = run("dlq", "redrive", "--execute", "--json").json();
    assertThat(rest.path("sent").path(inbound()).asInt()).isEqualTo(1);
    assertThat(rest.path("stayed").path("ALREADY_REDRIVEN").asInt()).isEqualTo(2);
    assertThat(rest.path("stayed").path("SOURCE_MISSING").asInt()).isEqualTo(1);
    assertThat(run("dlq", "redrive", "--execute").out()).contains("0  letters");

    var records = read(topics.emailsInbound());
    assertThat(records).extracting(record -> new String(record.key(), StandardCharsets.UTF_8)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(records)
        .filteredOn(record -> record.partition() == 3)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(bytes("first"));
              assertThat(record.headers()).hasSize(2);
              assertThat(header(record, "traceparent")).isEqualTo("00-1-2-03");
              assertThat(header(record, DeadLetter.REDRIVES)).isEqualTo("1");
              assertThat(record.timestamp()).as("now, not its own: it would expire").isGreaterThan(earlier.toEpochMilli());
            });
  }

  @Test
  void takesTheLettersOfAllApplicationsUnlessOneIsNamed() throws Exception {
    var lane = Lane.of("acme/core.echo");
    String requests = topics.actionsRequests().name();
    int elsewhere = (lane.partition(4) + 1) % 4;
    var ofDispatch = new ProducerRecord<>(deadLettersOfDispatch(), null, earlier.plusSeconds(1).toEpochMilli(), bytes(lane.name()), bytes("request"), Letters.failed(new RecordHeaders(), ErrorCode.UNREADABLE_RECORD, requests, elsewhere, 5));
    produce(List.of(letter("a", "first", ErrorCode.INVALID_EVENT, inbound(), 0, new RecordHeaders()), ofDispatch));

    assertThat(run("dlq", "show").out().lines().filter(line -> !line.startsWith(" ")))
        .satisfiesExactly(
            newest -> assertThat(newest).startsWith(deadLettersOfDispatch() + "  0:0"), oldest -> assertThat(oldest).startsWith(deadLetters() + "  0:0"));
    assertThat(run("dlq", "show", "--application", "forebay-emails").out()).contains(deadLetters()).doesNotContain(deadLettersOfDispatch());

    var redrive = run("dlq", "redrive", "--execute", "--limit", "1");
    assertThat(redrive.out()).contains("1  to " + inbound(), deadLettersOfDispatch(), "1  over --limit");
    assertThat(run("dlq", "redrive", "--execute", "--application", "forebay-dispatch").out()).contains("1  to " + requests);

    assertThat(read(topics.actionsRequests())).singleElement().satisfies(record -> assertThat(record.partition()).isEqualTo(lane.partition(4)));
  }

  @Test
  void sendsManyInSeveralTransactionsAndTheLimitOnly() throws Exception {
    var letters = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < BATCHES; i++) {
      letters.add(letter("k" + i % 7, "v" + i, ErrorCode.PROCESSING_FAILED, inbound(), i % 4, new RecordHeaders()));
    }
    produce(letters);

    assertThat(run("dlq", "redrive", "--execute", "--limit", "1200").out()).contains("1,200  to " + inbound(), "3  over --limit");
    assertThat(run("dlq", "redrive", "--execute").out()).contains("3  to " + inbound(), "1,200  redriven before");

    var records = read(topics.emailsInbound());
    assertThat(records).hasSize(BATCHES);
    assertThat(records)
        .filteredOn(record -> record.partition() == 2)
        .extracting(record -> Integer.parseInt(new String(record.value(), 1, record.value().length - 1, StandardCharsets.UTF_8)))
        .as("in their order")
        .isSorted();
  }

  @Test
  void takesOverFromARedriveThatHangs() throws Exception {
    produce(List.of(letter("a", "first", ErrorCode.INVALID_EVENT, inbound(), 0, new RecordHeaders())));
    var crashed = new RedriveWriter(stack.bootstrapServers(), deadLetters(), LaneKeys.of(topics));
    try (crashed) {
      crashed.send(Letters.letter(bytes("first"), letter("a", "first", ErrorCode.INVALID_EVENT, inbound(), 0, new RecordHeaders()).headers(), deadLetters(), 0), 4);

      assertThat(run("dlq", "redrive", "--execute").out()).contains("1  to " + inbound());
      assertThat(catchThrowable(crashed::commit))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageStartingWith("Another redrive of " + deadLetters() + " began and took over");
    }
    assertThat(read(topics.emailsInbound())).hasSize(1);
  }

  @Test
  void waitsForTransactionsThatAreOpenOnTheTopic() throws Exception {
    var settings = KafkaClients.transactionalProducer(stack.bootstrapServers(), prefix + "application");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var admin = Admin.create(KafkaClients.admin(stack.bootstrapServers()));
        var application = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      application.initTransactions();
      application.beginTransaction();
      application.send(letter("a", "open", ErrorCode.INVALID_EVENT, inbound(), 0, new RecordHeaders())).get();
      var redrive = executor.submit(() -> run("dlq", "redrive", "--execute"));
      await()
          .until(() -> admin.listTransactions().all().get().stream().anyMatch(each -> each.transactionalId().endsWith("redrive-" + deadLetters())));
      application.commitTransaction();

      assertThat(redrive.get().out()).contains("1  to " + inbound());
    }
  }

  @Test
  void saysInASentenceWhatIsNotThere() {
    var noTopic = stack.run("nowhere.", "dlq", "list");
    var noTopicToRedrive = stack.run("nowhere.", "dlq", "redrive", "--execute");
    var noLetter = run("dlq", "show", "0:99");

    assertThat(List.of(noTopic.exitCode(), noTopicToRedrive.exitCode(), noLetter.exitCode())).containsOnly(1);
    assertThat(noTopic.err()).startsWith("forebay: There is no topic nowhere.forebay-emails.dlq in Kafka at ").hasLineCount(1);
    assertThat(noTopicToRedrive.err()).isEqualTo(noTopic.err());
    assertThat(noLetter.err()).startsWith("forebay: There is no dead letter 0:99 in ").hasLineCount(1);
    assertThat(run("dlq", "list").out().lines())
        .containsExactlyElementsOf(topics.applications().stream().map(id -> topics.deadLetters(id).name() + ": no dead letters").toList());
    assertThat(run("dlq", "show", "17").exitCode()).isEqualTo(2);
    assertThat(run("dlq", "list", "--application", "other").exitCode()).isEqualTo(2);
    assertThat(run("dlq", "redrive", "--limit", "0").exitCode()).isEqualTo(2);
  }
}
