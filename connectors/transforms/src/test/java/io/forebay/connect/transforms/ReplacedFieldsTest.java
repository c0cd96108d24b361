package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code replace} names does not leave in any form. */
class ReplacedFieldsTest {
  private static final Schema INNER = SchemaBuilder.struct().optional().field("street", Schema.STRING_SCHEMA).field("number", Schema.INT32_SCHEMA).build();
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("born", Date.builder().optional().build())
          .field("salary", Decimal.builder(2).optional().build())
          .field("vip", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("photo", SchemaBuilder.bytes().optional().build())
          .field("names", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .field("scores", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).optional().build())
          .field("address", INNER)
          .field("age", SchemaBuilder.int32().defaultValue(0).build())
          .build();

  private static SourceRecord apply(SourceRecord record, String... pairs) {
    Map<String, String> settings = new HashMap<>(Map.of("fields", "value.none", "missing", "ignore"));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    try (var transform = new RedactPii<SourceRecord>(Map.of("KEY", "0123456789abcdef0123456789abcdef"))) {
      transform.configure(settings);
      return transform.apply(record);
    }
  }

  private static Struct row() {
    return new Struct(SCHEMA)
        .put("born", java.util.Date.from(Instant.EPOCH))
        .put("salary", new BigDecimal("1.20"))
        .put("vip", true)
        .put("photo", new byte[] {(byte) 0xff, 0})
        .put("names", List.of("Ann", "Lee"))
        .put("scores", List.of(1, 2))
        .put("address", new Struct(INNER).put("street", "Elm").put("number", 5))
        .put("age", 44);
  }

  private static Struct replaced(String places) {
    Struct struct = (Struct) apply(Records.of(SCHEMA, row()), "replace", places).value();
    struct.validate();
    return struct;
  }

  @Test
  void leavesNoNumberDateOrDecimalOfAStruct() {
    Struct struct = replaced("value.born,value.salary,value.vip,value.scores");

    assertThat(struct.get("born")).isNull();
    assertThat(struct.get("salary")).isNull();
    assertThat(struct.get("vip")).isNull();
    assertThat(struct.getArray("scores")).containsExactly(null, null);
    assertThat(struct.getWithoutDefault("age")).isEqualTo(44);
  }

  @Test
  void leavesNoBytesAndNoTextsOfAStruct() {
    Struct struct = replaced("value.photo,value.names");

    assertThat(struct.getBytes("photo")).asString(StandardCharsets.UTF_8).isEqualTo("[REDACTED]");
    assertThat(struct.getArray("names")).containsExactly("[REDACTED]", "[REDACTED]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"value.age", "value.address", "value.address.number"})
  void refusesWhatMustStayANumber(String place) {
    assertThatThrownBy(() -> replaced(place)).isInstanceOf(DataException.class).hasMessageContaining("At " + place).hasMessageContaining("may not be null").hasMessageNotContaining("44");
  }

  @Test
  void refusesAKeyThatMustStayANumber() {
    SourceRecord record = new SourceRecord(Map.of(), Map.of(), "rows", 0, Schema.INT64_SCHEMA, 7L, null, "x");

    assertThatThrownBy(() -> apply(record, "replace", "key")).isInstanceOf(DataException.class).hasMessageContaining("At key");
  }

  @Test
  void makesAnObjectOfJsonOneText() {
    SourceRecord record = Records.json("{\"who\":{\"first\":\"Ann\",\"born\":1980},\"tags\":[\"a\",true,null],\"vip\":true,\"n\":1}");

    assertThat(apply(record, "replace", "value.who,value.tags,value.vip").value())
        .isEqualTo("{\"who\":\"[REDACTED]\",\"tags\":[\"[REDACTED]\",\"[REDACTED]\",null],\"vip\":\"[REDACTED]\",\"n\":1}");
    assertThat(apply(record, "replace", "value").value()).isEqualTo("[REDACTED]");
  }

  @Test
  void makesAMapWithoutSchemaOneTextWhateverItsOrder() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("first", "Ann");
    one.put("last", "Lee");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("last", "Lee");
    other.put("first", "Ann");

    Object token = who(one);

    assertThat(token).asString().matches("\\[REDACTED#[a-p]{32}]");
    assertThat(who(other)).isEqualTo(token);
    assertThat(who("{\"last\":\"Lee\", \"first\":\"Ann\"}")).isNotEqualTo(token);
    assertThat(who(true)).asString().startsWith("[REDACTED#");
  }

  private static Object who(Object who) {
    return ((Map<?, ?>) apply(Records.of(null, Map.of("who", who)), "replace", "value.who", "token.key", "env:KEY", "tenant.from", "'acme'").value()).get("who");
  }
}
