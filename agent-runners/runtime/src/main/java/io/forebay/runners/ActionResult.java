package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.Usage;
import java.util.Objects;

/**
 * What a handler answers when it has done its work.
 *
 * @param output as its output schema says
 * @param usage what it used of models; budgets are settled from it
 */
public record ActionResult(JsonNode output, Usage usage) {
  private static final Usage NOTHING = new Usage(0L, 0L, 0L);

  public ActionResult {
    Objects.requireNonNull(output, "a handler's output must not be null; JSON has a null of its own");
    Objects.requireNonNull(usage, "usage");
  }

  /** An answer that used no model. */
  public static ActionResult of(JsonNode output) {
    return new ActionResult(output, NOTHING);
  }
}
