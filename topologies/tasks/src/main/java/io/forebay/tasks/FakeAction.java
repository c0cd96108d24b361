package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;

/** An action as a test makes it up. */
@FunctionalInterface
public interface FakeAction {
  /**
   * What the action answers.
   *
   * @param input what it is given
   * @return anything that Jackson writes as JSON, for example a map or a {@link JsonNode}; null: nothing
   * @throws FakeFailure if it fails
   */
  Object answer(JsonNode input);
}
