package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.InboundEmail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ToInboundEmailTest {
  private static final String MESSAGE = "From: a@example.com\r\nSubject: x\r\n\r\nHello\r\n";
  private static final Schema SCHEMA =
      SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).field("raw", Schema.BYTES_SCHEMA).field("received_at", SchemaBuilder.string().optional()).build();

  private static SourceRecord apply(SourceRecord row, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("tenant.from", "'acme'"));
    settings.putAll(more);
    try (var transform = new ToInboundEmail<SourceRecord>(Records.SERDES)) {
      transform.configure(settings);
      return transform.apply(row);
    }
  }

  private static byte[] raw(InboundEmail email) {
    byte[] bytes = new byte[email.getRaw().remaining()];
    email.getRaw().duplicate().get(bytes);
    return bytes;
  }

  @Test
  void keepsTheBytesOfAMessage() {
    byte[] bytes = (MESSAGE + "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    Struct row = new Struct(SCHEMA).put("id", "m-1").put("raw", bytes).put("received_at", "2027-01-31T09:00:00Z");

    SourceRecord sent = apply(Records.of(SCHEMA, row), Map.of("region.from", "'DE'", "source", "crm"));

    InboundEmail email = Records.event(InboundEmail.class, sent);
    assertThat(sent.topic()).isEqualTo("emails.inbound");
    assertThat(sent.key()).isEqualTo("m-1");
    assertThat(raw(email)).isEqualTo(bytes);
    assertThat(email.getSizeBytes()).isEqualTo(-1);
    assertThat(email.getReceivedAt()).isEqualTo(Instant.parse("2027-01-31T09:00:00Z"));
    assertThat(email.getRegion()).isEqualTo("DE");
    assertThat(email.getSource()).isEqualTo("crm");
  }

  @Test
  void decodesBase64AndFallsBackToTheRecordsTime() {
    String raw = Base64.getMimeEncoder().encodeToString(MESSAGE.getBytes(StandardCharsets.UTF_8));

    SourceRecord sent = apply(Records.of(null, Map.of("id", 7, "raw", raw)), Map.of("raw.encoding", "base64"));

    InboundEmail email = Records.event(InboundEmail.class, sent);
    assertThat(raw(email)).asString(StandardCharsets.UTF_8).isEqualTo(MESSAGE);
    assertThat(email.getEmailId()).isEqualTo("7");
    assertThat(email.getReceivedAt()).isEqualTo(Instant.ofEpochMilli(Records.AT_MS));
  }

  @Test
  void decodesTheBase64OfAddresses() {
    byte[] bytes = {(byte) 0xfb, (byte) 0xff, 1, 2};
    String raw = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    SourceRecord sent = apply(Records.of(null, Map.of("id", 7, "raw", raw)), Map.of("raw.encoding", "base64"));

    assertThat(raw).contains("-");
    assertThat(raw(Records.event(InboundEmail.class, sent))).isEqualTo(bytes);
  }

  @Test
  void refusesWhatIsNotBase64() {
    Map<String, String> base64 = Map.of("raw.encoding", "base64");

    assertThatThrownBy(() -> apply(Records.of(null, Map.of("id", 7, "raw", MESSAGE)), base64)).isInstanceOf(DataException.class).hasMessageContaining("value.raw is not base64");
  }

  @Test
  void refusesWhatWouldHaveToBeCut() {
    Struct row = new Struct(SCHEMA).put("id", "m-1").put("raw", new byte[(900 << 10) + 1]);

    assertThatThrownBy(() -> apply(Records.of(SCHEMA, row), Map.of())).isInstanceOf(DataException.class).hasMessageContaining("mail connector");
  }

  @Test
  void dropsARowThatIsGone() {
    assertThat(apply(Records.of(null, null), Map.of())).isNull();
  }

  @Test
  void namesTheFieldThatIsMissing() {
    assertThatThrownBy(() -> apply(Records.of(null, Map.of("id", "m-1")), Map.of())).isInstanceOf(DataException.class).hasMessageContaining("value.raw");
  }
}
