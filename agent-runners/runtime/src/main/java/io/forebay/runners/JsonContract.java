package io.forebay.runners;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;

/** A JSON Schema (draft 2020-12), compiled once; thread-safe. */
final class JsonContract {
  /** More complaints help nobody. */
  private static final int COMPLAINTS_MAX = 5;

  private static final int COMPLAINT_CHARS_MAX = 300;
  private static final int DEPTH_MAX = 200;

  /** Reads what came over the wire: bounded in depth, one value and nothing after it. */
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema schema;
  private final boolean allowsAll;

  private JsonContract(Schema schema, boolean allowsAll) {
    this.schema = schema;
    this.allowsAll = allowsAll;
  }

  /**
   * Compiles a schema.
   *
   * @param name for messages
   * @throws IllegalArgumentException if it is none
   */
  static JsonContract of(String name, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      boolean allowsAll = node.isBoolean() ? node.booleanValue() : node.isObject() && node.isEmpty();
      return new JsonContract(SCHEMAS.getSchema(node), allowsAll);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(name + " is no JSON Schema: " + e.getMessage(), e);
    }
  }

  /** Reads JSON of at most the depth and size that a record can have. */
  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree cannot be written", e);
    }
  }

  /** What is wrong with a value, in one sentence; empty if nothing is. */
  Optional<String> complaint(JsonNode value) {
    if (allowsAll) {
      return Optional.empty();
    }
    List<Error> errors = schema.validate(value);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(String.join("; ", errors.stream().limit(COMPLAINTS_MAX).map(JsonContract::describe).toList()));
  }

  private static String describe(Error error) {
    String text = error.toString();
    return text.length() <= COMPLAINT_CHARS_MAX ? text : text.substring(0, COMPLAINT_CHARS_MAX) + "...";
  }
}
