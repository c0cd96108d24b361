package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
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
  private static final int PATTERN_CHARS_MAX = 1000;
  private static final int COMPLAINTS_MAX = 5;
  private static final Logger log = LoggerFactory.getLogger(ToolSchemas.class);

  private final JsonMapper mapper;
  private final SchemaRegistry registry;

  ToolSchemas(JsonMapper mapper) {
    this.mapper = mapper;
    SchemaRegistryConfig config = SchemaRegistryConfig.builder().regularExpressionFactory(ToolSchemas::linear).build();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(config).schemaCacheEnabled(false).schemaLoader(loader -> loader.fetchRemoteResources(false).allow(_ -> false)));
  }

  ToolArguments compile(Tool tool) {
    try {
      String text = mapper.writeValueAsString(tool.inputSchema());
      if (tool.inputSchema() == null || text.length() > SCHEMA_CHARS_MAX) {
        return ToolArguments.UNCHECKED;
      }
      Schema schema = registry.getSchema(text, InputFormat.JSON);
      return arguments -> complaint(tool.name(), schema, arguments);
    } catch (com.fasterxml.jackson.core.JsonProcessingException | SchemaException e) {
      log.debug("the schema of the tool {} cannot be used", Foreign.sentence(tool.name()), e);
      return ToolArguments.UNCHECKED;
    }
  }

  private static Optional<String> complaint(String tool, Schema schema, JsonNode arguments) {
    try {
      List<Error> errors = schema.validate(arguments);
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join("; ", errors.stream().limit(COMPLAINTS_MAX).map(error -> Foreign.sentence(error.toString())).toList()));
    } catch (SchemaException | StackOverflowError e) {
      // A reference to nowhere is found only now, and one that leads back to itself has no other end.
      log.debug("the schema of the tool {} cannot be used", Foreign.sentence(tool), e);
      return Optional.empty();
    }
  }

  private static RegularExpression linear(String pattern) {
    try {
      if (pattern.length() <= PATTERN_CHARS_MAX) {
        Pattern compiled = Pattern.compile(pattern);
        return value -> compiled.matcher(value).find();
      }
    } catch (PatternSyntaxException e) {
      log.debug("a pattern cannot be matched in linear time: {}", Foreign.sentence(pattern));
    }
    return _ -> true;
  }
}
