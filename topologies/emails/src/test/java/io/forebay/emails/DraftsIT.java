package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Lane;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts on a real broker; the test itself stands in for dispatch and the model. */
class DraftsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Topics TOPICS = EmailsCluster.TOPICS;
  private static final int COUNT = 12;
  private static final String FIGURES =
      """
      From: Ada Lovelace <ada@example.com>
      To: charles@example.org
      Subject: Figures
      Date: Sat, 21 Nov 2026 09:00:00 +0000

      Dear Charles, could you please send me the figures by Tuesday?
      """;

  @TempDir private Path stateDirectory;
  @TempDir private Path otherStateDirectory;
  private EmailsCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = EmailsCluster.start();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void tellsEachDraftOnceThoughTheTriageRestartsElsewhereWhileItWaits() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> requests;
    try (TopologyApp _ = cluster.startTriage(stateDirectory, EmailsCluster.IMPATIENT, DraftsFixture.config(DraftsFixture.on()))) {
      for (int i = 0; i < COUNT; i++) {
        InboundEmail email = EmailsFixture.email("mail-" + i, i % 2 == 0 ? "acme" : "umbrella", FIGURES);
        send(TOPICS.emailsInbound(), email.getEmailId(), InboundEmail.class, email);
      }
      requests = await(TOPICS.actionsRequests());
      assertThat(await(TOPICS.emailsTriaged())).as("nothing waits for a draft").hasSize(COUNT);
    }
    assertThat(requests).allSatisfy(record -> assertThat(record.partition()).isEqualTo(partition(record)));

    try (TopologyApp _ = cluster.startTriage(otherStateDirectory, EmailsCluster.IMPATIENT, DraftsFixture.config(DraftsFixture.on()))) {
      for (ConsumerRecord<byte[], byte[]> record : requests) {
        RequestAction request = value(record, RequestAction.class);
        boolean valid = !request.getReplyKey().equals("mail-0");
        ActionFinished answer = DraftsFixture.answered(request, valid ? DraftsFixture.SUMMARY : "See https://evil.example", null);
        send(TOPICS.actionsResults("emails"), request.getReplyKey(), ActionFinished.class, answer);
        send(TOPICS.actionsResults("emails"), request.getReplyKey(), ActionFinished.class, answer);
      }
      List<EmailDrafted> drafted = await(TOPICS.emailsDrafted()).stream().map(record -> value(record, EmailDrafted.class)).toList();
      assertThat(drafted).extracting(EmailDrafted::getEmailId).doesNotHaveDuplicates().hasSize(COUNT);
      assertThat(drafted)
          .allSatisfy(draft -> assertThat(draft.getFallback()).isEqualTo(draft.getEmailId().equals("mail-0") ? "INVALID" : null));
    }
    try (CommittedRecords drafted = cluster.read(TOPICS.emailsDrafted());
        CommittedRecords triaged = cluster.read(TOPICS.emailsTriaged())) {
      assertThat(drafted.all()).hasSize(COUNT);
      assertThat(triaged.all()).extracting(record -> value(record, EmailTriaged.class).getEmailId()).doesNotHaveDuplicates();
    }
  }

  private int partition(ConsumerRecord<byte[], byte[]> record) {
    return Lane.of(value(record, RequestAction.class).getLane()).partition(TOPICS.partitions());
  }

  private List<ConsumerRecord<byte[], byte[]>> await(TopicSpec topic) {
    try (CommittedRecords records = cluster.read(topic)) {
      return records.await(COUNT, PATIENCE);
    }
  }

  private <T extends SpecificRecordBase> T value(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    return cluster.serdes().of(type).deserializer().deserialize(record.topic(), record.value());
  }

  private <T extends SpecificRecordBase> void send(TopicSpec topic, String key, Class<T> type, T value)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), cluster.serdes().of(type).serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }
}
