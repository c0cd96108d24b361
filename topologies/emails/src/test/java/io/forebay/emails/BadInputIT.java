package io.forebay.emails;

import static io.forebay.emails.EmailsCluster.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is put on the topics: a result or a dead letter for each record, and the triage goes on. */
@Timeout(120)
class BadInputIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "case";

  @TempDir private static Path stateDirectory;
  private static EmailsCluster cluster;
  private static TopologyApp triage;
  private static EventSerdes serdes;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() throws Exception {
    cluster = EmailsCluster.start();
    triage = cluster.startTriage(stateDirectory, Map.of());
    serdes = cluster.serdes();
    // A record may be larger than the broker takes as long as its batch is not, once it is compressed.
    Map<String, Object> settings =
        Map.of("bootstrap.servers", cluster.bootstrapServers(), "compression.type", "gzip", "max.request.size", 64 << 20, "buffer.memory", 128L << 20);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    triage.close();
    cluster.close();
  }

  @Test
  void losesNothingAndGoesOn() throws Exception {
    sendGood("before");
    awaitMemoryOf("before");
    var onInbound = new BadRecords(serdes).onInbound();
    var onFeedback = new BadRecords(serdes).onFeedback("before");
    sendAll(TOPICS.emailsInbound(), onInbound);
    sendAll(TOPICS.emailsFeedback(), onFeedback);
    sendGood("after");

    var refused = Stream.of(onInbound, onFeedback).flatMap(List::stream).filter(bad -> !bad.isTriaged()).collect(byName());
    var answered = onInbound.stream().filter(BadRecord::isTriaged).collect(byName());
    try (var letters = cluster.readDeadLetters();
        var results = cluster.read(TOPICS.emailsTriaged())) {
      letters.await(refused.size(), PATIENCE);
      results.await(answered.size() + 2, PATIENCE);

      assertThat(letters.all()).extracting(letter -> header(letter, NAME)).containsExactlyInAnyOrderElementsOf(refused.keySet());
      assertThat(letters.all()).allSatisfy(letter -> assertTells(letter, refused.get(header(letter, NAME))));
      assertThat(count(letters.all(), TOPICS.emailsInbound())).isEqualTo(onInbound.size() - answered.size());
      assertThat(count(letters.all(), TOPICS.emailsFeedback())).isEqualTo(onFeedback.size());
      assertThat(results.all()).extracting(BadInputIT::emailId).containsExactlyInAnyOrderElementsOf(withGood(answered.keySet()));
      assertThat(results.all()).allSatisfy(result -> assertTells(result, answered));
    }
    assertThat(triage.state()).isEqualTo(KafkaStreams.State.RUNNING);
    assertThat(triage.failure()).isNull();
  }

  private static void assertTells(ConsumerRecord<byte[], byte[]> letter, BadRecord source) {
    assertThat(header(letter, DeadLetterHandler.ERROR_CODE)).as(source.name()).isEqualTo(source.deadLetter().orElseThrow().name());
    assertThat(letter.key()).as(source.name()).isEqualTo(Arrays.copyOf(source.key(), Math.min(source.key().length, DeadLetterHandler.KEY_BYTES_MAX)));
    if (source.value() == null || source.value().length <= TopicSpec.RECORD_BYTES_MAX) {
      assertThat(letter.value()).as(source.name()).isEqualTo(source.value());
    } else {
      assertThat(letter.value()).as(source.name()).isEqualTo(Arrays.copyOf(source.value(), TopicSpec.RECORD_BYTES_MAX));
      assertThat(header(letter, DeadLetterHandler.VALUE_BYTES)).isEqualTo(Integer.toString(source.value().length));
    }
  }

  private static void assertTells(ConsumerRecord<byte[], byte[]> result, Map<String, BadRecord> answered) {
    EmailTriaged triaged = triaged(result);
    String defect = answered.containsKey(triaged.getEmailId()) ? answered.get(triaged.getEmailId()).defect() : "";
    if (!defect.isEmpty()) {
      assertThat(triaged.getDefects()).as(triaged.getEmailId()).contains(defect);
    }
  }

  private static void sendGood(String emailId) throws Exception {
    byte[] value =
        serdes.of(InboundEmail.class).serializer().serialize(TOPICS.emailsInbound().name(), BadRecords.email(emailId, "acme", BadRecords.message("", emailId)).build());
    sendAll(TOPICS.emailsInbound(), List.of(BadRecord.triaged(emailId, value, "")));
  }

  private static void sendAll(TopicSpec topic, List<BadRecord> records) throws Exception {
    for (BadRecord record : records) {
      var sent = new ProducerRecord<>(topic.name(), record.key(), record.value());
      sent.headers().add(NAME, record.name().getBytes(UTF_8));
      record.headers().forEach(sent.headers()::add);
      producer.send(sent).get();
    }
  }

  private static void awaitMemoryOf(String emailId) {
    var query = StoreQueryParameters.fromNameAndType(MemoryStore.name(), QueryableStoreTypes.<String, RememberedEmail>windowStore());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (var found = triage.streams().store(query).fetch(emailId, Instant.EPOCH, Instant.now())) {
                return found.hasNext();
              }
            });
  }

  private static Collector<BadRecord, ?, Map<String, BadRecord>> byName() {
    return Collectors.toMap(BadRecord::name, Function.identity());
  }

  private static List<String> withGood(Set<String> names) {
    return Stream.concat(names.stream(), Stream.of("before", "after")).toList();
  }

  private static long count(List<ConsumerRecord<byte[], byte[]>> letters, TopicSpec source) {
    return letters.stream().filter(letter -> source.name().equals(header(letter, "__streams.errors.topic"))).count();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private static String emailId(ConsumerRecord<byte[], byte[]> result) {
    return triaged(result).getEmailId();
  }

  private static EmailTriaged triaged(ConsumerRecord<byte[], byte[]> result) {
    return serdes.of(EmailTriaged.class).deserializer().deserialize(result.topic(), result.value());
  }
}
