package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A compiled expression in CEL (Common Expression Language). It reads names and answers a value; it cannot loop without end, and touches nothing else.
 */
public interface Expression {
  /** As it was written. */
  String source();

  /**
   * Its value.
   *
   * @param names what it may read; a name that was declared and is missing reads as null
   * @throws ExpressionException if there is none, for example after a division by zero
   */
  JsonNode evaluate(Map<String, JsonNode> names);
}
