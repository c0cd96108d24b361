package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data where a reader of the record finds it and a quick look does not. */
class HiddenPiiTest {
  private static SourceRecord apply(SourceRecord record, String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    try (var transform = new RedactPii<SourceRecord>(Map.of("KEY", "0123456789abcdef0123456789abcdef"))) {
      transform.configure(settings);
      return transform.apply(record);
    }
  }

  private static Object value(Object value, String... settings) {
    return apply(Records.of(null, value), settings).value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"note\":\"ann@example.com\",\"note\":\"ok\"}", "[{\"a\":1},{\"b\":{\"c\":\"ann\\u0040example.com\",\"c\":\"ok\"}}]"})
  void refusesJsonThatNamesAFieldTwice(String text) {
    assertThatThrownBy(() -> value(text)).isInstanceOf(DataException.class).hasMessageContaining("names a field twice").hasMessageNotContaining("ann");
  }

  @Test
  void refusesJsonThatIsNestedDeeperThanItReads() {
    String text = "[".repeat(250) + "\"ann\\u0040example.com\"" + "]".repeat(250);

    assertThatThrownBy(() -> value(text)).isInstanceOf(DataException.class).hasMessageContaining("nested deeper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "mail ann\\u0040example.com now"                         | "mail [EMAIL_ADDRESS] now"
          {"p":"{\\"mail\\":\\"ann\\\\u0040example.com\\"}"}       | {"p":"{\\"mail\\":\\"[EMAIL_ADDRESS]\\"}"}
          {"a":1} {"b":"ann\\u0040example.com"}                    | {"a":1} {"b":"[EMAIL_ADDRESS]"}
          {"b":"\\u0061nn\\u0040example\\u002ecom",                | {"b":"[EMAIL_ADDRESS]",
          said "ann\\\\u0040example.com" twice                     | said "[EMAIL_ADDRESS]" twice
          """)
  void readsWhatIsEscaped(String text, String redacted) {
    assertThat(value(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\users\\u12", "\\u", "\\", "{name}, [1] is \\u00e9", "[REDACTED#abc] \\\\u0040", "\"", "\"quoted\" and not"})
  void leavesTextThatOnlyLooksLikeJsonOrEscapes(String text) {
    SourceRecord record = Records.json(text);

    assertThat(apply(record)).isSameAs(record);
  }

  @Test
  void givesEscapedContentTheTokenThatItHasInPlainText() {
    String plain = (String) value("ann@example.com", "token.key", "env:KEY", "tenant.from", "'acme'");

    assertThat(value("x ann\\u0040example.com", "token.key", "env:KEY", "tenant.from", "'acme'")).isEqualTo("x " + plain);
  }

  @Test
  void findsNumbersWithoutSchemaWhereverTheyStand() {
    Map<Object, Object> row = new HashMap<>();
    row.put("list", Arrays.asList(4111111111111111L, 7, null));
    row.put("double", 4.111111111111111E15);
    row.put("decimal", new BigDecimal("4111111111111111.00"));
    row.put(4111111111111111L, "a key");
    row.put("huge", new BigDecimal("1E+500"));
    row.put("none", Double.NaN);

    Map<?, ?> redacted = (Map<?, ?>) value(row);

    assertThat(redacted.get("list")).isEqualTo(Arrays.asList("[CREDIT_CARD]", 7, null));
    assertThat(redacted.get("double")).isEqualTo("[CREDIT_CARD]");
    assertThat(redacted.get("decimal")).isEqualTo("[CREDIT_CARD]");
    assertThat(redacted.get("[CREDIT_CARD]")).isEqualTo("a key");
    assertThat(redacted.get("huge")).isEqualTo(new BigDecimal("1E+500"));
    assertThat(redacted.get("none")).isEqualTo(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.111111111111111e15", "4111111111111111.0", "4111111111111111"})
  void findsNumbersOfJsonHoweverTheyAreWritten(String number) {
    assertThat(value("{\"card\":" + number + "}")).isEqualTo("{\"card\":\"[CREDIT_CARD]\"}");
  }

  @Test
  void findsTheKeysOfAMapThatAreStructs() {
    Schema who = SchemaBuilder.struct().field("mail", Schema.STRING_SCHEMA).build();
    Schema schema = SchemaBuilder.map(who, Schema.INT32_SCHEMA).build();

    Map<?, ?> redacted = (Map<?, ?>) apply(Records.of(schema, Map.of(new Struct(who).put("mail", "ann@example.com"), 1))).value();

    assertThat(redacted.keySet()).isEqualTo(java.util.Set.of(new Struct(who).put("mail", "[EMAIL_ADDRESS]")));
  }

  @Test
  void findsWhatStandsInAnUnwantedFinding() {
    assertThat(value("password: k7;ann@example.com", "types", "CONTACT")).isEqualTo("password: k7;[EMAIL_ADDRESS]");
    assertThat(value(Map.of("password", "k7;ann@example.com"), "types", "CONTACT")).isEqualTo(Map.of("password", "k7;[EMAIL_ADDRESS]"));
    assertThat(value("password: k7;ann@example.com", "types", "CREDENTIAL,CONTACT")).isEqualTo("password: [SECRET]");
  }

  @Test
  void takesTextInSixteenBitsForBinary() {
    SourceRecord record = Records.of(Schema.BYTES_SCHEMA, "ann@example.com".getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(() -> apply(record)).isInstanceOf(DataException.class).hasMessageContaining("binary=keep");
  }

  @Test
  void refusesWhatItCannotLookInto() {
    assertThatThrownBy(() -> value(Map.of("who", List.of(new StringBuilder("ann@example.com"))))).isInstanceOf(DataException.class).hasMessageContaining("StringBuilder");
  }

  @Test
  void findsAHeaderWhoseNameHasDots() {
    SourceRecord record = Records.json("x");
    record.headers().addString("user.mail", "ann@example.com").addString("user", "{\"mail\":\"bob@example.com\"}");

    SourceRecord redacted = apply(record, "fields", "header.user.mail");

    assertThat(redacted.headers().lastWithName("user.mail").value()).isEqualTo("[EMAIL_ADDRESS]");
    assertThat(redacted.headers().lastWithName("user").value()).isEqualTo("{\"mail\":\"[EMAIL_ADDRESS]\"}");
  }

  @Test
  void findsTheNumberThatAConverterMadeOfAHeader() {
    SourceRecord record = Records.json("x");
    record.headers().addLong("card", 4111111111111111L).addList("cards", List.of(4111111111111111L, 1L), SchemaBuilder.array(Schema.INT64_SCHEMA).build()).addLong("n", 5);

    SourceRecord redacted = apply(record, "fields", "header.card,header.cards,header.n");

    assertThat(redacted.headers().lastWithName("card").value()).isEqualTo("[CREDIT_CARD]");
    assertThat(redacted.headers().lastWithName("card").schema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(redacted.headers().lastWithName("cards").value()).isEqualTo(List.of("[CREDIT_CARD]", 1L));
    assertThat(redacted.headers().lastWithName("n")).isEqualTo(record.headers().lastWithName("n"));
  }

  @Test
  void passesATombstoneThatTellsNoTenant() {
    SourceRecord tombstone = new SourceRecord(Map.of(), Map.of(), "rows", 0, Schema.STRING_SCHEMA, "k", null, null);

    assertThat(apply(tombstone, "token.key", "env:KEY")).isSameAs(tombstone);
    assertThat(apply(tombstone, "token.key", "env:KEY", "fields", "key,value")).isSameAs(tombstone);
  }

  @Test
  void refusesATenantThatIsNoName() {
    assertThatThrownBy(() -> value(Map.of("tenant", "t".repeat(300), "m", "ann@example.com"), "token.key", "env:KEY")).isInstanceOf(DataException.class).hasMessageContaining("tenant.from");
  }

  @Test
  void leavesSurrogatesAndNulsAsTheyAre() {
    assertThat(value("\ud83d ann@example.com \udc00\0")).isEqualTo("\ud83d [EMAIL_ADDRESS] \udc00\0");
    assertThat(value("{\"a\":\"\\ud83d\",\"b\":\"ann@example.com\\u0000\"}")).isEqualTo("{\"a\":\"\ud83d\",\"b\":\"[EMAIL_ADDRESS]\\u0000\"}");
  }
}
