package io.forebay.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.StringJoiner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaAnswerTest {
  private static final String TEXT = "The pump is urgent. Read http://example.com/pump.";

  private static void matches(JsonNode schema, JsonNode value) {
    assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema).validate(value)).as(value + " for " + schema).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'enum':['cake','pump']} | 'pump'",
        "{'enum':['cake','other','tea']} | 'other'",
        "{'enum':['cake','tea']} | 'cake'",
        "{'const':7} | 7",
        "{'type':'integer','minimum':3,'maximum':9} | 6",
        "{'type':'number'} | 0.0",
        "{'type':['null','string']} | null",
        "{'type':'array','items':{'const':1},'minItems':2} | [1,1]",
        "{'type':'object','properties':{'urgent':{'type':'boolean'},'late':{'type':'boolean'}}} | {'urgent':true,'late':false}",
        "{'type':'object','properties':{'url':{'type':'string'}}} | {'url':'http://example.com/pump'}",
        "{'type':'object','properties':{'summary':{'type':'string'}}} | {'summary':'[scripted] The pump is urgent.'}",
        "{'anyOf':[{'const':1},{'const':2}]} | 1",
        "{'$ref':'#/$defs/one','$defs':{'one':{'const':1}}} | 1",
        "{'type':'string','maxLength':3} | 'The'",
      })
  void fillsInWordsFromTheText(String schema, String expected) {
    JsonNode value = SchemaAnswer.of(Questions.json(schema), TEXT);

    assertThat(value.toString()).isEqualTo(expected.replace('\'', '"'));
    matches(Questions.json(schema), value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$ref':'#'}",
        "{'type':'object','properties':{'a':{'$ref':'#'},'b':{'$ref':'#'},'c':{'$ref':'#'},'d':{'$ref':'#'}}}",
        "{'type':'array','minItems':1000000,'items':{'type':'array','minItems':1000000,'items':{'type':'array','minItems':1000000}}}",
      })
  void isDoneSoonWithSchemasWithoutEnd(String schema) {
    assertThat(SchemaAnswer.of(Questions.json(schema), TEXT).toString()).hasSizeLessThan(200_000);
  }

  @Test
  void takesAnythingForASchema() {
    for (String schema : new String[] {"[]", "1", "'x'", "null", "{'properties':1,'required':{}}", "{'enum':[]}", "{'type':'circle'}"}) {
      assertThat(SchemaAnswer.of(Questions.json(schema), "")).isNotNull();
    }
  }

  @Property(tries = 300)
  void matchesWhatModelsAreAskedFor(@ForAll("schemas") String schema, @ForAll String text) {
    matches(Questions.json(schema), SchemaAnswer.of(Questions.json(schema), text));
  }

  @Provide
  Arbitrary<String> schemas() {
    return nested(2);
  }

  private static Arbitrary<String> nested(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.of("{'type':'boolean'}", "{'type':'null'}", "{'enum':['a','b',3]}", "{'type':'string','format':'date'}", "{'type':'number'}"),
            Combinators.combine(Arbitraries.integers().between(-50, 50), Arbitraries.integers().between(0, 50))
                .as((least, more) -> "{'type':'integer','minimum':" + least + ",'maximum':" + (least + more) + "}"),
            Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.integers().between(0, 20))
                .as((least, more) -> "{'type':'string','minLength':" + least + ",'maxLength':" + (least + more) + "}"));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = nested(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(4).map(SchemaAnswerTest::object),
        Combinators.combine(inner, Arbitraries.integers().between(0, 3)).as((items, least) -> "{'type':'array','minItems':" + least + ",'items':" + items + "}"));
  }

  private static String object(List<String> properties) {
    var names = new StringJoiner(",");
    var values = new StringJoiner(",");
    for (int i = 0; i < properties.size(); i++) {
      names.add("'p" + i + "'");
      values.add("'p" + i + "':" + properties.get(i));
    }
    return "{'type':'object','additionalProperties':false,'required':[" + names + "],'properties':{" + values + "}}";
  }
}
