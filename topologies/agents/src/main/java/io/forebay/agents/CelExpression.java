package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An expression that CEL has compiled; thread-safe.
 *
 * @param type as far as it was known when it was compiled
 * @param names that it may read
 */
record CelExpression(String source, Program program, CelType type, Set<String> names) implements Expression {
  private static final int MESSAGE_LENGTH_MAX = 300;

  @Override
  public JsonNode evaluate(Map<String, JsonNode> values) {
    try {
      // Only what the expression reads is converted.
      return JsonValues.toJson(program.eval(name -> names.contains(name) ? Optional.of(JsonValues.toCel(values.get(name))) : Optional.empty()));
    } catch (CelEvaluationException | RuntimeException e) {
      throw new ExpressionException("The expression " + source + " has no value: " + cut(e.getMessage()), e);
    }
  }

  private static String cut(String message) {
    String said = message == null ? "unknown failure" : message.replaceFirst("^evaluation error at <input>:\\d+: ", "");
    return said.length() <= MESSAGE_LENGTH_MAX ? said : said.substring(0, MESSAGE_LENGTH_MAX) + "…";
  }
}
