package io.forebay.emails;

import static io.forebay.emails.EmailsCluster.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.InboundEmail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry goes away while the triage runs, and comes back. */
@Timeout(120)
class RegistryDownIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void goesOnWithWhatItKnowsAndWaitsForTheRest() throws Exception {
    Path registryDirectory = folder.resolve("registry");
    try (EmailsCluster cluster = EmailsCluster.startWithRegistryApart(registryDirectory);
        TopologyApp triage = cluster.startTriage(folder.resolve("state"), EmailsCluster.IMPATIENT);
        var triaged = cluster.read(TOPICS.emailsTriaged());
        var letters = cluster.readDeadLetters()) {
      var known = cluster.serdes().of(InboundEmail.class).serializer();
      int unseenId = cluster.confluentRegistry().register("emails.inbound-value", ConfluentRegistry.EMAIL_OF_REQUIRED_FIELDS);
      send(cluster, known.serialize(TOPICS.emailsInbound().name(), BadRecords.email("before", "acme", "hello").build()));
      triaged.await(1, PATIENCE);

      int port = cluster.registryUrl().getPort();
      cluster.stopRegistry();
      send(cluster, known.serialize(TOPICS.emailsInbound().name(), BadRecords.email("meanwhile", "acme", "hello again").build()));
      triaged.await(2, PATIENCE);
      send(cluster, ConfluentRegistry.encode(unseenId, emailOfRequiredFields("waits")));
      awaitReplacedThread(triage);
      assertThat(letters.all()).isEmpty();
      cluster.startRegistry(registryDirectory, port);

      triaged.await(3, PATIENCE);
      assertThat(triaged.all()).extracting(record -> new String(record.key(), StandardCharsets.UTF_8)).containsExactlyInAnyOrder("before", "meanwhile", "waits");
      assertThat(letters.all()).isEmpty();
      Awaitility.await().atMost(PATIENCE).until(() -> triage.state() == KafkaStreams.State.RUNNING);
    }
  }

  private static GenericRecord emailOfRequiredFields(String emailId) {
    GenericRecord email = new GenericData.Record(ConfluentRegistry.EMAIL_OF_REQUIRED_FIELDS);
    email.put("emailId", emailId);
    email.put("tenant", "acme");
    email.put("receivedAt", 1L);
    email.put("raw", ByteBuffer.wrap("hello from elsewhere".getBytes(StandardCharsets.UTF_8)));
    return email;
  }

  private static void send(EmailsCluster cluster, byte[] value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPICS.emailsInbound().name(), value)).get();
    }
  }

  /** It starts with two. */
  private static void awaitReplacedThread(TopologyApp triage) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> triage.streams().metadataForLocalThreads().stream().anyMatch(thread -> !thread.threadName().matches(".*-StreamThread-[12]")));
  }
}
