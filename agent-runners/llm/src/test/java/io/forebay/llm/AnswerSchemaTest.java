package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSchemaTest {
  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }

  private static ActionFailedException failure(String schema, String value) {
    return catchThrowableOfType(ActionFailedException.class, () -> AnswerSchema.of(json(schema)).complaint(json(value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"object","properties":{"n":{"type":"integer","minimum":3}}} | {"n":3}   | true
          {"type":"object","properties":{"n":{"type":"integer","minimum":3}}} | {"n":2}   | false
          {"pattern":"^a+$"}                                                  | "aaa"     | true
          {"pattern":"^a+$"}                                                  | "aab"     | false
          {"pattern":"b"}                                                     | "abc"     | true
          {"$defs":{"tree":{"type":"object","properties":{"left":{"$ref":"#/$defs/tree"}}}},"$ref":"#/$defs/tree"} | {"left":{"left":{}}} | true
          {"$defs":{"tree":{"type":"object","properties":{"left":{"$ref":"#/$defs/tree"}}}},"$ref":"#/$defs/tree"} | {"left":{"left":7}}  | false
          {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"array"} | []     | true
          {"$schema":"http://json-schema.org/draft-07/schema#","type":"array"}       | {}     | false
          """)
  void tellsWhetherAValueMatches(String schema, String value, boolean matches) throws Exception {
    assertThat(AnswerSchema.of(json(schema)).complaint(json(value)).isEmpty()).isEqualTo(matches);
  }

  @Test
  void namesThePlace() throws Exception {
    assertThat(AnswerSchema.of(json("{\"properties\":{\"a\":{\"items\":{\"type\":\"string\"}}}}")).complaint(json("{\"a\":[\"x\",1]}")))
        .hasValueSatisfying(complaint -> assertThat(complaint).contains("/a/1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"https://example.com/schema.json\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$ref\":\"classpath:/io/forebay/llm/chat-input.schema.json\"}",
        "{\"$ref\":\"#/$defs/missing\"}",
        "{\"$schema\":\"https://example.com/meta\"}",
        "{\"pattern\":\"(\"}",
        "{\"pattern\":\"(a)\\\\1\"}",
        "{\"patternProperties\":{\"(\":true}}"
      })
  void refusesASchemaThatLeadsOutsideOrNowhere(String schema) {
    assertThat(failure(schema, "{}").code()).isEqualTo("INVALID_SCHEMA");
  }

  @Test
  void givesUpOnASchemaThatIsItself() {
    assertThat(failure("{\"$ref\":\"#\"}", "{}").code()).isEqualTo("INVALID_SCHEMA");
    assertThat(failure("{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}", "{}").code()).isEqualTo("INVALID_SCHEMA");
  }

  @Test
  void givesUpOnASchemaThatMultipliesItsBranches() {
    String doubling = "{\"$defs\":{\"n\":{\"anyOf\":[{\"items\":{\"$ref\":\"#/$defs/n\"},\"minItems\":9},{\"items\":{\"$ref\":\"#/$defs/n\"},\"minItems\":9}]}},\"$ref\":\"#/$defs/n\"}";

    assertThat(failure(doubling, "[".repeat(40) + "]".repeat(40)).code()).isEqualTo("INVALID_SCHEMA");
  }

  @Test
  void takesPatternsInLinearTime() throws Exception {
    assertThat(AnswerSchema.of(json("{\"pattern\":\"^(a+)+$\"}")).complaint(json("\"" + "a".repeat(100_000) + "!\""))).isPresent();
  }

  @Test
  void refusesSchemasThatAreTooDeepOrTooLarge() {
    assertThat(catchThrowableOfType(ActionFailedException.class, () -> AnswerSchema.of(nested(200)))).hasMessageContaining("deeper");
    String large = "{\"description\":\"" + "x".repeat(AnswerSchema.SCHEMA_CHARS_MAX) + "\"}";
    assertThat(failure(large, "{}")).hasMessageContaining("characters");
  }

  private static JsonNode nested(int levels) {
    JsonNode node = Json.MAPPER.createObjectNode();
    for (int i = 0; i < levels; i++) {
      node = Json.MAPPER.createObjectNode().set("not", node);
    }
    return node;
  }
}
