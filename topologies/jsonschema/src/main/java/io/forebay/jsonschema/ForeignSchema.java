package io.forebay.jsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Schema (2020-12 unless it says otherwise) that a stranger wrote, held against strangers' values.
 *
 * <p>So patterns take linear time and bounded memory; references lead nowhere outside the schema; and a schema that leads in circles, or multiplies its own branches, is
 * given up after so many steps.
 */
public final class ForeignSchema {
  public static final int STEPS_MAX = 200_000;

  /** Of keywords within keywords; half the stack of a thread takes as many. */
  private static final int DEPTH_MAX = 600;

  /** Of a schema's own JSON. */
  private static final int NESTING_MAX = 200;

  private static final int PROBLEM_CHARS_MAX = 300;
  private static final String META_SCHEMAS = "https://json-schema.org/";

  private final Schema schema;
  private final Patterns patterns;

  private ForeignSchema(Schema schema, Patterns patterns) {
    this.schema = schema;
    this.patterns = patterns;
  }

  /**
   * Compiles a schema.
   *
   * @throws UnusableSchemaException with what is wrong with it
   */
  public static ForeignSchema of(JsonNode source) {
    return of(source, new Patterns(false));
  }

  /**
   * Compiles a schema in which a pattern that is not {@link LinearPattern}'s matches everything.
   *
   * @throws UnusableSchemaException with what else is wrong with it
   */
  public static ForeignSchema lenient(JsonNode source) {
    return of(source, new Patterns(true));
  }

  private static ForeignSchema of(JsonNode source, Patterns patterns) {
    if (isTooDeep(source)) {
      throw new UnusableSchemaException("it is nested deeper than " + NESTING_MAX, null);
    }
    try {
      // One registry a schema: it remembers what it has seen by $id, and one stranger's schema is nothing to another's.
      SchemaRegistryConfig config = SchemaRegistryConfig.builder().regularExpressionFactory(patterns).build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder
                      .schemaRegistryConfig(config)
                      .schemaLoader(loader -> loader.fetchRemoteResources(false).allow(id -> id.toString().startsWith(META_SCHEMAS))));
      Schema schema = registry.getSchema(source);
      schema.initializeValidators();
      patterns.refuseBad();
      return new ForeignSchema(schema, patterns);
    } catch (SchemaException e) {
      throw new UnusableSchemaException(e.getMessage(), e);
    }
  }

  /**
   * What is wrong with a value, in sentences that name the place; empty: nothing.
   *
   * @param problemsMax no more than so many
   * @throws UnusableSchemaException if it shows only now that the schema is wrong, or if the check takes too long
   */
  public List<String> problems(JsonNode value, int problemsMax) {
    try {
      List<Error> errors = schema.validate(new Budget(), value, OutputFormat.DEFAULT);
      patterns.refuseBad();
      return errors.stream().limit(problemsMax).map(ForeignSchema::describe).toList();
    } catch (SchemaException | Exhausted e) {
      throw new UnusableSchemaException(e.getMessage(), e);
    }
  }

  private static boolean isTooDeep(JsonNode root) {
    List<JsonNode> level = List.of(root);
    for (int depth = 0; depth < NESTING_MAX && !level.isEmpty(); depth++) {
      var deeper = new ArrayList<JsonNode>();
      level.forEach(node -> node.forEach(deeper::add));
      level = deeper;
    }
    return !level.isEmpty();
  }

  private static String describe(Error error) {
    String where = error.getInstanceLocation().toString();
    String text = (where.isEmpty() ? "" : where + ": ") + error.getMessage();
    return text.length() <= PROBLEM_CHARS_MAX ? text : text.substring(0, PROBLEM_CHARS_MAX) + "…";
  }

  /** Compiles patterns, some of them only when they are needed; of a bad one it makes a note, since the validator would log it. */
  private static final class Patterns implements RegularExpressionFactory {
    private final boolean lenient;
    private volatile String bad;

    private Patterns(boolean lenient) {
      this.lenient = lenient;
    }

    @Override
    public RegularExpression getRegularExpression(String pattern) {
      try {
        Pattern compiled = LinearPattern.compile(pattern);
        return text -> compiled.matcher(text).find();
      } catch (IllegalArgumentException e) {
        bad = lenient ? null : e.getMessage();
        return _ -> lenient;
      }
    }

    private void refuseBad() {
      if (bad != null) {
        throw new UnusableSchemaException(bad, null);
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
      super("it takes more than " + STEPS_MAX + " steps to check, or refers to itself without end", null, false, false);
    }
  }
}
