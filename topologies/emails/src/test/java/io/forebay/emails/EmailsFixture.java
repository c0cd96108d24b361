package io.forebay.emails;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Topics;
import io.forebay.schemas.TriageFeedback;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The e-mail topology in memory: real serdes and stores, a settable clock, no broker. */
final class EmailsFixture implements AutoCloseable {
  static final String TENANT = "acme";
  static final Topics TOPICS = Topics.defaults();
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final EmailSteps STEPS = EmailSteps.load(Metrics.ofForebayOnly());

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, InboundEmail> inbound;
  private final TestInputTopic<byte[], byte[]> inboundBytes;
  private final TestInputTopic<String, TriageFeedback> feedback;
  private final TestOutputTopic<String, EmailTriaged> triaged;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final TestInputTopic<String, ActionFinished> finished;
  private final TestOutputTopic<String, RequestAction> requests;
  private final TestOutputTopic<String, EmailDrafted> drafted;

  EmailsFixture(Path stateDirectory, EmailsConfig config) {
    var metrics = Metrics.ofForebayOnly();
    var topology = EmailsTopology.build(config, TOPICS, serdes, STEPS);
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.emailsApplication());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    // Without transactions: the driver throws away what its producer has sent but not committed when a record arrives.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    String deadLetterTopic = TOPICS.deadLetters(TOPICS.emailsApplication()).name();
    properties.putAll(DeadLetterHandler.properties(TOPICS.emailsApplication(), deadLetterTopic, metrics));
    driver = new TopologyTestDriver(topology, properties, START);
    String inboundTopic = TOPICS.emailsInbound().name();
    inbound = driver.createInputTopic(inboundTopic, new StringSerializer(), serdes.of(InboundEmail.class).serializer());
    inboundBytes = driver.createInputTopic(inboundTopic, new ByteArraySerializer(), new ByteArraySerializer());
    feedback =
        driver.createInputTopic(
            TOPICS.emailsFeedback().name(), new StringSerializer(), serdes.of(TriageFeedback.class).serializer());
    triaged =
        driver.createOutputTopic(
            TOPICS.emailsTriaged().name(), new StringDeserializer(), serdes.of(EmailTriaged.class).deserializer());
    deadLetters = driver.createOutputTopic(deadLetterTopic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    finished =
        driver.createInputTopic(
            TOPICS.actionsResults("emails").name(), new StringSerializer(), serdes.of(ActionFinished.class).serializer());
    requests =
        driver.createOutputTopic(
            TOPICS.actionsRequests().name(), new StringDeserializer(), serdes.of(RequestAction.class).deserializer());
    drafted =
        driver.createOutputTopic(
            TOPICS.emailsDrafted().name(), new StringDeserializer(), serdes.of(EmailDrafted.class).deserializer());
  }

  static Topology topology(EmailsConfig config) {
    return EmailsTopology.build(config, TOPICS, new EventSerdes(new InMemoryRegistry(), true), STEPS);
  }

  void receives(String emailId, String message) {
    receives(email(emailId, TENANT, message));
  }

  void receives(InboundEmail email) {
    inbound.pipeInput(email.getEmailId(), email);
  }

  void receivesBytes(byte[] value) {
    inboundBytes.pipeInput("key".getBytes(StandardCharsets.UTF_8), value);
  }

  void isTold(TriageFeedback given) {
    feedback.pipeInput(given.getEmailId(), given);
  }

  void receives(InboundEmail email, String traceparent) {
    var headers = new RecordHeaders().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
    inbound.pipeInput(new TestRecord<>(email.getEmailId(), email, headers));
  }

  void isAnswered(ActionFinished answer) {
    finished.pipeInput(answer.getReplyKey(), answer);
  }

  void isAnsweredWithATombstone(String emailId) {
    finished.pipeInput(emailId, null);
  }

  List<TestRecord<String, RequestAction>> requestRecords() {
    return requests.readRecordsToList();
  }

  List<RequestAction> requests() {
    return requests.readValuesToList();
  }

  List<TestRecord<String, EmailDrafted>> draftedRecords() {
    return drafted.readRecordsToList();
  }

  List<EmailDrafted> drafted() {
    return drafted.readValuesToList();
  }

  void waits(Duration time) {
    driver.advanceWallClockTime(time);
  }

  EmailTriaged result() {
    return triaged.readValue();
  }

  List<EmailTriaged> results() {
    return triaged.readValuesToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  byte[] bytes(InboundEmail email) {
    return serdes.of(InboundEmail.class).serializer().serialize(TOPICS.emailsInbound().name(), email);
  }

  byte[] bytes(TriageFeedback given) {
    return serdes.of(TriageFeedback.class).serializer().serialize(TOPICS.emailsFeedback().name(), given);
  }

  static InboundEmail email(String emailId, String tenant, String message) {
    return InboundEmail.newBuilder()
        .setEmailId(emailId)
        .setTenant(tenant)
        .setReceivedAt(START)
        .setRaw(ByteBuffer.wrap(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  static TriageFeedback.Builder feedbackOn(String emailId) {
    return TriageFeedback.newBuilder().setEmailId(emailId).setTenant(TENANT).setGivenAt(START);
  }

  static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
