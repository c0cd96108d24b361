package io.forebay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerdesTest {
  private static final String TOPIC = "emails.inbound";

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final Serde<InboundEmail> emails = serdes.of(InboundEmail.class);

  @Test
  void readsWhatItWrote() {
    var email = email();

    byte[] bytes = emails.serializer().serialize(TOPIC, email);

    assertThat(emails.deserializer().deserialize(TOPIC, bytes)).isEqualTo(email);
  }

  @Test
  void writesTheConfluentWireFormat() {
    byte[] bytes = emails.serializer().serialize(TOPIC, email());

    assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void publishesSchemasWithoutHintsForJava() {
    assertThat(EventSchemas.published(InboundEmail.class).toString()).doesNotContain("avro.java.string");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 20})
  void rejectsWhatIsCutOff(int length) {
    byte[] bytes = Arrays.copyOf(emails.serializer().serialize(TOPIC, email()), length);

    assertRejected(emails, bytes, ErrorCode.UNREADABLE_RECORD);
  }

  @Test
  void rejectsWhatDoesNotBeginWithTheMagicByte() {
    assertRejected(emails, "{\"emailId\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), ErrorCode.UNREADABLE_RECORD);
  }

  @Test
  void rejectsAnUnknownSchemaId() {
    assertRejected(emails, new byte[] {0, 0, 0, 0, 99, 1, 2, 3}, ErrorCode.UNKNOWN_SCHEMA);
  }

  @Test
  void rejectsAValueOfAnotherSchema() {
    byte[] feedback =
        serdes
            .of(TriageFeedback.class)
            .serializer()
            .serialize(
                TOPIC, TriageFeedback.newBuilder().setEmailId("e").setTenant("t").setGivenAt(Instant.EPOCH).build());

    assertRejected(emails, feedback, ErrorCode.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void rejectsALengthThatTheRecordDoesNotHave() {
    byte[] bytes = {0, 0, 0, 0, 1, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'x'};
    emails.serializer().serialize(TOPIC, email());

    assertRejected(emails, bytes, ErrorCode.UNREADABLE_RECORD);
  }

  @Test
  void doesNotRejectWhenTheRegistryDoesNotAnswer() {
    byte[] bytes = emails.serializer().serialize(TOPIC, email());
    var elsewhere = EventSerdes.connect(URI.create("http://127.0.0.1:1"), false).of(InboundEmail.class);

    assertThatThrownBy(() -> elsewhere.deserializer().deserialize(TOPIC, bytes))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("did not answer for emails.inbound");
  }

  @Test
  void doesNotBlameTheRecordWhenItsSchemaIsNotRegistered() {
    var unregistered = new EventSerdes(new InMemoryRegistry(), false).of(InboundEmail.class);

    assertThatThrownBy(() -> unregistered.serializer().serialize(TOPIC, email()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("forebay schemas apply");
  }

  @Test
  void passesTombstonesThrough() {
    assertThat(emails.serializer().serialize(TOPIC, null)).isNull();
    assertThat(emails.deserializer().deserialize(TOPIC, null)).isNull();
  }

  private static void assertRejected(Serde<?> serde, byte[] bytes, ErrorCode code) {
    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
        .isInstanceOfSatisfying(RejectedRecordException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static InboundEmail email() {
    return InboundEmail.newBuilder()
        .setEmailId("mail-1")
        .setTenant("acme")
        .setReceivedAt(Instant.parse("2026-11-21T10:00:00Z"))
        .setRaw(ByteBuffer.wrap("Subject: hello\r\n\r\nworld".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .build();
  }
}
