package io.forebay.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.types.SimpleType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ExpressionCompiler COMPILER = new ExpressionCompiler(Map.of("input", SimpleType.DYN, "other", SimpleType.DYN), List.of());
  private static final String INPUT =
      """
      {"int": 2, "double": 2.5, "none": null, "text": "abc", "yes": true, "list": [1, 2.0, "x"], "map": {"a": {"b": 7}}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "input.int + 1 | 3",
        "input.int + input.double | 4.5",
        "input.double * 2 | 5",
        "input.int == 2.0 | true",
        "input.int < input.double | true",
        "input.none | null",
        "input.none == null | true",
        "other | null",
        "other == null | true",
        "has(input.int) | true",
        "has(input.missing) | false",
        "input.map.a.b | 7",
        "input.map | {\"a\":{\"b\":7}}",
        "input.list[2] | \"x\"",
        "size(input.list) | 3",
        "2 in input.list | true",
        "input.list + [4] | [1,2,\"x\",4]",
        "input.list.map(x, x == 1) | [true,false,false]",
        "[1, 2, 3].filter(x, x > 1) | [2,3]",
        "input.list.exists(x, x == 'x') | true",
        "input.text + 'd' | \"abcd\"",
        "input.text.matches('^a.c$') | true",
        "input.text.matches('^b') | false",
        "input.text.replace('b', '') | \"ac\"",
        "['a', 'b'].join('-') | \"a-b\"",
        "{'k': [input.int]} | {\"k\":[2]}",
        "input.yes ? 'y' : 'n' | \"y\"",
        "duration('90s') | \"PT1M30S\"",
      })
  void hasTheValue(String source, String value) throws JsonProcessingException {
    assertThat(evaluate(source, MAPPER.readTree(INPUT)).toString()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "input.missing | The expression input.missing has no value: ",
        "input.int / 0 | The expression input.int / 0 has no value: ",
        "input.list[3] | The expression input.list[3] has no value: ",
        "input.text + input.int | The expression input.text + input.int has no value: ",
        "9223372036854775807 + input.int | The expression 9223372036854775807 + input.int has no value: ",
        "input.text.matches('(') | The expression input.text.matches('(') has no value: ",
      })
  void saysThatItHasNone(String source, String message) throws JsonProcessingException {
    JsonNode input = MAPPER.readTree(INPUT);

    assertThatThrownBy(() -> evaluate(source, input)).isInstanceOf(ExpressionException.class).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cel.bind(a, input.text + input.text, cel.bind(b, a + a + a + a, cel.bind(c, b + b + b + b, c + c + c + c)))",
        "input.list.map(x, input.text)",
        "input.list.map(x, input.list.map(y, x + y))",
        "input.list.all(x, input.list.all(y, x + y >= 0))",
        "input.list.map(x, input.list)",
        "input.list.all(x, !input.text.matches('(x+x+)+y'))",
        "input.text.replace('x', input.text)",
        "input.list.map(x, input.text).join()",
        "lists.range(100000000)",
        "input.list.all(x, !(-1 in input.list))",
        "input.list.all(x, input.list == input.list)",
      })
  void refusesWhatCostsTooMuchWithinSeconds(String source) {
    var list = JSON.arrayNode();
    for (int i = 0; i < 15_000; i++) {
      list.add(i);
    }
    JsonNode input = JSON.objectNode().put("text", "x".repeat(1 << 20)).set("list", list);
    Expression expression = COMPILER.compile(source).expression().orElseThrow();

    Assertions.assertTimeout(
        Duration.ofSeconds(3),
        () ->
            assertThatThrownBy(() -> expression.evaluate(Map.of("input", input)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageMatching("(?s)The expression .* has no value: .*(more than 5000000 steps|[Ii]teration).*\\."));
  }

  @Test
  void refusesALongExpression() {
    assertThat(COMPILER.compile("1" + " + 1".repeat(1_000)).problem()).isNotNull();
  }

  @Test
  void refusesADeepExpression() {
    assertThat(COMPILER.compile("(".repeat(100) + "1" + ")".repeat(100)).problem()).isNotNull();
  }

  @Test
  void tellsWhatItReadsButNotWhatItsMacrosBind() {
    assertThat(COMPILER.compile("[1].all(other, other == input)").expression().orElseThrow().reads()).containsExactly("input");
  }

  @Property(tries = 300)
  void givesBackTheJsonThatItWasGiven(@ForAll("json") JsonNode json) {
    assertThat(evaluate("input", json)).isEqualTo(json);
    assertThat(evaluate("[input, {'a': input}]", json)).isEqualTo(JSON.arrayNode().add(json).add(JSON.objectNode().set("a", json)));
    assertThat(evaluate("input == input", json)).isEqualTo(JSON.booleanNode(true));
  }

  @Provide
  Arbitrary<JsonNode> json() {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(JSON::textNode),
            Arbitraries.longs().map(value -> JSON.numberNode(value.longValue())),
            // A whole double is the same number as the int that it comes back as.
            Arbitraries.doubles().filter(value -> value != Math.rint(value)).map(value -> JSON.numberNode(value.doubleValue())),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    return Arbitraries.recursive(
        () -> scalars,
        inner ->
            Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(4).map(items -> JSON.arrayNode().addAll(items)),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner).ofMaxSize(4).map(fields -> JSON.objectNode().setAll(fields))),
        0,
        3);
  }

  private static JsonNode evaluate(String source, JsonNode input) {
    return COMPILER.compile(source).expression().orElseThrow().evaluate(Map.of("input", input));
  }
}
