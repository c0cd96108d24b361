package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactPiiTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("KEY", "0123456789abcdef0123456789abcdef", "SHORT", "short");

  private static SourceRecord apply(SourceRecord record, String... pairs) {
    try (var transform = new RedactPii<SourceRecord>(ENVIRONMENT)) {
      transform.configure(settings(pairs));
      return transform.apply(record);
    }
  }

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  private static String text(String text, String... settings) {
    return (String) apply(Records.json(text), settings).value();
  }

  @Test
  void redactsEveryTextOfAStruct() {
    Schema inner = SchemaBuilder.struct().field("mail", Schema.STRING_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("notes", Schema.STRING_SCHEMA)
            .field("list", SchemaBuilder.array(inner).build())
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("count", Schema.INT64_SCHEMA)
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct row =
        new Struct(schema)
            .put("notes", "Call ann@example.com")
            .put("list", List.of(new Struct(inner).put("mail", "bob@example.com")))
            .put("bytes", "x@example.com".getBytes(StandardCharsets.UTF_8))
            .put("count", 4111111111111111L);

    SourceRecord redacted = apply(Records.of(schema, row));

    Struct value = (Struct) redacted.value();
    assertThat(redacted.valueSchema()).isSameAs(schema);
    assertThat(value.getString("notes")).isEqualTo("Call [EMAIL_ADDRESS]");
    assertThat(value.<Struct>getArray("list").getFirst().getString("mail")).isEqualTo("[EMAIL_ADDRESS]");
    assertThat(value.getBytes("bytes")).asString(StandardCharsets.UTF_8).isEqualTo("[EMAIL_ADDRESS]");
    assertThat(value.getInt64("count")).isEqualTo(4111111111111111L);
    assertThat(row.getString("notes")).as("the record that came in").isEqualTo("Call ann@example.com");
  }

  @Test
  void handsOnTheVeryRecordWhereThereIsNothing() {
    SourceRecord record = Records.json("{ \"a\" : 1.0 }");

    assertThat(apply(record)).isSameAs(record);
  }

  @Test
  void keepsJsonTextJson() {
    assertThat(text("{\"card\": 4111111111111111, \"n\": 1.10, \"who\": [\"ann@example.com\"]}")).isEqualTo("{\"card\":\"[CREDIT_CARD]\",\"n\":1.10,\"who\":[\"[EMAIL_ADDRESS]\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"password":"correct-horse-7"} | {"password":"[SECRET]"}
          {"ssn":"536904399"}            | {"ssn":"[US_SSN]"}
          {"order":"536904399"}          | {"order":"536904399"}
          """)
  void readsTheNameOfAFieldAsAWordBeforeItsText(String row, String redacted) {
    assertThat(text(row)).isEqualTo(redacted);
  }

  @Test
  void redactsTheNamesOfAMap() {
    SourceRecord redacted = apply(Records.of(null, Map.of("ann@example.com", 4111111111111111L)));

    assertThat(redacted.value()).isEqualTo(Map.of("[EMAIL_ADDRESS]", "[CREDIT_CARD]"));
  }

  @Test
  void refusesToMakeTwoNamesOne() {
    assertThatThrownBy(() -> text("{\"ann@example.com\":1,\"bob@example.com\":2}")).isInstanceOf(DataException.class).hasMessageContaining("token.key");
  }

  @Test
  void touchesOnlyTheFieldsThatAreNamed() {
    String row = "{\"a\":{\"b\":[{\"c\":\"ann@example.com\",\"d\":\"bob@example.com\"}]},\"e\":\"eve@example.com\"}";

    assertThat(text(row, "fields", "value.a.b.c")).isEqualTo(row.replace("ann@example.com", "[EMAIL_ADDRESS]"));
  }

  @Test
  void redactsKeyAndHeaders() {
    SourceRecord record = new SourceRecord(Map.of(), Map.of(), "rows", 0, Schema.STRING_SCHEMA, "ann@example.com", null, "x");
    record.headers().addString("from", "bob@example.com").addString("to", "eve@example.com");

    SourceRecord redacted = apply(record, "fields", "key,header.from");

    assertThat(redacted.key()).isEqualTo("[EMAIL_ADDRESS]");
    assertThat(redacted.headers().lastWithName("from").value()).isEqualTo("[EMAIL_ADDRESS]");
    assertThat(redacted.headers().lastWithName("to").value()).isEqualTo("eve@example.com");
  }

  @Test
  void leavesTypesThatAreNotWanted() {
    assertThat(text("ann@example.com pays with 4111 1111 1111 1111", "types", "FINANCIAL")).isEqualTo("ann@example.com pays with [CREDIT_CARD]");
  }

  @Test
  void replacesAFieldAsAWhole() {
    assertThat(text("{\"name\":\"Ann Lee\",\"born\":1980}", "replace", "value.name,value.born")).isEqualTo("{\"name\":\"[REDACTED]\",\"born\":\"[REDACTED]\"}");
  }

  @Test
  void givesTheSameContentOfATenantTheSameToken() {
    String one = token("acme", "Ann@Example.com");

    assertThat(one).matches("\\[EMAIL_ADDRESS#[a-p]{32}]");
    assertThat(token("acme", "ann@example.com")).isEqualTo(one);
    assertThat(token("acme", "bob@example.com")).isNotEqualTo(one);
    assertThat(token("other", "ann@example.com")).isNotEqualTo(one);
  }

  @Test
  void keepsItsTokensForeverTheSame() {
    // As Python's hmac module computes it.
    assertThat(token("acme", "ann@example.com")).isEqualTo("[EMAIL_ADDRESS#gkcpplbhficehoheemeafmjecmcgcpgf]");
  }

  private static String token(String tenant, String address) {
    return (String) ((Map<?, ?>) apply(Records.of(null, Map.of("tenant", tenant, "mail", address)), "token.key", "env:KEY").value()).get("mail");
  }

  @ParameterizedTest
  @CsvSource({"IBAN, DE89 3704 0044 0532 0130 00, de89370400440532013000", "CREDIT_CARD, 4111-1111-1111-1111, 4111 1111 1111 1111", "PHONE_NUMBER, +49 (30) 123, +4930123"})
  void writesOneThingInTwoWaysAsOneToken(String type, String one, String other) {
    assertThat(Tokens.normalise(type, one)).isEqualTo(Tokens.normalise(type, other));
  }

  @Test
  void changesNothingMoreWhenARecordIsRedactedAgain() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("tenant", "acme");
    row.put("notes", "ann@example.com, 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00, password: correct-horse-7, +49 30 901820");
    SourceRecord once = apply(Records.of(null, row), "token.key", "env:KEY");

    assertThat((String) ((Map<?, ?>) once.value()).get("notes")).contains("EMAIL_ADDRESS#", "CREDIT_CARD#", "IBAN#", "SECRET#", "PHONE_NUMBER#");
    assertThat(apply(once, "token.key", "env:KEY")).isSameAs(once);
  }

  @Test
  void refusesARecordWithoutTenantWhereTokensNeedOne() {
    assertThatThrownBy(() -> text("{\"mail\":\"ann@example.com\"}", "token.key", "env:KEY")).isInstanceOf(DataException.class).hasMessageContaining("value.tenant");
  }

  @Test
  void passesBytesThatAreNoTextOnlyWhereToldTo() {
    SourceRecord record = Records.of(Schema.BYTES_SCHEMA, new byte[] {(byte) 0xff, 1});

    assertThatThrownBy(() -> apply(record)).isInstanceOf(DataException.class).hasMessageContaining("binary=keep");
    assertThat(apply(record, "binary", "keep")).isSameAs(record);
  }

  @Test
  void refusesAStructWithoutTheFieldUnlessToldToIgnoreIt() {
    Schema schema = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    SourceRecord record = Records.of(schema, new Struct(schema).put("a", "x"));

    assertThatThrownBy(() -> apply(record, "fields", "value.b")).isInstanceOf(DataException.class).hasMessageContaining("At value.b").hasMessageContaining("missing=ignore");
    assertThat(apply(record, "fields", "value.b", "missing", "ignore")).isSameAs(record);
  }

  @Test
  void refusesATextWithMoreThanItCanLookAt() {
    assertThatThrownBy(() -> text("ann@example.com ".repeat(10_001))).isInstanceOf(DataException.class).hasMessageContaining("nothing of it is passed on");
  }

  @Test
  void refusesNestingWithoutEnd() {
    Object nested = "x";
    for (int i = 0; i < 300; i++) {
      nested = List.of(nested);
    }
    SourceRecord record = Records.of(null, nested);

    assertThatThrownBy(() -> apply(record)).isInstanceOf(DataException.class).hasMessageContaining("nested deeper");
  }

  @Test
  void readsAKeyFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), ENVIRONMENT.get("KEY") + "\n");

    assertThat(TokenKey.of("token.key", "file:" + file, Map.of()).bytes()).isEqualTo(TokenKey.of("token.key", "env:KEY", ENVIRONMENT).bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "fields, notes", "fields, topic", "replace, 'value,timestamp'", "types, EMAIL", "token.key, 0123456789abcdef0123456789abcdef", "token.key, env:NOWHERE",
    "token.key, env:SHORT", "token.key, file:/nowhere", "token.key, base64:***", "tenant.from, x", "binary, drop", "missing, drop"
  })
  void namesTheSettingThatIsWrongAndNoSecret(String setting, String value) {
    var problems = new RedactPii<SourceRecord>(ENVIRONMENT).config().validate(Map.of(setting, value)).stream().filter(found -> !found.errorMessages().isEmpty()).toList();

    assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.name()).isEqualTo(setting));
    assertThatThrownBy(() -> text("x", setting, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting)
        .hasMessageNotContainingAny("0123456789abcdef", "***");
  }
}
