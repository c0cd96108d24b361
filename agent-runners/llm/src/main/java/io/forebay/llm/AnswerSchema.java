package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.jsonschema.ForeignSchema;
import io.forebay.jsonschema.UnusableSchemaException;
import io.forebay.runners.ActionFailedException;
import java.util.Optional;

/** The JSON Schema that an answer has to match: a stranger's schema, held against a stranger's text. */
final class AnswerSchema {
  static final int SCHEMA_CHARS_MAX = 128 << 10;
  private static final int COMPLAINT_MAX = 300;

  private final String text;
  private final ForeignSchema schema;

  private AnswerSchema(String text, ForeignSchema schema) {
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
      return new AnswerSchema(text, ForeignSchema.of(node));
    } catch (UnusableSchemaException e) {
      throw refused("cannot be used: " + e.getMessage());
    }
  }

  /** The schema as a model server is given it. */
  String text() {
    return text;
  }

  /** What is wrong with a value; empty if it matches. */
  Optional<String> complaint(JsonNode value) throws ActionFailedException {
    try {
      return schema.problems(value, 1).stream().findFirst();
    } catch (UnusableSchemaException e) {
      throw refused("cannot be used: " + e.getMessage());
    }
  }

  private static ActionFailedException refused(String complaint) {
    String cut = complaint.length() > COMPLAINT_MAX ? complaint.substring(0, COMPLAINT_MAX) + "…" : complaint;
    return ActionFailedException.permanent("INVALID_SCHEMA", "The responseSchema " + cut + ".");
  }
}
