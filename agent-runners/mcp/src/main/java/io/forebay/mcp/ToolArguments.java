package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Says whether arguments are what a tool takes. */
interface ToolArguments {
  /** Leaves it to the server. */
  ToolArguments UNCHECKED = _ -> Optional.empty();

  /** What is wrong with them, in one sentence; empty if nothing is. */
  Optional<String> complaint(JsonNode arguments);
}
