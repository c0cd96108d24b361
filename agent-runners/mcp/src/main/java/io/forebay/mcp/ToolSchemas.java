package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.jsonschema.ForeignSchema;
import io.forebay.jsonschema.UnusableSchemaException;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles the schemas of tools, which are the server's and therefore not trusted.
 *
 * <p>They fetch nothing, their patterns are matched in linear time, and one that is too large, broken or endless is left to the server to
 * enforce.
 */
final class ToolSchemas {
  private static final int SCHEMA_CHARS_MAX = 64 << 10;
  private static final int COMPLAINTS_MAX = 5;
  private static final Logger log = LoggerFactory.getLogger(ToolSchemas.class);

  private final JsonMapper mapper;

  ToolSchemas(JsonMapper mapper) {
    this.mapper = mapper;
  }

  ToolArguments compile(Tool tool) {
    try {
      String text = mapper.writeValueAsString(tool.inputSchema());
      if (tool.inputSchema() == null || text.length() > SCHEMA_CHARS_MAX) {
        return ToolArguments.UNCHECKED;
      }
      ForeignSchema schema = ForeignSchema.lenient(mapper.readTree(text));
      return arguments -> complaint(tool.name(), schema, arguments);
    } catch (com.fasterxml.jackson.core.JsonProcessingException | UnusableSchemaException e) {
      log.debug("the schema of the tool {} cannot be used", Foreign.sentence(tool.name()), e);
      return ToolArguments.UNCHECKED;
    }
  }

  private static Optional<String> complaint(String tool, ForeignSchema schema, JsonNode arguments) {
    try {
      List<String> problems = schema.problems(arguments, COMPLAINTS_MAX);
      return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems.stream().map(Foreign::sentence).toList()));
    } catch (UnusableSchemaException e) {
      // A reference to nowhere is found only now, and one that leads back to itself.
      log.debug("the schema of the tool {} cannot be used", Foreign.sentence(tool), e);
      return Optional.empty();
    }
  }
}
