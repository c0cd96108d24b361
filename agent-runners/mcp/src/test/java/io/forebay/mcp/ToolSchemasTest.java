package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runtime.ByteSize;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
final class ToolSchemasTest {
  private static final JsonMapper MAPPER = Json.mapper(ByteSize.mebibytes(1));

  private final ToolSchemas schemas = new ToolSchemas(MAPPER);

  private Optional<String> complaint(String schema, String arguments) throws Exception {
    Map<String, Object> given = MAPPER.readValue(schema, new TypeReference<>() {});
    return schemas.compile(Tool.builder("tool", given).build()).complaint(MAPPER.readTree(arguments));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"object\", \"required\": [\"a\"]} | {\"a\": 1} | true",
        "{\"type\": \"object\", \"required\": [\"a\"]} | {} | false",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}} | {\"a\": 1} | false",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": {\"type\": \"string\"}}} | {\"a\": 1} | false",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": {\"type\": \"string\"}}} | {\"a\": \"b\"} | true",
        "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/n\"}}, \"$defs\": {\"n\": {\"type\": \"number\"}}} | {\"a\": \"b\"} | false",
      })
  void checkWhatTheySay(String schema, String arguments, boolean isFine) throws Exception {
    assertThat(complaint(schema, arguments).isEmpty()).isEqualTo(isFine);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"#\"}",
        "{\"$ref\": \"#/nowhere\"}",
        "{\"$ref\": \"file:///etc/passwd\"}",
        "{\"$ref\": \"http://127.0.0.1:1/schema\"}",
        "{\"$ref\": \"classpath:io/forebay/mcp/call-input.json\"}",
        "{\"$schema\": \"http://127.0.0.1:1/meta\", \"type\": \"object\"}",
        "{\"pattern\": 7, \"properties\": 3}",
        "{\"properties\": {\"a\": {\"pattern\": \"(?=x)(\"}}}",
      })
  void leaveToTheServerWhatCannotBeUsed(String schema) throws Exception {
    assertThat(complaint(schema, "{\"a\": \"b\"}")).isEmpty();
  }

  @Test
  void leaveToTheServerWhatIsTooLarge() throws Exception {
    String large = "{\"required\": [\"missing\"], \"description\": \"" + "x".repeat(70_000) + "\"}";

    assertThat(complaint(large, "{}")).isEmpty();
  }

  @Test
  void matchPatternsInLinearTime() throws Exception {
    long start = System.nanoTime();

    Optional<String> complaint = complaint("{\"properties\": {\"a\": {\"pattern\": \"^(a+)+$\"}}}", "{\"a\": \"" + "a".repeat(20_000) + "!\"}");

    assertThat(complaint).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void complainInOneShortSentence() throws Exception {
    String schema = "{\"additionalProperties\": false}";
    StringBuilder arguments = new StringBuilder("{\"\\n" + "k".repeat(10_000) + "\": 1");
    for (int i = 0; i < 100; i++) {
      arguments.append(", \"k").append(i).append("\": 1");
    }

    Optional<String> complaint = complaint(schema, arguments.append('}').toString());

    assertThat(complaint).hasValueSatisfying(text -> assertThat(text).hasSizeLessThan(2000).doesNotContain("\n"));
  }
}
