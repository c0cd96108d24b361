package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.List;

/**
 * A JSON Schema that is held against values: patterns are RE2's, which take linear time; references stay inside the schema; a check that takes too many steps is
 * given up.
 */
final class SchemaContract implements JsonContract {
  private static final int STEPS_MAX = 200_000;
  private static final int DEPTH_MAX = 600;
  private static final int PROBLEMS_MAX = 10;
  private static final int PROBLEM_LENGTH_MAX = 300;
  private static final String META_SCHEMAS = "https://json-schema.org/";
  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();
  private static final Schema META_SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of(DIALECT));

  private final JsonNode source;
  private final Schema schema;
  private final boolean allowsAll;

  private SchemaContract(JsonNode source, Schema schema) {
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
    var patterns = new Patterns();
    try {
      // One registry a schema: it remembers what it has seen by $id, and one agent's schema is nothing to another's.
      SchemaRegistryConfig config = SchemaRegistryConfig.builder().regularExpressionFactory(patterns).build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder -> builder.schemaRegistryConfig(config).schemaLoader(loader -> loader.allow(id -> id.toString().startsWith(META_SCHEMAS))));
      Schema schema = registry.getSchema(source);
      schema.initializeValidators();
      if (patterns.bad != null) {
        throw new IllegalArgumentException(patterns.bad);
      }
      return new SchemaContract(source, schema);
    } catch (SchemaException e) {
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
      return schema.validate(new Budget(), value, OutputFormat.DEFAULT).stream().limit(PROBLEMS_MAX).map(SchemaContract::describe).toList();
    } catch (SchemaException | Exhausted e) {
      return List.of("It cannot be checked: " + e.getMessage());
    }
  }

  private static String describe(Error error) {
    String where = error.getInstanceLocation().toString();
    String text = (where.isEmpty() ? "" : where + ": ") + error.getMessage();
    return text.length() <= PROBLEM_LENGTH_MAX ? text : text.substring(0, PROBLEM_LENGTH_MAX) + "…";
  }

  /** Compiles patterns; of a bad one it makes a note, since the validator would log it. */
  private static final class Patterns implements RegularExpressionFactory {
    private String bad;

    @Override
    public RegularExpression getRegularExpression(String pattern) {
      try {
        Pattern compiled = LinearPattern.compile(pattern);
        return text -> compiled.matcher(text).find();
      } catch (IllegalArgumentException e) {
        bad = e.getMessage();
        return _ -> false;
      }
    }
  }

  /** Counts steps: the validator tells it each keyword that it goes into, and out of. */
  private static final class Budget extends ExecutionContext {
    private int steps;
    private int depth;

    @Override
    public void evaluationPathAddLast(String keyword) {
      spend();
      super.evaluationPathAddLast(keyword);
    }

    @Override
    public void evaluationPathAddLast(int index) {
      spend();
      super.evaluationPathAddLast(index);
    }

    @Override
    public void evaluationPathRemoveLast() {
      depth--;
      super.evaluationPathRemoveLast();
    }

    private void spend() {
      steps++;
      depth++;
      if (steps > STEPS_MAX || depth > DEPTH_MAX) {
        throw new Exhausted();
      }
    }
  }

  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted() {
      super("it takes more than " + STEPS_MAX + " steps", null, false, false);
    }
  }
}
