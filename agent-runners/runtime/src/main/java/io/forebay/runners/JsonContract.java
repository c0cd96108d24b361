package io.forebay.runners;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
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
          .nodeFactory(new BoundedNumbers())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** 1e999999999 is short to write, and neither a handler nor a schema expects it: validators do not compare it, and its integer part fills the memory. */
  private static final int EXPONENT_MAX = 1_000;

  private static final int LONG_DIGITS = 18;
  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** What a schema itself has to be like. */
  private static final Schema META_SCHEMA = SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

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
      List<Error> errors = META_SCHEMA.validate(node);
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException(describe(errors.getFirst()));
      }
      boolean allowsAll = node.isBoolean() ? node.booleanValue() : node.isObject() && node.isEmpty();
      return new JsonContract(SCHEMAS.getSchema(node), allowsAll);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(name + " is no JSON Schema: " + e.getMessage(), e);
    }
  }

  /** Reads JSON of at most the depth and size that a record can have. */
  static JsonNode parse(String text) throws JsonProcessingException {
    try {
      return MAPPER.readTree(text);
    } catch (NumberOutOfBoundsException e) {
      throw new JsonParseException(null, e.getMessage(), e);
    }
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

  private static final class NumberOutOfBoundsException extends RuntimeException {
    private NumberOutOfBoundsException() {
      super("a number has an exponent beyond " + EXPONENT_MAX);
    }
  }

  private static final class BoundedNumbers extends JsonNodeFactory {
    @Override
    public ValueNode numberNode(BigDecimal value) {
      if (value != null && Math.abs((long) value.scale()) > EXPONENT_MAX) {
        throw new NumberOutOfBoundsException();
      }
      boolean isBeyondLong = value != null && value.precision() - value.scale() > LONG_DIGITS;
      // The validator compares an integer that is written like a decimal as a long, and what does not fit wraps around.
      return isBeyondLong && value.stripTrailingZeros().scale() <= 0 ? super.numberNode(value.toBigInteger()) : super.numberNode(value);
    }
  }
}
