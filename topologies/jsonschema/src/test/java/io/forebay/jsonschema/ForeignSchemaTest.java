package io.forebay.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ForeignSchemaTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                         | {"a":1} | ``
          {"required":["a"]}                                         | {}      | `[: required property 'a' not found]`
          {"properties":{"a":{"items":{"type":"string"}}}}           | {"a":["x",1]} | `[/a/1: integer found, string expected]`
          {"pattern":"^a+$"}                                         | "aab"   | `[: does not match the regex pattern ^a+$]`
          {"$defs":{"n":{"type":"null"}},"$ref":"#/$defs/n"}         | 1       | `[: integer found, null expected]`
          """)
  void tellsWhatIsWrongWithAValueAndWhere(String schema, String value, String problems) throws Exception {
    String told = ForeignSchema.of(json(schema)).problems(json(value), 10).toString();
    assertThat(told).isEqualTo(problems.isEmpty() ? "[]" : problems.replace("[: ", "["));
  }

  @Test
  void tellsNoMoreThanIsWanted() throws Exception {
    assertThat(ForeignSchema.of(json("{\"items\":{\"type\":\"null\"}}")).problems(json("[1,2,3]"), 2)).hasSize(2);
  }

  @Test
  void tellsAProblemInAtMostThreeHundredCharacters() throws Exception {
    assertThat(ForeignSchema.of(json("{\"additionalProperties\":false}")).problems(json("{\"" + "k".repeat(10_000) + "\":1}"), 1).getFirst()).hasSizeLessThanOrEqualTo(301);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"https://example.com/schema.json\"}",
        "{\"$ref\":\"https://json-schema.org/there-is-none\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$ref\":\"classpath:/io/forebay/jsonschema/ForeignSchema.class\"}",
        "{\"$ref\":\"#/$defs/missing\"}",
        "{\"$schema\":\"https://example.com/meta\"}",
        "{\"pattern\":\"(\"}",
        "{\"pattern\":\"(a)\\\\1\"}",
        "{\"pattern\":\"((a{1000}){1000}){1000}\"}",
        "{\"patternProperties\":{\"(\":true}}",
        "{\"$defs\":{\"p\":{\"properties\":{\"q\":{\"pattern\":\"(\"}}}},\"$ref\":\"#/$defs/p\"}"
      })
  void refusesWhatLeadsOutsideOrNowhereOrCostsTooMuch(String schema) {
    assertThatThrownBy(() -> ForeignSchema.of(json(schema)).problems(json("{\"q\":\"\"}"), 1)).isInstanceOf(UnusableSchemaException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}",
        "{\"$defs\":{\"n\":{\"anyOf\":[{\"items\":{\"$ref\":\"#/$defs/n\"},\"minItems\":9},{\"items\":{\"$ref\":\"#/$defs/n\"},\"minItems\":9}]}},\"$ref\":\"#/$defs/n\"}"
      })
  void givesUpWhatLeadsInCirclesOrMultipliesItsBranches(String schema) {
    assertThatThrownBy(() -> ForeignSchema.of(json(schema)).problems(json("[".repeat(40) + "]".repeat(40)), 1))
        .isInstanceOf(UnusableSchemaException.class)
        .hasMessageContaining("200000 steps");
  }

  @Test
  void refusesWhatIsNestedTooDeep() throws Exception {
    assertThat(ForeignSchema.of(nested(199)).problems(json("1"), 1)).isNotNull();
    assertThatThrownBy(() -> ForeignSchema.of(nested(200))).hasMessage("it is nested deeper than 200");
  }

  @Test
  void letsOneSchemaKnowNothingOfAnother() throws Exception {
    var numbers = ForeignSchema.of(json("{\"$id\":\"urn:x\",\"type\":\"number\"}"));
    var texts = ForeignSchema.of(json("{\"$id\":\"urn:x\",\"type\":\"string\"}"));

    assertThat(numbers.problems(json("1"), 1)).isEmpty();
    assertThat(texts.problems(json("\"a\""), 1)).isEmpty();
  }

  @Test
  void matchesEverythingWithABadPatternWhereItIsLenient() throws Exception {
    var schema = ForeignSchema.lenient(json("{\"properties\":{\"a\":{\"pattern\":\"(?=x)\"},\"b\":{\"type\":\"number\"}}}"));

    assertThat(schema.problems(json("{\"a\":\"y\",\"b\":1}"), 9)).isEmpty();
    assertThat(schema.problems(json("{\"a\":\"y\",\"b\":\"1\"}"), 9)).hasSize(1);
  }

  private static JsonNode nested(int levels) {
    JsonNode node = MAPPER.createObjectNode();
    for (int i = 0; i < levels; i++) {
      node = MAPPER.createObjectNode().set("not", node);
    }
    return node;
  }
}
