package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.TopologyApp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows topic names, Confluent's wire format and the registry's ccompat endpoint, and no class of Forebay. */
class ForeignClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] MAIL =
      """
      From: Ada Lovelace <ada@example.com>\r
      To: charles@example.org\r
      Subject: Figures\r
      Date: Sat, 21 Nov 2026 09:00:00 +0000\r
      \r
      Dear Charles, could you please send me the figures by Tuesday?\r
      """
          .getBytes(StandardCharsets.UTF_8);
  @TempDir private static Path stateDirectory;
  private static EmailsCluster cluster;
  private static TopologyApp triage;
  private static ConfluentRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    cluster = EmailsCluster.start();
    registry = cluster.confluentRegistry();
    registry.requireCompatibility("emails.inbound-value", "BACKWARD_TRANSITIVE");
    triage = cluster.startTriage(stateDirectory, Map.of());
  }

  @AfterAll
  static void stop() {
    triage.close();
    cluster.close();
  }

  @Test
  void producesWithTheRegisteredSchemaAndReadsTheResult() throws Exception {
    int id = registry.latestId("emails.inbound-value");
    GenericRecord email = new GenericData.Record(registry.schema(id));
    fill(email, "foreign-1");
    email.put("sizeBytes", -1L);
    email.put("region", "DE");
    email.put("source", "elsewhere");

    produce("foreign-1", ConfluentRegistry.encode(id, email));

    GenericRecord triaged = awaitTriaged("foreign-1");
    assertThat(triaged.get("emailId")).hasToString("foreign-1");
    assertThat(triaged.get("tenant")).hasToString("acme");
    assertThat(triaged.get("receivedAt")).isEqualTo(1_763_715_600_000_000L);
    assertThat(triaged.get("senderDomain")).hasToString("example.com");
    assertThat(triaged.get("duplicateOf")).isNull();
    assertThat(((GenericRecord) triaged.get("language")).get("code")).hasToString("en");
    assertThat(((GenericRecord) triaged.get("needsAction")).get("verdict")).hasToString("YES");
    assertThat(((GenericRecord) triaged.get("compliance")).get("profile")).hasToString("GDPR");
  }

  @Test
  void producesWithASchemaOfItsOwnThatHasOnlyWhatIsRequired() throws Exception {
    int id = registry.register("emails.inbound-value", ConfluentRegistry.EMAIL_OF_REQUIRED_FIELDS);
    GenericRecord email = new GenericData.Record(ConfluentRegistry.EMAIL_OF_REQUIRED_FIELDS);
    fill(email, "foreign-2");

    produce("foreign-2", ConfluentRegistry.encode(id, email));

    assertThat(awaitTriaged("foreign-2").get("subject")).hasToString("Figures");
  }

  private static void fill(GenericRecord email, String emailId) {
    email.put("emailId", emailId);
    email.put("tenant", "acme");
    email.put("receivedAt", Instant.parse("2025-11-21T09:00:00Z").toEpochMilli() * 1_000);
    email.put("raw", ByteBuffer.wrap(MAIL));
  }

  private static void produce(String key, byte[] value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("emails.inbound", key.getBytes(StandardCharsets.UTF_8), value)).get();
    }
  }

  private static GenericRecord awaitTriaged(String emailId) throws Exception {
    try (var triaged = new CommittedRecords(cluster.bootstrapServers(), "emails.triaged")) {
      var found =
          triaged
              .await("result of " + emailId, all -> all.stream().anyMatch(record -> emailId.equals(text(record.key()))), PATIENCE)
              .stream()
              .filter(record -> emailId.equals(text(record.key())))
              .toList();
      assertThat(found).hasSize(1);
      GenericRecord result = registry.decode(found.getFirst().value());
      assertThat(result.getSchema().getFullName()).isEqualTo("io.forebay.schemas.EmailTriaged");
      return result;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
