package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.forebay.runners.ActionFailedException;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema that an answer has to match: a stranger's schema, held against a stranger's text.
 *
 * <p>So patterns are RE2's, which take linear time; references lead nowhere outside the schema; and a schema that leads in circles, or
 * multiplies its own branches, is given up after so many steps.
 */
final class AnswerSchema {
  static final int SCHEMA_CHARS_MAX = 128 << 10;
  static final int STEPS_MAX = 200_000;

  /** Of keywords within keywords; half the stack of a thread takes as many. */
  private static final int DEPTH_MAX = 600;
  private static final int COMPLAINT_MAX = 300;
  private static final String META_SCHEMAS = "https://json-schema.org/";

  private final String text;
  private final Schema schema;

  private AnswerSchema(String text, Schema schema) {
    this.text = text;
    this.schema = schema;
  }

  static AnswerSchema of(JsonNode node) throws ActionFailedException {
    if (Json.isTooDeep(node)) {
      throw refused("is nested deeper than " + Json.DEPTH_MAX);
    }
    String text = Json.text(node);
    if (text.length() > SCHEMA_CHARS_MAX) {
      throw refused("has more than " + SCHEMA_CHARS_MAX + " characters");
    }
    try {
      // One registry a schema: it remembers what it has seen by $id, and one tenant's schema is nothing to another's.
      SchemaRegistryConfig config = SchemaRegistryConfig.builder().regularExpressionFactory(AnswerSchema::regularExpression).build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder -> builder.schemaRegistryConfig(config).schemaLoader(loader -> loader.allow(id -> id.toString().startsWith(META_SCHEMAS))));
      Schema schema = registry.getSchema(node);
      schema.initializeValidators();
      return new AnswerSchema(text, schema);
    } catch (SchemaException | PatternSyntaxException e) {
      throw refused("is refused: " + e.getMessage());
    }
  }

  /** The schema as a model server is given it. */
  String text() {
    return text;
  }

  /** What is wrong with a value; empty if it matches. */
  Optional<String> complaint(JsonNode value) throws ActionFailedException {
    try {
      List<Error> errors = schema.validate(new Budget(), value, OutputFormat.DEFAULT);
      return errors.stream().findFirst().map(error -> cut(error.getInstanceLocation() + ": " + error.getMessage()));
    } catch (SchemaException e) {
      throw refused("is refused: " + e.getMessage());
    } catch (Exhausted _) {
      throw refused("takes more than " + STEPS_MAX + " steps to check, or refers to itself without end");
    }
  }

  private static ActionFailedException refused(String complaint) {
    return ActionFailedException.permanent("INVALID_SCHEMA", "The responseSchema " + cut(complaint) + ".");
  }

  private static String cut(String complaint) {
    return complaint.length() > COMPLAINT_MAX ? complaint.substring(0, COMPLAINT_MAX) + "…" : complaint;
  }

  private static com.networknt.schema.regex.RegularExpression regularExpression(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
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
    private Exhausted() {
      super("too many steps", null, false, false);
    }
  }
}
