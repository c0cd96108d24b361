package io.forebay.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Names NAMES = new Names(Map.of("n", SimpleType.DYN, "text", SimpleType.DYN, "none", SimpleType.DYN), List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"${n}\" | 5",
        "\"${n} \" | \"5 \"",
        "\"a ${n} b ${text}\" | \"a 5 b hi\"",
        "\"a${none}b\" | \"ab\"",
        "\"${none}\" | null",
        "\"x ${[n]}\" | \"x [5]\"",
        "\"$${n}\" | \"${n}\"",
        "\"$n {n}\" | \"$n {n}\"",
        "\"${{'a': {'b': n}}}\" | {\"a\":{\"b\":5}}",
        "\"${'}' + text}\" | \"}hi\"",
        "\"${'\\\\'}' + text}\" | \"'}hi\"",
        "[1, \"${n}\", {\"k\": \"${text}\"}] | [1,5,{\"k\":\"hi\"}]",
        "{\"${n}\": 1} | {\"${n}\":1}",
        "\"\" | \"\"",
      })
  void renders(String template, String rendered) throws JsonProcessingException {
    var problems = new ArrayList<String>();
    JsonNode json = MAPPER.readTree(template);
    JsonNode found = Templates.of(json, NAMES.elsewhere(), problems::add).render(Map.of("n", MAPPER.readTree("5"), "text", MAPPER.readTree("\"hi\"")));

    assertThat(problems).isEmpty();
    assertThat(found.toString()).isEqualTo(rendered);
  }

  @Test
  void tellsOfAnExpressionWithoutEnd() throws JsonProcessingException {
    var problems = new ArrayList<String>();
    Templates.of(MAPPER.readTree("[\"${'}\", \"${{}\"]"), NAMES.elsewhere(), problems::add);

    String problem = "an expression that begins with ${ has no } at its end; write $${ for the characters themselves";
    assertThat(problems).containsExactly(problem, problem);
  }
}
