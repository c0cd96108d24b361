package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An expression that CEL has compiled; thread-safe.
 *
 * @param type of its value, as far as it was known when it was compiled
 * @param names that it may read, with their types
 * @param reads those that it does read
 */
record CelExpression(String source, Program program, CelType type, Map<String, CelType> names, Set<String> reads) implements Expression {
  private static final int MESSAGE_LENGTH_MAX = 300;
  private static final int SOURCE_LENGTH_MAX = 120;
  private static final String PLACE = "evaluation error at <input>:";

  @Override
  public JsonNode evaluate(Map<String, JsonNode> values) {
    var budget = new Budget();
    try {
      return ScopedValue.where(Budget.CURRENT, budget).call(() -> JsonValues.toJson(program.eval(name -> find(name, values, budget)), budget));
    } catch (CelEvaluationException | RuntimeException e) {
      throw new ExpressionException("The expression " + cut(source, SOURCE_LENGTH_MAX) + " has no value: " + reason(e) + ".", e);
    }
  }

  private Optional<Object> find(String name, Map<String, JsonNode> values, Budget budget) {
    CelType declared = names.get(name);
    return declared == null ? Optional.empty() : Optional.of(JsonValues.toCel(values.get(name), declared, budget));
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() instanceof CelInvalidArgumentException invalid ? invalid : e;
    String message = cause.getMessage() == null ? "unknown failure" : cause.getMessage();
    String said = message.startsWith(PLACE) ? message.substring(message.indexOf(": ") + 2) : message;
    return cut(said.endsWith(".") ? said.substring(0, said.length() - 1) : said, MESSAGE_LENGTH_MAX);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
