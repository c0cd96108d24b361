package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * JSON with expressions in its texts. A text that is one {@code ${expression}} becomes the expression's value, whatever its type; expressions amid other
 * text become text there.
 */
public interface Template {
  /**
   * The JSON with every expression replaced by its value.
   *
   * @throws ExpressionException if an expression has no value
   */
  JsonNode render(Map<String, JsonNode> names);
}
