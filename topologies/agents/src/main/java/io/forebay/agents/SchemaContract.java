package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.forebay.jsonschema.ForeignSchema;
import io.forebay.jsonschema.UnusableSchemaException;
import java.util.List;

/** A schema of a definition: what it wants of values, and what people got wrong in writing it. */
final class SchemaContract implements JsonContract {
  private static final int PROBLEMS_MAX = 10;
  private static final int PROBLEM_LENGTH_MAX = 300;
  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();
  private static final Schema META_SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of(DIALECT));

  private final JsonNode source;
  private final ForeignSchema schema;
  private final boolean allowsAll;

  private SchemaContract(JsonNode source, ForeignSchema schema) {
    this.source = source;
    this.schema = schema;
    allowsAll = source.isObject() && source.isEmpty();
  }

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static SchemaContract of(JsonNode source) {
    String dialect = source.path("$schema").asText(DIALECT);
    if (!dialect.equals(DIALECT)) {
      throw new IllegalArgumentException("$schema must be " + DIALECT + ", or be left out");
    }
    List<Error> errors = META_SCHEMA.validate(source);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(describe(errors.getFirst()));
    }
    try {
      return new SchemaContract(source, ForeignSchema.of(source));
    } catch (UnusableSchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public JsonNode schema() {
    return source;
  }

  @Override
  public List<String> problems(JsonNode value) {
    if (allowsAll) {
      return List.of();
    }
    try {
      return schema.problems(value, PROBLEMS_MAX);
    } catch (UnusableSchemaException e) {
      return List.of("It cannot be checked: " + e.getMessage());
    }
  }

  private static String describe(Error error) {
    String where = error.getInstanceLocation().toString();
    String text = (where.isEmpty() ? "" : where + ": ") + error.getMessage();
    return text.length() <= PROBLEM_LENGTH_MAX ? text : text.substring(0, PROBLEM_LENGTH_MAX) + "…";
  }
}
